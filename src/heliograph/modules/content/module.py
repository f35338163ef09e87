"""Wiring of content: what the API mounts."""

from fastapi import APIRouter

from heliograph.modules.content.batches.routes import router as batches
from heliograph.modules.content.routes import router as contents
from heliograph.modules.content.variants.routes import router as variants
from heliograph.modules.content.version_routes import router as versions

# Batches come first: `/content/{content_id}` would take their path for an id.
router = APIRouter(
    routes=[*batches.routes, *contents.routes, *variants.routes, *versions.routes],
)

__all__ = ["router"]
