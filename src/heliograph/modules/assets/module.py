"""Wiring of assets: what the API mounts and a worker runs."""

from fastapi import APIRouter

from heliograph.modules.assets.jobs import register
from heliograph.modules.assets.library_routes import router as library_router
from heliograph.modules.assets.routes import media_router
from heliograph.modules.assets.routes import router as asset_router
from heliograph.modules.assets.upload_routes import router as upload_router
from heliograph.modules.assets.version_routes import router as version_router

router = APIRouter()
# Fixed words come before ids: `/assets/uploads` is no file called "uploads".
for part in (upload_router, library_router, version_router, asset_router):
    router.routes.extend(part.routes)

__all__ = ["media_router", "register", "router"]
