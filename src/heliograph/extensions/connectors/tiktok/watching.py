"""What became of a post: still processed, standing, failed after all, or not there."""

from __future__ import annotations

from datetime import datetime, timedelta

from heliograph.extensions.connectors.tiktok.client import TikTokClient
from heliograph.extensions.connectors.tiktok.errors import (
    DAY,
    is_for_tomorrow,
    may_pass,
    turned_down,
)
from heliograph.extensions.connectors.tiktok.mapping import (
    PUBLIC,
    Progress,
    Video,
    find_ours,
    privacy_of,
)
from heliograph.sdk.connectors import (
    Absent,
    Found,
    Memory,
    OutgoingPost,
    Receipt,
    Sighting,
    Unclear,
)
from heliograph.sdk.errors import TryLater
from heliograph.sdk.matching import all_older

CLOCK_TOLERANCE = timedelta(minutes=2)
LOOK_AGAIN = timedelta(seconds=10)
ID_PATIENCE = timedelta(minutes=5)
RETRY_TIME = timedelta(hours=1)
LISTED_AFTER = timedelta(hours=1)
"""TikTok goes on fetching files by their address for this long, and lists the post only then."""
MOST_PAGES = 10


class Watching:
    """Follows posts after the committing call."""

    def __init__(self, client: TikTokClient) -> None:
        self._client = client

    async def standing(
        self, post: OutgoingPost, publish_id: str, progress: Progress, memory: Memory
    ) -> Sighting:
        """What the status of a publish id means; raises when TikTok refused it after all."""
        first_sent_at = post.first_sent_at or post.intended_at
        if progress.status == "FAILED":
            return self._failed(progress.fail_reason, first_sent_at)
        if progress.status != "PUBLISH_COMPLETE":
            return Found(Receipt("accepted", publish_id, after=LOOK_AGAIN))
        if progress.post_ids:
            video_id = str(progress.post_ids[0])
            username = memory.get("username") or (await self._client.user()).username
            return Found(Receipt("published", video_id, self._client.page(username, video_id)))
        # The id comes after moderation, and for posts that are not public it may never come.
        waited = self._client.access.clock.now() - first_sent_at
        if privacy_of(post) == PUBLIC and waited < ID_PATIENCE:
            return Found(Receipt("accepted", publish_id, after=LOOK_AGAIN))
        return Found(Receipt("published", publish_id))

    async def find(self, post: OutgoingPost, first_sent_at: datetime) -> Receipt | None:
        """Our post among the account's public ones, by its words."""
        found, _ = await self._among_listed(post, first_sent_at - CLOCK_TOLERANCE)
        return await self._receipt(found) if found else None

    async def search(self, post: OutgoingPost, first_sent_at: datetime) -> Sighting:
        """What the account's public posts tell of a call whose answer was lost."""
        found, saw_all = await self._among_listed(post, first_sent_at - CLOCK_TOLERANCE)
        if found is not None:
            return Found(await self._receipt(found))
        if privacy_of(post) not in ("", PUBLIC):
            return Unclear("TikTok lists only public posts, and this one is not.")
        if not (post.text.strip() or post.title.strip()):
            return Unclear("A post without words cannot be told from others.")
        if not saw_all:
            return Unclear("The account has posted so much since that its list was not read.")
        waited = self._client.access.clock.now() - first_sent_at
        if post.resend and waited < LISTED_AFTER:
            raise TryLater("TikTok may still be fetching the files.", max(LOOK_AGAIN, waited / 3))
        return Absent()

    async def _receipt(self, video: Video) -> Receipt:
        username = (await self._client.user()).username
        return Receipt("published", video.id, self._client.page(username, video.id))

    async def _among_listed(self, post: OutgoingPost, since: datetime) -> tuple[Video | None, bool]:
        """Our post, and whether all that were posted since then were read."""
        cursor = 0
        for _ in range(MOST_PAGES):
            page = await self._client.listed(cursor)
            found = find_ours(post, page.videos, since)
            times = (video.created_at for video in page.videos)
            if found is not None or not page.has_more or all_older(times, since):
                return found, True
            cursor = page.cursor
        return None, False

    def _failed(self, reason: str, first_sent_at: datetime) -> Absent:
        """A failed publish id never becomes a post, so that sending anew cannot double it."""
        waited = self._client.access.clock.now() - first_sent_at
        if is_for_tomorrow(reason):
            if waited < DAY:
                raise TryLater("The account has posted too much today.", DAY - waited)
            return Absent()
        if may_pass(reason) and waited < RETRY_TIME:
            return Absent()
        raise turned_down(reason)
