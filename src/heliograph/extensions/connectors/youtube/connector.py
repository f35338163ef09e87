"""YouTube: fill an upload session, commit it with its last chunk, watch the video until it stands.

What a session has become is asked from the session itself, so nothing is ever uploaded twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from heliograph.extensions.connectors.youtube.checks import refuse_what_it_forbids
from heliograph.extensions.connectors.youtube.client import YouTubeClient
from heliograph.extensions.connectors.youtube.mapping import (
    to_account,
    to_account_metrics,
    to_metrics,
    to_receipt,
)
from heliograph.extensions.connectors.youtube.steps import Steps, is_step
from heliograph.extensions.connectors.youtube.upload import CHUNK_BYTES, Uploads
from heliograph.extensions.connectors.youtube.watching import Watching
from heliograph.sdk.connectors import (
    Absent,
    Account,
    ChannelAccess,
    Memory,
    Metrics,
    OutgoingPost,
    Receipt,
    Sighting,
)
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.rules import refuse_broken_rules

METRICS_AT_ONCE = 50


class YouTubeConnector:
    """One channel."""

    manifest = load_connector_manifest(Path(__file__).parent)
    chunk_bytes = CHUNK_BYTES

    def __init__(self, access: ChannelAccess) -> None:
        self._clock = access.clock
        self._client = YouTubeClient(access, self.manifest)
        self._uploads = Uploads(self._client, self.manifest, self.chunk_bytes)
        self._watching = Watching(self._client)
        self._steps = Steps(self._client, self._watching)

    async def identify(self) -> Account:
        """Ask whose token this is."""
        channel = await self._client.channel("snippet,statistics")
        return to_account(channel, self._client.address("web", f"/channel/{channel.id}"))

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Have a session that lacks only its last chunk."""
        refuse_broken_rules(self.manifest, post)
        if post.follows is not None:
            return await self._steps.prepare(post, post.follows, memory)
        refuse_what_it_forbids(post, self.manifest, self._clock.now())
        return await self._uploads.ready(post, memory)

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Send the last chunk; YouTube then processes the video."""
        if post.follows is not None:
            return await self._steps.publish(post, post.follows, memory)
        video = await self._uploads.finish(post, memory)
        return to_receipt(video, self._watching.url(video.id), self._clock.now())

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Ask the session what it has become; the channel's uploads when it is gone."""
        if post.follows is not None:
            return await self._steps.look(post, post.follows, memory)
        if post.first_sent_at is None:
            return Absent()
        session = self._uploads.session_in(memory)
        size = post.media[0].size
        progress = await self._uploads.progress(session, size) if session else None
        if progress is None:
            return await self._watching.search(post, post.first_sent_at)
        if progress.video is None:
            return Absent()
        return await self._watching.standing(post, progress.video.id)

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts, fifty videos at a time."""
        found: dict[str, Metrics] = {}
        wanted = [one for one in remote_ids if not is_step(one)]
        for start in range(0, len(wanted), METRICS_AT_ONCE):
            ids = wanted[start : start + METRICS_AT_ONCE]
            videos = await self._client.videos(ids, "statistics")
            found |= {video.id: to_metrics(video.statistics) for video in videos}
        return found

    async def delete(self, remote_id: str) -> None:
        """Delete the video, or what a later step made."""
        if is_step(remote_id):
            await self._steps.delete(remote_id)
            return
        await self._client.delete("videos", remote_id)

    async def account_metrics(self) -> Metrics:
        """Read the channel's own counts."""
        return to_account_metrics((await self._client.channel("snippet,statistics")).statistics)

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """The channel's playlists."""
        return {"playlist": list(await self._steps.playlists())}
