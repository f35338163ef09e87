"""The HTTP side: API, dashboard, live updates, health and metrics."""

from heliograph.apps.api.factory import Parts, create_api

__all__ = ["Parts", "create_api"]
