"""Bluesky: upload the pictures, then write the post as a record under a key of our own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from heliograph.extensions.connectors.bluesky.client import BlueskyClient
from heliograph.extensions.connectors.bluesky.facets import mentioned
from heliograph.extensions.connectors.bluesky.mapping import (
    Blob,
    kept_blobs,
    kept_people,
    parts_of,
    record_key,
    to_account,
    to_metrics,
    to_receipt,
    to_record,
    viewer,
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
    followers_of,
)
from heliograph.sdk.errors import TryLater
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.rules import refuse_broken_rules

METRICS_AT_ONCE = 25
# Servers sweep away files that no record uses; within this time none does.
BLOB_SECONDS = 1800


class BlueskyConnector:
    """One account on one data server of the AT Protocol."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._client = BlueskyClient(access)
        self._site = viewer(access.base_url)

    async def identify(self) -> Account:
        """Ask the server whose session this is."""
        session = await self._client.session()
        return to_account(session, await self._client.profile(session.did), self._site)

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Upload the pictures and find out who is mentioned, so that the record never varies."""
        refuse_broken_rules(self.manifest, post)
        prepared = {**memory, "rkey": record_key(post)}
        if "people" not in memory and (handles := mentioned(post.text)):
            people = {handle: await self._client.resolve(handle) for handle in handles}
            prepared["people"] = json.dumps({name: did for name, did in people.items() if did})
        if post.media:
            prepared |= await self._with_blobs(post, prepared)
        return prepared

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Write the record. Writing the same record again changes nothing."""
        blobs: list[Blob] = json.loads(memory.get("blobs", "[]"))
        record = to_record(post, blobs, kept_people(memory))
        key = memory.get("rkey") or record_key(post)
        try:
            written = await self._client.put_record(key, record, self.manifest.call_seconds)
        except TryLater as trouble:
            if "BlobNotFound" not in trouble.detail:
                raise
            bare = {name: value for name, value in memory.items() if name != "blobs_at"}
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
        """Read the account's followers."""
        return followers_of(await self.identify())

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """None: no option of this platform depends on the account."""
        return {}

    async def _with_blobs(self, post: OutgoingPost, memory: Memory) -> Memory:
        now = self._access.clock.now()
        kept = kept_blobs(memory, now, BLOB_SECONDS)
        if len(kept) == len(post.media):
            return {}
        blobs = [await self._client.upload(file) for file in post.media]
        return {"blobs": json.dumps(blobs), "blobs_at": now.isoformat()}
