"""Wiring of publishing: what the API mounts."""

from fastapi import APIRouter

from heliograph.modules.publishing.redrive_routes import router as redrives
from heliograph.modules.publishing.routes import router as posts

router = APIRouter(routes=[*posts.routes, *redrives.routes])

__all__ = ["router"]
