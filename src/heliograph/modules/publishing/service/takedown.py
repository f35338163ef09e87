"""Taking a published post down again."""

from __future__ import annotations

from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import AppError
from heliograph.modules.channels import ChannelsService
from heliograph.modules.publishing.repository import DeliveryRepository, Note
from heliograph.modules.scheduling import PostBusy, SchedulingService
from heliograph.sdk.errors import ConnectorError


class CannotTakeDown(AppError):
    """The platform did not take the post down."""

    code = "publishing.cannot_take_down"
    status = 409
    title = "The platform did not take it down"
    remedy = "Delete it in the platform's own app; Heliograph will notice at the next look."


class TakedownService:
    """Removes published posts from their platforms."""

    def __init__(
        self, work: UnitOfWork, channels: ChannelsService, posts: SchedulingService
    ) -> None:
        self._work = work
        self._channels = channels
        self._posts = posts

    async def take_down(self, post_id: UUID) -> dict[str, object]:
        """Delete a post on its platform; raises `PostBusy` when it does not stand there, and
        `CannotTakeDown` when the platform refuses."""
        post = await self._posts.get(post_id)
        if post["status"] == "retrying":
            return await self._take_back(post_id)
        if post["status"] != "published" or not post["remote_id"]:
            raise PostBusy("The post does not stand on the platform")
        channel = await self._channels.open(post["channel_id"])
        async with self._work.transaction() as session:
            stages = await DeliveryRepository(session, self._work.workspace_id).stages(post_id)
        # Parts first, newest first: what is left when it breaks off is still whole from its top.
        parts = [one.remote_id for one in stages if one.remote_id != post["remote_id"]]
        try:
            for remote_id in (*reversed(parts), post["remote_id"]):
                await channel.connector.delete(remote_id)
        except ConnectorError as error:
            raise CannotTakeDown(f"{channel.manifest.name}: {error.detail}") from error
        async with self._work.transaction() as session:
            removed = await self._posts.mark_removed(post_id)
            rows = DeliveryRepository(session, self._work.workspace_id)
            sentence = f"Taken down from {channel.manifest.name}."
            await rows.note(post_id, 0, Note("removed", sentence))
        return removed

    async def _take_back(self, post_id: UUID) -> dict[str, object]:
        """Delete what the platform holds for later. The post is held meanwhile, so that a look
        that finds nothing does not send it again."""
        post = await self._posts.take_back(post_id)
        channel = await self._channels.open(post["channel_id"])
        async with self._work.transaction() as session:
            rows = DeliveryRepository(session, self._work.workspace_id)
            held = await rows.accepted(post_id)
        gone = False
        try:
            if held is None:
                raise PostBusy("It is not known under which id the platform holds the post")
            await channel.connector.delete(held)
            gone = True
        except ConnectorError as error:
            raise CannotTakeDown(f"{channel.manifest.name}: {error.detail}") from error
        finally:
            async with self._work.transaction() as session:
                after = await self._posts.taken_back(post_id, gone=gone)
                if gone:
                    rows = DeliveryRepository(session, self._work.workspace_id)
                    sentence = f"Taken back from {channel.manifest.name} before its time."
                    await rows.note(post_id, 0, Note("removed", sentence))
        return after
