"""Wiring of scheduling: what the API mounts."""

from fastapi import APIRouter

from heliograph.modules.scheduling.guard_routes import router as guards
from heliograph.modules.scheduling.routes import router as posts

router = APIRouter(routes=[*posts.routes, *guards.routes])

__all__ = ["router"]
