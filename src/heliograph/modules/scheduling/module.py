"""Wiring of scheduling: what the API mounts."""

from heliograph.modules.scheduling.routes import router

__all__ = ["router"]
