"""Wiring of analytics: what the API mounts."""

from heliograph.modules.analytics.routes import router

__all__ = ["router"]
