"""Wiring of brands: what the API mounts."""

from heliograph.modules.brands.routes import router

__all__ = ["router"]
