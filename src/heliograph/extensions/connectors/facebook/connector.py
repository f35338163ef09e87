"""Facebook: upload unseen, commit with one call, look for the post, the video or the story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from heliograph.extensions.connectors.facebook.checks import refuse_what_it_forbids
from heliograph.extensions.connectors.facebook.client import FacebookClient
from heliograph.extensions.connectors.facebook.counts import Counts
from heliograph.extensions.connectors.facebook.errors import AlreadyPosted
from heliograph.extensions.connectors.facebook.films import Films
from heliograph.extensions.connectors.facebook.looking import Looking
from heliograph.extensions.connectors.facebook.mapping import (
    COMMENT,
    STORY,
    feed_parameters,
    kept_photos,
    living_photos,
    to_account,
    with_photos,
)
from heliograph.extensions.connectors.facebook.steps import Steps
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
)
from heliograph.sdk.errors import ConnectorError, OutcomeUnknown, TryLater
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.rules import refuse_broken_rules


class FacebookConnector:
    """One Facebook Page."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def __init__(self, access: ChannelAccess) -> None:
        self._client = FacebookClient(access)
        self._films = Films(self._client)
        self._looking = Looking(self._client, self._films, access, self.manifest)
        self._steps = Steps(self._client)
        self._counts = Counts(self._client)
        self._clock = access.clock
        self._page_id = access.secrets.get("page_id", "")

    async def identify(self) -> Account:
        """Ask which Page the token belongs to."""
        return to_account(await self._client.me())

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Upload what is not uploaded yet; nobody sees it before the post."""
        refuse_broken_rules(self.manifest, post)
        if post.follows is not None:
            self._steps.check(post.follows)
            return memory
        refuse_what_it_forbids(post, self.manifest, self._clock.now())
        if _is_film(post):
            return await self._films.ready(await self._own_id(), post, memory)
        return await self._with_photos(post, memory)

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Make the one call. A repeat means success only where an earlier attempt is in doubt."""
        page_id = await self._own_id()
        try:
            return await self._commit(page_id, post, memory)
        except AlreadyPosted as repeated:
            if not post.resend:
                raise
            return await self._earlier(post, memory, repeated)

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Find what the committing call made."""
        if post.first_sent_at is None:
            return Absent()
        if _is_film(post):
            return await self._looking.film(post, memory)
        page_id = await self._own_id()
        if post.follows is not None:
            return await self._steps.look(post, post.follows, page_id)
        if post.kind == "story":
            return await self._looking.story(page_id, memory)
        return await self._looking.post(page_id, post)

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts, one by one; comments have none."""
        found: dict[str, Metrics] = {}
        for remote_id in remote_ids:
            counts = await self._counts.read(remote_id)
            if counts is not None:
                found[remote_id] = counts
        return found

    async def delete(self, remote_id: str) -> None:
        """Take a post, a video, a story or a comment down."""
        await self._client.remove(remote_id.removeprefix(STORY).removeprefix(COMMENT))

    async def account_metrics(self) -> Metrics:
        """Read the Page's followers, and what its posts met on the last whole day."""
        return await self._counts.of_the_page()

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """None: there are no options."""
        return {}

    async def _commit(self, page_id: str, post: OutgoingPost, memory: Memory) -> Receipt:
        seconds = self.manifest.call_seconds
        if post.follows is not None:
            return await self._steps.publish(post, post.follows, seconds)
        if _is_film(post):
            return await self._finish(page_id, post, memory)
        photos = kept_photos(memory)
        if post.kind == "story":
            story = await self._client.tell_story(page_id, photos[0], seconds)
            return Receipt("published", f"{STORY}{story}")
        post_id = await self._client.publish(page_id, feed_parameters(post, photos), seconds)
        if post.publish_at is not None:
            return Receipt("accepted", post_id, after=self._looking.until(post.publish_at))
        return Receipt("published", post_id, await self._permalink(post_id))

    async def _finish(self, page_id: str, post: OutgoingPost, memory: Memory) -> Receipt:
        """End the upload, unless Facebook has heard so before."""
        if post.resend:
            sighting = await self._looking.film(post, memory)
            if isinstance(sighting, Found):
                return sighting.receipt
        await self._films.finish(page_id, post, memory, self.manifest.call_seconds)
        return self._looking.film_receipt(post, memory["video_id"], None)

    async def _with_photos(self, post: OutgoingPost, memory: Memory) -> Memory:
        now, page_id = self._clock.now(), await self._own_id()
        photos = living_photos(memory, now)
        # Facebook keeps the pictures of a post that waits longer only when they are told so.
        fields = {} if post.publish_at is None else {"temporary": "true"}
        for file in post.media[len(photos) :]:
            try:
                photos.append(await self._client.add_photo(page_id, file, fields))
            except TryLater as trouble:
                kept = with_photos(memory, photos, now)
                raise TryLater(trouble.detail, trouble.after, kept) from trouble
        return with_photos(memory, photos, now)

    async def _own_id(self) -> str:
        if not self._page_id:
            self._page_id = (await self._client.me()).id
        return self._page_id

    async def _earlier(
        self, post: OutgoingPost, memory: Memory, repeated: AlreadyPosted
    ) -> Receipt:
        """The post that made ours a repeat; unknown while no list shows it."""
        try:
            sighting = await self.look(post, memory)
        except ConnectorError as trouble:
            raise OutcomeUnknown(repeated.detail) from trouble
        if not isinstance(sighting, Found):
            raise OutcomeUnknown(repeated.detail) from repeated
        return sighting.receipt

    async def _permalink(self, post_id: str) -> str | None:
        # The post stands already: whatever goes wrong here must not look like a failure.
        try:
            post = await self._client.post(post_id)
        except ConnectorError:
            return None
        return post.permalink_url if post else None


def _is_film(post: OutgoingPost) -> bool:
    return post.follows is None and any(file.is_video for file in post.media)
