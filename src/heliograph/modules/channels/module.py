"""Wiring of channels: what the API mounts."""

from heliograph.modules.channels.routes import router

__all__ = ["router"]
