"""How much room the files of a workspace take, and whether another one fits."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.modules.assets.errors import QuotaReached
from heliograph.modules.assets.library_repository import LibraryRepository
from heliograph.modules.assets.service.tools import AssetTools


async def check_room(
    session: AsyncSession, workspace_id: UUID, tools: AssetTools, more: int
) -> None:
    """Raise `QuotaReached` when so many more bytes do not fit. Two that ask at once take turns
    until their transactions end."""
    most = tools.settings.workspace_bytes
    if not most:
        return
    rows = LibraryRepository(session, workspace_id)
    await rows.take_turns()
    used = await rows.used_bytes(tools.clock.now())
    if used + more > most:
        raise QuotaReached(f"{used} of {most} bytes are taken, and this needs {more}")
