"""Wiring of assets: what the API mounts."""

from heliograph.modules.assets.routes import media_router, router

__all__ = ["media_router", "router"]
