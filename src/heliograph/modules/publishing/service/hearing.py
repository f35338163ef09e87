"""What platforms tell of our posts. It hurries a look or a reading; it decides nothing itself,
but that a post was taken down by its owner."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.channels import ChannelsService
from heliograph.modules.publishing.repository import DeliveryRepository, Note
from heliograph.modules.scheduling import PostBusy, SchedulingService

SETTLING = ("published", "failed")
GROWING = ("comment", "reaction")


@dataclass(frozen=True)
class Heard:
    """One thing that was told of an account: what happened, and the ids it names."""

    channel_id: UUID
    kind: str
    remote_id: str | None
    handle: str | None


class HearingService:
    """Acts on what is told of one workspace's posts."""

    def __init__(
        self, work: UnitOfWork, channels: ChannelsService, posts: SchedulingService
    ) -> None:
        self._work = work
        self._channels = channels
        self._posts = posts

    async def hear(self, heard: Heard) -> UUID | None:
        """The post whose numbers have changed; None when none has."""
        ids = [one for one in (heard.remote_id, heard.handle) if one]
        async with self._work.transaction() as session:
            rows = DeliveryRepository(session, self._work.workspace_id)
            if heard.kind == "revoked":
                name = await self._platform(heard)
                await self._channels.lost_access(
                    heard.channel_id, f"{name} says that the permission was taken back."
                )
            elif heard.kind in SETTLING and ids:
                for post_id in await rows.open_under(heard.channel_id, ids):
                    await self._posts.look_soon(post_id)
            elif heard.kind == "removed" and heard.remote_id:
                await self._removed(rows, heard)
            elif heard.kind in GROWING and heard.remote_id:
                return await rows.post_under(heard.channel_id, heard.remote_id)
        return None

    async def _removed(self, rows: DeliveryRepository, heard: Heard) -> None:
        post_id = await rows.post_under(heard.channel_id, heard.remote_id or "", whole=True)
        if post_id is None:
            return
        name = await self._platform(heard)
        try:
            await self._posts.mark_removed(post_id)
        except PostBusy:
            return
        await rows.note(post_id, 0, Note("removed", f"{name} says that it was deleted there."))

    async def _platform(self, heard: Heard) -> str:
        card = await self._channels.card(heard.channel_id)
        return self._channels.manifest(card.platform).name
