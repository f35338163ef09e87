"""Wiring of publishing: what the API mounts."""

from heliograph.modules.publishing.routes import router

__all__ = ["router"]
