"""X: upload the files, post once, look among the account's newest posts.

X has no key against doubles, but it refuses the same words without files for a day. That refusal
is a success only when an earlier attempt of ours ended without an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from heliograph.extensions.connectors.x.client import XClient
from heliograph.extensions.connectors.x.errors import AlreadyPosted
from heliograph.extensions.connectors.x.mapping import (
    Tweet,
    is_same,
    to_account,
    to_account_metrics,
    to_metrics,
    to_payload,
    to_receipt,
    with_owner,
)
from heliograph.extensions.connectors.x.own_rules import refuse_what_x_refuses
from heliograph.extensions.connectors.x.uploading import Shelf
from heliograph.extensions.connectors.x.uploads import LONGEST_WAIT, Uploads
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
from heliograph.sdk.errors import OutcomeUnknown
from heliograph.sdk.manifest import load_connector_manifest

CLOCK_TOLERANCE = timedelta(minutes=2)
REPEAT_REFUSED = timedelta(hours=24)
MOST_PAGES = 10
METRICS_AT_ONCE = 100


@dataclass(frozen=True)
class _Search:
    """What a look brought: our post, and whether everything was seen."""

    tweet: Tweet | None
    saw_all: bool


class XConnector:
    """One account on X."""

    manifest = load_connector_manifest(Path(__file__).parent)
    longest_wait: float = LONGEST_WAIT

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._client = XClient(access)

    async def identify(self) -> Account:
        """Ask X whose token this is."""
        return to_account(await self._client.me())

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Upload the files, and learn whose account this is where nobody has told."""
        refuse_what_x_refuses(self.manifest, post)
        if not (self._owned(memory, "user_id") and self._owned(memory, "username")):
            memory = with_owner(memory, await self._client.me())
        if not post.media:
            return memory
        return await Uploads(self._client, self._access, memory, self.longest_wait).bring(post)

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Post it. A refusal of the same words after a lost answer is looked into."""
        shelf = Shelf.of(memory, self._access.clock.now())
        payload = to_payload(post, shelf.ids)
        try:
            tweet = await self._client.post(payload, self.manifest.call_seconds)
        except AlreadyPosted as refused:
            if not post.resend:
                raise
            return await self._standing(post, memory, refused)
        return self._receipt(tweet, memory)

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Compare our words with the account's own posts since the first sending."""
        if post.first_sent_at is None:
            return Absent()
        found = await self._search(post, memory, post.first_sent_at - CLOCK_TOLERANCE)
        if found.tweet is not None:
            return Found(self._receipt(found.tweet, memory))
        if not found.saw_all:
            return Unclear("The account has posted so much since that its list could not be read.")
        return Absent()

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts, a hundred posts at a time; private ones while X still shows them."""
        found: dict[str, Metrics] = {}
        for start in range(0, len(remote_ids), METRICS_AT_ONCE):
            ids = remote_ids[start : start + METRICS_AT_ONCE]
            found |= await self._counts(ids, "public_metrics,non_public_metrics")
            # X leaves a post out when its private counts are too old to be shown.
            rest = [one for one in ids if one not in found]
            if rest:
                found |= await self._counts(rest, "public_metrics")
        return found

    async def delete(self, remote_id: str) -> None:
        """Take the post down."""
        await self._client.delete(remote_id)

    async def account_metrics(self) -> Metrics:
        """Read the account's own counts."""
        return to_account_metrics(await self._client.me())

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """No option of X depends on the account."""
        return {}

    async def _standing(
        self, post: OutgoingPost, memory: Memory, refused: AlreadyPosted
    ) -> Receipt:
        """The post that made X refuse ours, when it is ours."""
        sent = post.first_sent_at or self._access.clock.now()
        found = await self._search(post, memory, sent - REPEAT_REFUSED)
        if found.tweet is None:
            # It stands, but the list does not show it yet: a later look will.
            raise OutcomeUnknown(f"{refused.detail} The post is not in the list yet.")
        made_at = found.tweet.created_at
        if made_at is not None and made_at < sent - CLOCK_TOLERANCE:
            raise refused
        return self._receipt(found.tweet, memory)

    async def _search(self, post: OutgoingPost, memory: Memory, since: datetime) -> _Search:
        user_id = self._owned(memory, "user_id") or (await self._client.me()).id
        after: str | None = None
        for _ in range(MOST_PAGES):
            page = await self._client.recent(user_id, after)
            recent = [one for one in page.items if _is_since(one, since)]
            ours = next((one for one in recent if is_same(post, one)), None)
            after = page.meta.next_token
            if ours or after is None or len(recent) < len(page.items):
                return _Search(ours, saw_all=True)
        return _Search(None, saw_all=False)

    async def _counts(self, ids: Sequence[str], fields: str) -> dict[str, Metrics]:
        page = await self._client.tweets(ids, fields)
        films = {film.media_key: film for film in page.includes.media}
        return {tweet.id: to_metrics(tweet, films) for tweet in page.items}

    def _receipt(self, tweet: Tweet, memory: Memory) -> Receipt:
        name = self._owned(memory, "username")
        return to_receipt(self.manifest, self._access.base_url, name, tweet.id)

    def _owned(self, memory: Memory, name: str) -> str:
        return memory.get(name) or self._access.secrets.get(name, "")


def _is_since(tweet: Tweet, since: datetime) -> bool:
    return tweet.created_at is None or tweet.created_at >= since
