"""What a person decides about a post whose outcome nobody else can tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.events import Event, Payload, announce
from heliograph.modules.publishing.events import POST_PUBLISHED
from heliograph.modules.publishing.repository import DeliveryRepository, Note
from heliograph.modules.scheduling import SchedulingService

Decision = Literal["published", "resend", "give_up"]

SENTENCES: dict[Decision, str] = {
    "published": "A person looked: it is there. Marked as published.",
    "resend": "A person looked: it is not there. Goes out again.",
    "give_up": "A person decided to let it rest.",
}


def published_event(workspace_id: UUID, post: Mapping[str, Any], remote_id: str) -> Event:
    """The news that a post stands, from which its numbers are read."""
    payload: Payload = {
        "post_id": str(post["id"]),
        "channel_id": str(post["channel_id"]),
        "brand_id": str(post["brand_id"]) if post["brand_id"] else None,
        "platform": post["channel_platform"],
        "remote_id": remote_id,
    }
    return Event(POST_PUBLISHED, workspace_id, payload)


class HistoryService:
    """The history of posts, and the decisions that become part of it."""

    def __init__(self, work: UnitOfWork, posts: SchedulingService) -> None:
        self._work = work
        self._posts = posts

    async def history(self, post_id: UUID) -> list[dict[str, object]]:
        """What happened to a post, oldest first; raises `PostNotFound`."""
        async with self._work.transaction() as session:
            post = await self._posts.get(post_id)
            rows = await DeliveryRepository(session, self._work.workspace_id).history(post_id)
        made = {
            "at": post["created_at"],
            "kind": "made",
            "sentence": "The post was made.",
            "attempt": 0,
            "detail": {},
        }
        return [made, *(dict(row) for row in rows)]

    async def deliveries(self, post_id: UUID) -> list[dict[str, object]]:
        """The attempts of a post, oldest first; raises `PostNotFound`."""
        async with self._work.transaction() as session:
            await self._posts.get(post_id)
            rows = await DeliveryRepository(session, self._work.workspace_id).deliveries(post_id)
        return [dict(row) for row in rows]

    async def note(self, post_id: UUID, kind: str, sentence: str) -> None:
        """Add a line to a post's history."""
        async with self._work.transaction() as session:
            rows = DeliveryRepository(session, self._work.workspace_id)
            await rows.note(post_id, 0, Note(kind, sentence))

    async def resolve(
        self, post_id: UUID, decision: Decision, remote_id: str | None = None
    ) -> dict[str, object]:
        """Settle a post that is held with an unknown outcome; raises `PostBusy` when it is not."""
        async with self._work.transaction() as session:
            post = await self._posts.resolve(post_id, decision, remote_id)
            await self.note(post_id, "decided", SENTENCES[decision])
            if decision == "published" and remote_id:
                event = published_event(self._work.workspace_id, post, remote_id)
                await announce(session, event)
        return post
