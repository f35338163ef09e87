"""Wiring of videos: what the API mounts."""

from fastapi import APIRouter

from heliograph.modules.videos.comparison_routes import router as comparisons
from heliograph.modules.videos.render_routes import router as renders
from heliograph.modules.videos.routes import router as videos
from heliograph.modules.videos.style_routes import router as styles
from heliograph.modules.videos.table_routes import router as tables

router = APIRouter(
    routes=[
        *renders.routes,
        *styles.routes,
        *tables.routes,
        *comparisons.routes,
        *videos.routes,
    ]
)

__all__ = ["router"]
