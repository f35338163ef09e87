"""Facebook: upload the pictures unpublished, post once, look for the text in the Page's feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from heliograph.extensions.connectors.facebook.client import FacebookClient
from heliograph.extensions.connectors.facebook.errors import AlreadyPosted
from heliograph.extensions.connectors.facebook.mapping import (
    FeedPost,
    all_older,
    feed_parameters,
    find_ours,
    kept_photos,
    latest,
    living_photos,
    photo_parameters,
    to_account,
    to_metrics,
    with_photos,
)
from heliograph.sdk.connectors import (
    Absent,
    Account,
    ChannelAccess,
    Found,
    Memory,
    Metrics,
    OutgoingPost,
    Receipt,
    Sighting,
    Unclear,
)
from heliograph.sdk.errors import ConnectorError, OutcomeUnknown, TryLater
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.rules import refuse_broken_rules

CLOCK_TOLERANCE = timedelta(minutes=2)
MOST_PAGES = 10
POST_NUMBERS = "post_media_view,post_total_media_view_unique,post_clicks"
PAGE_NUMBERS = "page_media_view,page_total_media_view_unique"


class FacebookConnector:
    """One Facebook Page."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def __init__(self, access: ChannelAccess) -> None:
        self._client = FacebookClient(access)
        self._clock = access.clock
        self._page_id = access.secrets.get("page_id", "")

    async def identify(self) -> Account:
        """Ask which Page the token belongs to."""
        return to_account(await self._client.me())

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Upload the pictures that are not uploaded yet; nobody sees them before the post."""
        refuse_broken_rules(self.manifest, post)
        now = self._clock.now()
        photos = living_photos(memory, now)
        for file in post.media[len(photos) :]:
            try:
                photo = await self._client.add_photo(await self._own_id(), photo_parameters(file))
            except TryLater as trouble:
                kept = with_photos(memory, photos, now)
                raise TryLater(trouble.detail, trouble.after, kept) from trouble
            photos.append(photo)
        return with_photos(memory, photos, now)

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Post to the feed. A repeat means success only where an earlier attempt is in doubt."""
        page_id = await self._own_id()
        parameters = feed_parameters(post, kept_photos(memory))
        try:
            post_id = await self._client.publish(page_id, parameters, self.manifest.call_seconds)
        except AlreadyPosted as repeated:
            if not post.resend:
                raise
            return await self._earlier(post, repeated)
        return Receipt("published", post_id, await self._permalink(post_id))

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Compare our words with the Page's posts since the first sending."""
        if post.first_sent_at is None:
            return Absent()
        found, saw_all = await self._search(post)
        if found is not None:
            return Found(_receipt(found))
        if not saw_all:
            return Unclear("The Page has posted so much since that its feed could not be read.")
        return Absent()

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts, post by post."""
        found: dict[str, Metrics] = {}
        for post_id in remote_ids:
            post = await self._client.post(post_id)
            if post is not None:
                found[post_id] = to_metrics(
                    post, await self._client.insights(post_id, POST_NUMBERS)
                )
        return found

    async def delete(self, remote_id: str) -> None:
        """Take the post down."""
        await self._client.delete(remote_id)

    async def account_metrics(self) -> Metrics:
        """Read the Page's followers, and what its posts met on the last whole day."""
        page = await self._client.me()
        followers = {} if page.followers_count is None else {"followers": page.followers_count}
        numbers = await self._client.insights(page.id, PAGE_NUMBERS, period="day")
        return followers | latest(numbers)

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """None: there are no options."""
        return {}

    async def _own_id(self) -> str:
        if not self._page_id:
            self._page_id = (await self._client.me()).id
        return self._page_id

    async def _earlier(self, post: OutgoingPost, repeated: AlreadyPosted) -> Receipt:
        """The post that made ours a repeat; unknown while the feed does not list it."""
        try:
            found, _ = await self._search(post)
        except ConnectorError as trouble:
            raise OutcomeUnknown(repeated.detail) from trouble
        if found is None:
            raise OutcomeUnknown(repeated.detail) from repeated
        return _receipt(found)

    async def _search(self, post: OutgoingPost) -> tuple[FeedPost | None, bool]:
        """Our post in the feed, and whether all posts since then were read."""
        since = (post.first_sent_at or post.intended_at) - CLOCK_TOLERANCE
        page_id, cursor = await self._own_id(), ""
        for _ in range(MOST_PAGES):
            page = await self._client.feed(page_id, cursor)
            ours = find_ours(post, page.items, since)
            if ours is not None:
                return ours, True
            cursor = page.paging.cursors.after
            if not cursor or all_older(page.items[-1:], since):
                return None, True
        return None, False

    async def _permalink(self, post_id: str) -> str | None:
        # The post stands already: whatever goes wrong here must not look like a failure.
        try:
            post = await self._client.post(post_id)
        except ConnectorError:
            return None
        return post.permalink_url if post else None


def _receipt(post: FeedPost) -> Receipt:
    return Receipt("published", post.id, post.permalink_url)
