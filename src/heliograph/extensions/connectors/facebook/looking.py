"""Settling doubt: is our post in the feed, how far is our video, which story shows our photo."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from heliograph.extensions.connectors.facebook.client import FacebookClient
from heliograph.extensions.connectors.facebook.films import Films
from heliograph.extensions.connectors.facebook.mapping import (
    STORY,
    find_ours,
    kept_photos,
)
from heliograph.extensions.connectors.facebook.states import state_of, turned_down
from heliograph.extensions.connectors.facebook.wire import FeedPost, Film
from heliograph.sdk.connectors import (
    Absent,
    ChannelAccess,
    Found,
    Memory,
    OutgoingPost,
    Receipt,
    Sighting,
    Unclear,
)
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.matching import all_older

CLOCK_TOLERANCE = timedelta(minutes=2)
LOOK_AGAIN = timedelta(seconds=5)
MOST_PAGES = 10
TOO_MANY = "The Page has posted so much since that its feed could not be read."


class Looking:
    """Reads what the Page has."""

    def __init__(
        self, client: FacebookClient, films: Films, access: ChannelAccess, rules: ConnectorManifest
    ) -> None:
        self._client = client
        self._films = films
        self._access = access
        self._rules = rules

    async def post(self, page_id: str, post: OutgoingPost) -> Sighting:
        """Our words in the feed, or among what waits for its time."""
        found, saw_all = await self._search(page_id, post, waiting=False)
        if found is None and post.publish_at is not None:
            found, saw_all = await self._search(page_id, post, waiting=True)
        if found is not None:
            return Found(self.receipt(found))
        return Absent() if saw_all else Unclear(TOO_MANY)

    async def film(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """The video whose id we have known since its upload began."""
        video_id = memory.get("video_id", "")
        film = await self._films.film(video_id) if video_id else None
        if film is None or state_of(film) in ("waiting", "lost"):
            return Absent()
        if state_of(film) == "failed":
            raise turned_down(film)
        return Found(self.film_receipt(post, video_id, film))

    async def story(self, page_id: str, memory: Memory) -> Sighting:
        """The story that shows our photo; a photo serves once."""
        photos = kept_photos(memory)
        for one in await self._client.stories(page_id):
            if one.media_id in photos:
                return Found(Receipt("published", f"{STORY}{one.post_id}", one.url))
        return Absent()

    def receipt(self, post: FeedPost) -> Receipt:
        """The receipt of a post that stands, or waits for its time."""
        if post.scheduled_publish_time is None:
            return Receipt("published", post.id, post.permalink_url)
        due = datetime.fromtimestamp(post.scheduled_publish_time, UTC)
        return Receipt("accepted", post.id, after=self.until(due))

    def film_receipt(self, post: OutgoingPost, video_id: str, film: Film | None) -> Receipt:
        """The receipt of a video that has been given its last word."""
        url = film.permalink_url if film else None
        if url and url.startswith("/"):
            url = self._rules.address(self._access.base_url, "web", url)
        if film is not None and state_of(film) == "published":
            return Receipt("published", video_id, url)
        return Receipt("accepted", video_id, url, self.until(post.publish_at))

    def until(self, due: datetime | None) -> timedelta:
        """How long until it is worth while to look again."""
        return LOOK_AGAIN if due is None else max(due - self._access.clock.now(), LOOK_AGAIN)

    async def _search(
        self, page_id: str, post: OutgoingPost, *, waiting: bool
    ) -> tuple[FeedPost | None, bool]:
        """Our post in a list, and whether all posts since the first sending were read."""
        since = (post.first_sent_at or post.intended_at) - CLOCK_TOLERANCE
        cursor = ""
        for _ in range(MOST_PAGES):
            read = self._client.scheduled if waiting else self._client.feed
            page = await read(page_id, cursor)
            ours = find_ours(post, page.items, since)
            if ours is not None:
                return ours, True
            cursor = page.paging.cursors.after
            times = (one.created_time for one in page.items[-1:])
            if not cursor or (not waiting and all_older(times, since)):
                return None, True
        return None, False
