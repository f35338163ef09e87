"""What became of a video: processed, held until its time, turned down, or not there at all."""

from __future__ import annotations

from datetime import datetime, timedelta

from heliograph.extensions.connectors.youtube.client import YouTubeClient
from heliograph.extensions.connectors.youtube.errors import turned_down
from heliograph.extensions.connectors.youtube.mapping import (
    LOOK_AGAIN,
    find_ours,
    to_receipt,
)
from heliograph.sdk.connectors import Absent, Found, OutgoingPost, Receipt, Sighting, Unclear
from heliograph.sdk.matching import all_older

CLOCK_TOLERANCE = timedelta(minutes=2)
MOST_PAGES = 10


class Watching:
    """Follows videos after their upload."""

    def __init__(self, client: YouTubeClient) -> None:
        self._client = client

    def url(self, video_id: str) -> str:
        """Where people watch it."""
        return self._client.address("web", f"/watch?v={video_id}")

    async def standing(self, post: OutgoingPost, video_id: str) -> Found:
        """The receipt of a video that was uploaded; `ContentRefused` when it was turned down."""
        found = await self._client.videos([video_id], "status")
        if not found:
            # Lists run behind the upload, whose own answer is certain.
            return Found(Receipt("accepted", video_id, self.url(video_id), LOOK_AGAIN))
        status = found[0].status
        if status.upload in ("failed", "rejected", "deleted"):
            reason = status.failure or status.rejection
            twin = await self._twin(post, video_id) if reason == "duplicate" else None
            if twin is None:
                raise turned_down(status.upload, reason)
            return await self.standing(post, twin)
        now = self._client.access.clock.now()
        return Found(to_receipt(found[0], self.url(video_id), now))

    async def search(self, post: OutgoingPost, first_sent_at: datetime) -> Sighting:
        """Look for our video among the channel's uploads, by its words."""
        video_id, saw_all = await self._among_uploads(post, first_sent_at)
        if video_id is not None:
            return await self.standing(post, video_id)
        if not saw_all:
            return Unclear("The channel has uploaded so much since that its list was not read.")
        return Absent()

    async def _twin(self, post: OutgoingPost, video_id: str) -> str | None:
        """Our own earlier upload, when how it ended was not known and the repeat is refused."""
        if not post.resend or post.first_sent_at is None:
            return None
        twin, _ = await self._among_uploads(post, post.first_sent_at, skip=video_id)
        return twin

    async def _among_uploads(
        self, post: OutgoingPost, first_sent_at: datetime, skip: str = ""
    ) -> tuple[str | None, bool]:
        """Our video's id, and whether all uploads since then were read."""
        channel = await self._client.channel("snippet,contentDetails")
        since, page = first_sent_at - CLOCK_TOLERANCE, ""
        for _ in range(MOST_PAGES):
            found = await self._client.items(channel.content.related.uploads, page=page)
            video_id = find_ours(post, found.items, since, skip)
            times = (item.snippet.published_at for item in found.items)
            if video_id is not None or not found.next_page or all_older(times, since):
                return video_id, True
            page = found.next_page
        return None, False
