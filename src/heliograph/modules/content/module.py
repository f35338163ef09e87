"""Wiring of content: what the API mounts."""

from heliograph.modules.content.routes import router

__all__ = ["router"]
