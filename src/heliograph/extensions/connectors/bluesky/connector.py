"""Bluesky: upload the files, then write the post as a record under a key of our own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from heliograph.extensions.connectors.bluesky.client import BlueskyClient
from heliograph.extensions.connectors.bluesky.facets import mentioned
from heliograph.extensions.connectors.bluesky.granted import GrantedSessions, is_granted
from heliograph.extensions.connectors.bluesky.mapping import (
    account_counts,
    kept_blobs,
    parts_of,
    record_key,
    reference,
    to_account,
    to_metrics,
    to_receipt,
    to_record,
)
from heliograph.extensions.connectors.bluesky.places import Places
from heliograph.extensions.connectors.bluesky.session import PasswordSessions
from heliograph.extensions.connectors.bluesky.uploads import Uploads
from heliograph.sdk.connectors import (
    Absent,
    Account,
    ChannelAccess,
    Follows,
    Found,
    Memory,
    Metrics,
    OutgoingPost,
    Receipt,
    Sighting,
)
from heliograph.sdk.errors import ContentRefused, TryLater
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import refuse_broken_rules

METRICS_AT_ONCE = 25
# Servers sweep away files that no record uses; within this time none does.
BLOB_SECONDS = 1800
GONE = Problem(
    "follows",
    "bluesky.parent",
    "a post that is gone",
    "a post that stands",
    "Publish the post anew, then its later parts",
)


class BlueskyConnector:
    """One account on one data server of the AT Protocol."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        places = Places(access.base_url, self.manifest)
        kind = GrantedSessions if is_granted(access.secrets) else PasswordSessions
        self._client = BlueskyClient(access, kind(access, places))
        self.uploads = Uploads(access, places, self._client)
        self._site = places.site

    async def identify(self) -> Account:
        """Ask the server whose session this is."""
        session = await self._client.session()
        return to_account(session, await self._client.profile(session.did), self._site)

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Upload the files, make the card, find out who is mentioned and what is answered, so
        that the record never varies."""
        refuse_broken_rules(self.manifest, post)
        prepared = {**memory, "rkey": record_key(post)}
        if "people" not in memory and (handles := mentioned(post.text)):
            people = {handle: await self._client.resolve(handle) for handle in handles}
            prepared["people"] = json.dumps({name: did for name, did in people.items() if did})
        if post.follows is not None and "refs" not in memory:
            prepared["refs"] = await self._references(post.follows)
        kept = kept_blobs(memory, self._access.clock.now(), timedelta(seconds=BLOB_SECONDS))
        return await self.uploads.add(post, prepared, kept)

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Write the record. Writing the same record again changes nothing."""
        key = memory.get("rkey") or record_key(post)
        record = to_record(post, memory)
        try:
            written = await self._client.put_record(key, record, self.manifest.call_seconds)
        except TryLater as trouble:
            if "BlobNotFound" not in trouble.detail:
                raise
            swept = {"blobs_at", "card", "video_job"}
            bare = {name: value for name, value in memory.items() if name not in swept}
            raise TryLater(trouble.detail, trouble.after, bare) from trouble
        return to_receipt(written, self._site)

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Read our own record key. A late arrival cannot double, for it has the same key."""
        record = await self._client.get_record(memory.get("rkey") or record_key(post))
        return Absent() if record is None else Found(to_receipt(record, self._site))

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts, 25 posts at a time; empty on a server without an AppView."""
        found: dict[str, Metrics] = {}
        for start in range(0, len(remote_ids), METRICS_AT_ONCE):
            views = await self._client.posts(remote_ids[start : start + METRICS_AT_ONCE])
            found |= {view.uri: to_metrics(view) for view in views}
        return found

    async def delete(self, remote_id: str) -> None:
        """Remove the record."""
        _, _, key = parts_of(remote_id)
        await self._client.delete(key)

    async def account_metrics(self) -> Metrics:
        """Read the account's followers, whom it follows, and its posts."""
        owner = await self._client.owner()
        return account_counts(await self._client.profile(owner.did))

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """None: no option of this platform depends on the account."""
        return {}

    async def _references(self, follows: Follows) -> str:
        """The post that is answered and the first of its thread, by address and content."""
        found = {}
        for role, receipt in (("root", follows.root), ("parent", follows.parent)):
            record = await self._client.get_record(parts_of(receipt.remote_id)[2])
            if record is None:
                raise ContentRefused("The post that this one follows is gone.", [GONE])
            found[role] = reference(record)
        return json.dumps(found)
