"""Mastodon: upload the files, post once under our own key, look among the account's posts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from heliograph.extensions.connectors.mastodon.client import MastodonClient
from heliograph.extensions.connectors.mastodon.mapping import (
    Status,
    is_same,
    to_account,
    to_metrics,
    to_payload,
    to_receipt,
    uploaded,
    with_uploads,
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
    followers_of,
)
from heliograph.sdk.errors import ContentRefused, TryLater
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import refuse_broken_rules

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
PROCESSING_AFTER = timedelta(seconds=20)
CLOCK_TOLERANCE = timedelta(minutes=2)
MOST_PAGES = 10
METRICS_AT_ONCE = 20
UNPROCESSED = Problem(
    "media",
    "mastodon.processing",
    "a file the server cannot process",
    "a file it can",
    "Save the file anew in a common form, then send it again",
)


class MastodonConnector:
    """One account on one Mastodon server."""

    manifest = load_connector_manifest(Path(__file__).parent)
    pauses: Sequence[float] = PAUSES

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._client = MastodonClient(access)

    async def identify(self) -> Account:
        """Ask the server whose token this is."""
        host = urlsplit(self._access.base_url).netloc
        return to_account(await self._client.credentials(), host)

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Upload the files and wait until the server has processed them."""
        refuse_broken_rules(self.manifest, post)
        if not post.media:
            return memory
        media_ids, working = await self._still_there(post, uploaded(memory))
        try:
            await self._upload_rest(post, media_ids, working)
        except TryLater as trouble:
            kept = with_uploads(memory, media_ids)
            raise TryLater(trouble.detail, trouble.after, kept) from trouble
        return with_uploads(memory, media_ids)

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Post the status. The server answers a repeat of our key with the first status."""
        payload = to_payload(post, uploaded(memory), self._access.settings)
        seconds = self.manifest.call_seconds
        return to_receipt(await self._client.post_status(payload, post.key, seconds))

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Compare our words with the account's own posts since the first sending."""
        if post.first_sent_at is None:
            return Absent()
        account_id = memory.get("account_id") or (await self._client.credentials()).id
        since = post.first_sent_at - CLOCK_TOLERANCE
        status, saw_all = await self._search(post, account_id, since)
        if status is not None:
            return Found(to_receipt(status))
        if self._key_holds(post):
            return Absent(only_same_key=True)
        if not saw_all:
            return Unclear("The account has posted so much since that its list could not be read.")
        return Absent()

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts, twenty posts at a time."""
        found: dict[str, Metrics] = {}
        for start in range(0, len(remote_ids), METRICS_AT_ONCE):
            ids = remote_ids[start : start + METRICS_AT_ONCE]
            found |= {status.id: to_metrics(status) for status in await self._read(ids)}
        return found

    async def delete(self, remote_id: str) -> None:
        """Take the status down."""
        await self._client.delete(remote_id)

    async def account_metrics(self) -> Metrics:
        """Read the account's followers."""
        return followers_of(await self.identify())

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """None: no option of this platform depends on the account."""
        return {}

    async def _still_there(
        self, post: OutgoingPost, media_ids: list[str]
    ) -> tuple[list[str], list[str]]:
        """The uploads that still serve, and those of them that are still being processed."""
        # While the server keeps our key, a resend must carry the very same body. Files that are
        # attached already are no longer listed as media, so asking for them would mislead.
        if self._key_holds(post):
            return media_ids, []
        states = [await self._client.media_state(media_id) for media_id in media_ids]
        if "gone" in states:
            return [], []
        return media_ids, _working(media_ids, states)

    async def _upload_rest(
        self, post: OutgoingPost, media_ids: list[str], working: list[str]
    ) -> None:
        for file in post.media[len(media_ids) :]:
            attachment = await self._client.upload(file)
            media_ids.append(attachment.id)
            if attachment.url is None:
                working.append(attachment.id)
        for pause in self.pauses:
            if not working:
                return
            await asyncio.sleep(pause)
            states = [await self._client.media_state(media_id) for media_id in working]
            if "gone" in states:
                raise ContentRefused("Mastodon could not process a file.", [UNPROCESSED])
            working = _working(working, states)
        raise TryLater("Mastodon is still processing the files.", PROCESSING_AFTER)

    async def _search(
        self, post: OutgoingPost, account_id: str, since: datetime
    ) -> tuple[Status | None, bool]:
        """Our post among the account's, and whether all posts since then were read."""
        before: str | None = None
        for _ in range(MOST_PAGES):
            page = await self._client.recent(account_id, before)
            recent = [status for status in page if status.created_at >= since]
            for status in recent:
                if is_same(post, status):
                    return status, True
            if not page or len(recent) < len(page):
                return None, True
            before = page[-1].id
        return None, False

    async def _read(self, ids: Sequence[str]) -> Sequence[Status]:
        at_once = await self._client.statuses(ids)
        if at_once is not None:
            return at_once
        one_by_one = [await self._client.status(one) for one in ids]
        return [status for status in one_by_one if status is not None]

    def _key_holds(self, post: OutgoingPost) -> bool:
        if post.first_sent_at is None:
            return False
        age = self._access.clock.now() - post.first_sent_at
        return age < timedelta(seconds=self.manifest.native_key_seconds)


def _working(media_ids: Sequence[str], states: Sequence[str]) -> list[str]:
    return [one for one, state in zip(media_ids, states, strict=True) if state == "working"]
