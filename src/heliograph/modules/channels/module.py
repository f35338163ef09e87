"""Wiring of channels: what the API mounts."""

from fastapi import APIRouter

from heliograph.modules.channels.consent_routes import router as consents
from heliograph.modules.channels.hook_routes import router as hooks
from heliograph.modules.channels.program_routes import root_router
from heliograph.modules.channels.routes import router as channels

# First those whose addresses a channel's id would match as well.
router = APIRouter(routes=[*consents.routes, *hooks.routes, *channels.routes])

__all__ = ["root_router", "router"]
