"""Which routers the API mounts; a module's router is added here."""

from __future__ import annotations

from fastapi import APIRouter

from heliograph.modules.analytics import module as analytics
from heliograph.modules.assets import module as assets
from heliograph.modules.brands import module as brands
from heliograph.modules.channels import module as channels
from heliograph.modules.content import module as content
from heliograph.modules.providers import module as providers
from heliograph.modules.publishing import module as publishing
from heliograph.modules.scheduling import module as scheduling
from heliograph.modules.templates import module as templates
from heliograph.modules.videos import module as videos
from heliograph.modules.workspaces import module as workspaces

UNDER_API: tuple[APIRouter, ...] = (
    workspaces.router,
    brands.router,
    channels.router,
    assets.router,
    providers.router,
    templates.router,
    content.router,
    videos.router,
    scheduling.router,
    publishing.router,
    analytics.router,
)
"""Mounted under `/api/v1`."""

AT_ROOT: tuple[APIRouter, ...] = (
    workspaces.root_router,
    channels.root_router,
    assets.media_router,
)
"""Mounted at the root."""
