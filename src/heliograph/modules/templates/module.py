"""Wiring of templates: what the API mounts."""

from fastapi import APIRouter

from heliograph.modules.templates.file_routes import router as files
from heliograph.modules.templates.named_routes import router as named
from heliograph.modules.templates.prompt_routes import router as prompts
from heliograph.modules.templates.routes import router as templates

# First those whose addresses a template's id would match as well.
router = APIRouter(
    routes=[*files.routes, *prompts.routes, *templates.routes, *named.routes],
)

__all__ = ["router"]
