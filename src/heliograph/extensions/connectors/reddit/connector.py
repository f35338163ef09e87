"""Reddit: upload files to leased places, submit once, look among one's own submissions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from heliograph.extensions.connectors.reddit.client import RedditClient
from heliograph.extensions.connectors.reddit.community import check_community, tidy_name
from heliograph.extensions.connectors.reddit.errors import DuplicateLink
from heliograph.extensions.connectors.reddit.mapping import (
    WEB,
    Thing,
    Upload,
    is_gone,
    is_same,
    receipt_of,
    to_account,
    to_form,
    to_gallery,
    to_metrics,
    to_receipt,
    uploads_in,
    with_uploads,
)
from heliograph.extensions.connectors.reddit.poster import poster_of
from heliograph.sdk.connectors import (
    Absent,
    Account,
    ChannelAccess,
    Found,
    MediaFile,
    Memory,
    Metrics,
    OutgoingPost,
    Receipt,
    Sighting,
    Unclear,
)
from heliograph.sdk.errors import OutcomeUnknown, TryLater
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.rules import refuse_broken_rules

CLOCK_TOLERANCE = timedelta(minutes=2)
MOST_PAGES = 10
LISTED_AFTER, PROCESSING_TIME = timedelta(minutes=3), timedelta(minutes=30)
LOOK_AGAIN = timedelta(seconds=15)
THINGS_AT_ONCE = 100


class RedditConnector:
    """One account that posts to one subreddit, or to its own page."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._client = RedditClient(access)
        base = access.base_url.rstrip("/")
        # The API's own host shows no pages; a base URL of our choosing stands for both hosts.
        self._site = WEB if urlsplit(base).hostname == "oauth.reddit.com" else base
        self._name = ""

    async def identify(self) -> Account:
        """Ask whose token this is."""
        return to_account(await self._client.me())

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Ask what the subreddit wants, then upload the files."""
        refuse_broken_rules(self.manifest, post)
        # What was accepted before and never came is not what is sent now.
        memory = {name: value for name, value in memory.items() if name != "accepted"}
        if post.follows is not None:
            return memory
        if "subreddit" not in memory:
            subreddit = await self._place(post)
            await check_community(self._client, post, subreddit)
            memory = {**memory, "subreddit": subreddit}
        return await self._with_files(post, memory)

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Submit once. A link that stands already is ours only if an attempt got lost."""
        seconds = self.manifest.call_seconds
        if post.follows is not None:
            above = post.follows.root.remote_id
            said = await self._client.comment(above, post.text, seconds)
            return receipt_of(said, self._site)
        subreddit, uploads = memory["subreddit"], uploads_in(memory)
        if post.kind == "carousel":
            body = to_gallery(post, subreddit, uploads)
            return to_receipt(await self._client.submit_gallery(body, seconds))
        try:
            made = await self._client.submit(to_form(post, subreddit, uploads), seconds)
        except DuplicateLink as refused:
            if post.resend:
                raise OutcomeUnknown("Reddit has the link already, perhaps from us.") from refused
            raise
        return to_receipt(made, uploads)

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Compare title and words with what the account has written since the first sending."""
        if post.first_sent_at is None:
            return Absent()
        since = post.first_sent_at - CLOCK_TOLERANCE
        what = "submitted" if post.follows is None else "comments"
        name, after = await self._own_name(), None
        for _ in range(MOST_PAGES):
            things, after = await self._client.newest(name, what, after)
            for thing in things:
                if is_same(post, memory.get("subreddit", ""), thing, since):
                    return Found(receipt_of(thing, self._site))
            if after is None or _all_older(things, since):
                return self._not_listed(post, post.first_sent_at, memory)
        return Unclear("The account has written so much since that its list could not be read.")

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts, a hundred things at a time."""
        found: dict[str, Metrics] = {}
        for start in range(0, len(remote_ids), THINGS_AT_ONCE):
            things = await self._client.info(remote_ids[start : start + THINGS_AT_ONCE])
            found |= {thing.name: to_metrics(thing) for thing in things if not is_gone(thing)}
        return found

    async def delete(self, remote_id: str) -> None:
        """Take the post or the comment down."""
        await self._client.delete(remote_id)

    async def account_metrics(self) -> Metrics:
        """Who follows the account's own page."""
        page = (await self._client.me()).page
        followers = page.subscribers if page else None
        return {} if followers is None else {"followers": followers}

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """The flairs of the channel's subreddit."""
        subreddit = tidy_name(self._access.secrets.get("subreddit", ""))
        if not subreddit:
            return {"flair_id": ()}
        return {"flair_id": tuple(flair.id for flair in await self._client.flairs(subreddit))}

    def _not_listed(self, post: OutgoingPost, first_sent_at: datetime, memory: Memory) -> Sighting:
        """Reddit lists what it took only when it has processed it, which may take minutes."""
        taken, waited = memory.get("accepted"), self._access.clock.now() - first_sent_at
        if taken is None:
            if post.resend and post.media and waited < LISTED_AFTER:
                raise TryLater("Reddit may still be working on it.", LOOK_AGAIN, memory)
            return Absent()
        if waited < PROCESSING_TIME:
            return Found(Receipt("accepted", taken, after=LOOK_AGAIN))
        return Unclear("Reddit took the post, but does not show it; perhaps it cannot play it.")

    async def _place(self, post: OutgoingPost) -> str:
        wanted = str(post.options.get("subreddit") or "")
        named = tidy_name(wanted or self._access.secrets.get("subreddit", ""))
        return named or f"u_{await self._own_name()}"

    async def _own_name(self) -> str:
        if not self._name:
            self._name = (await self._client.me()).name
        return self._name

    async def _with_files(self, post: OutgoingPost, memory: Memory) -> Memory:
        uploads, files = uploads_in(memory), list(post.media)
        if post.kind == "video":
            files.append(poster_of(post))
        if len(uploads) == len(files):
            return memory
        try:
            for file in files[len(uploads) :]:
                uploads.append(await self._upload(file))
        except TryLater as trouble:
            kept = with_uploads(memory, uploads)
            raise TryLater(trouble.detail, trouble.after, kept) from trouble
        return with_uploads(memory, uploads)

    async def _upload(self, file: MediaFile) -> Upload:
        return await self._client.upload(await self._client.lease(file), file)


def _all_older(things: Sequence[Thing], since: datetime) -> bool:
    return all(thing.created_utc < since.timestamp() for thing in things)
