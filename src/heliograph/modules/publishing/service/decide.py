"""What a person decides about a post whose outcome nobody else can tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.events import Event, Payload, announce
from heliograph.modules.channels import ChannelsService
from heliograph.modules.publishing.events import POST_PUBLISHED
from heliograph.modules.publishing.repository import DeliveryRepository, Note
from heliograph.modules.publishing.service.stages import actions_of
from heliograph.modules.scheduling import SchedulingService
from heliograph.sdk.connectors import Action, Receipt

Decision = Literal["published", "resend", "give_up"]

SENTENCES: dict[Decision, str] = {
    "published": "A person looked: it is there. Marked as published.",
    "resend": "A person looked: it is not there. Goes out again.",
    "give_up": "A person decided to let it rest.",
}
GOES_ON = "A person looked: this part is there. The next one goes out."


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

    def __init__(
        self, work: UnitOfWork, channels: ChannelsService, posts: SchedulingService
    ) -> None:
        self._work = work
        self._channels = channels
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

    async def stages(self, post_id: UUID) -> list[dict[str, object]]:
        """The stages of a post with what became of each; raises `PostNotFound`."""
        async with self._work.transaction() as session:
            post = await self._posts.get(post_id)
            rows = DeliveryRepository(session, self._work.workspace_id)
            stood = {row.number: row for row in await rows.stage_rows(post_id)}
        texts = [part["text"] for part in post["extras"].get("parts") or ()]
        shown = []
        for number, action in enumerate(("post", *self._actions(post))):
            row = stood.get(number)
            stands = row is not None or (number == 0 and post["remote_id"] is not None)
            said = {"post": post["text"], "comment": post["extras"].get("first_comment")}
            shown.append(
                {
                    "number": number,
                    "action": action,
                    "text": texts.pop(0) if action == "reply" else said.get(action) or "",
                    "stands": stands,
                    "remote_id": row.remote_id if row else (post["remote_id"] if stands else None),
                    "url": row.url if row else (post["url"] if stands else None),
                    "published_at": row.published_at if row else None,
                }
            )
        return shown

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
            before = await self._posts.get(post_id)
            further = decision == "published" and await self._goes_on(before, remote_id)
            settled: Decision = "resend" if further else decision
            post = await self._posts.resolve(post_id, settled, remote_id)
            sentence = GOES_ON if further else SENTENCES[decision]
            await self.note(post_id, "decided", sentence)
            if settled == "published" and post["remote_id"]:
                event = published_event(self._work.workspace_id, post, post["remote_id"])
                await announce(session, event)
        return post

    def _actions(self, post: Mapping[str, Any]) -> list[Action]:
        """What is done after the post itself."""
        manifest = self._channels.manifest(post["channel_platform"])
        return actions_of(post["extras"], manifest.steps)

    async def _goes_on(self, post: Mapping[str, Any], remote_id: str | None) -> bool:
        """Whether more of the post is to go out now that the part in doubt is known to stand. Its
        id is needed for that: what comes next hangs on it."""
        later = self._actions(post)
        if not later or not remote_id:
            return False
        rows = DeliveryRepository(self._work.session, self._work.workspace_id)
        key = (await rows.latest_key(post["id"]) or "").partition(".")[0]
        stood = len(await rows.stages(post["id"], key))
        if stood >= len(later):
            return False
        await rows.keep_stage(post["id"], key, stood, Receipt("published", remote_id))
        return True
