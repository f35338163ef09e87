"""Tells open dashboards that a post changed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.events import tell_live
from heliograph.modules.scheduling.events import POST_CHANGED


async def tell_changed(session: AsyncSession, workspace_id: UUID, post_id: UUID) -> None:
    """Send the post's id to whoever watches the workspace, when the transaction commits."""
    await tell_live(session, workspace_id, POST_CHANGED, {"post_id": str(post_id)})
