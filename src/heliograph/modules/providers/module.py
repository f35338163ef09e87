"""Wiring of providers: what the API mounts."""

from fastapi import APIRouter

from heliograph.modules.providers.money_routes import router as money
from heliograph.modules.providers.routes import router as providers

# First those whose addresses a provider's id would match as well.
router = APIRouter(routes=[*money.routes, *providers.routes])

__all__ = ["router"]
