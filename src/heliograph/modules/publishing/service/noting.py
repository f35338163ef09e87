"""What others have to say about a post, in its history."""

from __future__ import annotations

from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.publishing.repository import DeliveryRepository, Note


async def note_in_history(work: UnitOfWork, post_id: UUID, kind: str, sentence: str) -> None:
    """Add a line to a post's history."""
    async with work.transaction() as session:
        rows = DeliveryRepository(session, work.workspace_id)
        await rows.note(post_id, 0, Note(kind, sentence))
