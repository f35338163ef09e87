"""Wiring of content: what the API mounts."""

from fastapi import APIRouter

from heliograph.modules.content.batches.routes import router as batches
from heliograph.modules.content.checking.routes import router as checking
from heliograph.modules.content.looks.routes import router as looks
from heliograph.modules.content.picture_routes import router as pictures
from heliograph.modules.content.routes import router as contents
from heliograph.modules.content.search.routes import router as search
from heliograph.modules.content.variants.routes import router as variants
from heliograph.modules.content.version_routes import router as versions

# Fixed paths come first: `/content/{content_id}` would take them for an id.
router = APIRouter(
    routes=[
        *batches.routes,
        *checking.routes,
        *search.routes,
        *contents.routes,
        *looks.routes,
        *pictures.routes,
        *variants.routes,
        *versions.routes,
    ],
)

__all__ = ["router"]
