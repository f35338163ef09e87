"""TikTok: ask what the account may do, hand the post over, watch it until it stands.

A video is uploaded but for its last part while preparing, and its publish id is kept: that id
tells at any time what has become of it. What TikTok fetches itself is begun by the committing
call alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from heliograph.extensions.connectors.tiktok.checks import (
    offered,
    refuse_what_disagrees,
    refuse_what_the_account_forbids,
)
from heliograph.extensions.connectors.tiktok.client import TikTokClient
from heliograph.extensions.connectors.tiktok.mapping import (
    is_photo,
    is_uploaded,
    photo_body,
    to_account,
    to_account_metrics,
    to_metrics,
    video_info,
    without,
)
from heliograph.extensions.connectors.tiktok.upload import (
    CHUNK_BYTES,
    LOOK_AFTER,
    Uploads,
    is_whole,
)
from heliograph.extensions.connectors.tiktok.watching import Watching
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
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import refuse_broken_rules

METRICS_AT_ONCE = 20
OWN_COUNTS = "open_id,follower_count,following_count,likes_count,video_count"
BY_HAND = Problem(
    "post",
    "tiktok.delete",
    "a post that only the app may delete",
    "deleting in the TikTok app",
    "Delete the post in the TikTok app",
)


class TikTokConnector:
    """One account."""

    manifest = load_connector_manifest(Path(__file__).parent)
    chunk_bytes = CHUNK_BYTES

    def __init__(self, access: ChannelAccess) -> None:
        self._client = TikTokClient(access, self.manifest)
        self._uploads = Uploads(self._client, self.manifest, self.chunk_bytes)
        self._watching = Watching(self._client)

    async def identify(self) -> Account:
        """Ask whose token this is."""
        user = await self._client.user()
        return to_account(user, self._client.page(user.username))

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Ask what the account may do now; have a video uploaded but for its last part."""
        refuse_broken_rules(self.manifest, post)
        refuse_what_disagrees(post, self.manifest)
        creator = await self._client.creator()
        refuse_what_the_account_forbids(post, self.manifest, creator)
        # What was accepted before and failed is not what is sent now.
        memory = without(memory, "accepted") | {"username": creator.username}
        if is_uploaded(post, self.manifest):
            return await self._uploads.ready(post, memory)
        return memory

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Send the last part of a video, or say where TikTok may fetch the files."""
        if is_uploaded(post, self.manifest):
            return await self._uploads.finish(post, memory)
        if post.resend and post.first_sent_at is not None:
            found = await self._watching.find(post, post.first_sent_at)
            if found is not None:
                return found
        if is_photo(post):
            publish_id = await self._client.begin("content", photo_body(post, self.manifest))
        else:
            source = {"source": "PULL_FROM_URL", "video_url": post.media[0].public_url}
            info = video_info(post, self.manifest)
            body = {"post_info": info, "source_info": source}
            publish_id = await self._client.begin("video", body)
        return Receipt("accepted", publish_id, after=LOOK_AFTER)

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Ask for the publish id, where one is known; else look among the public posts."""
        if post.first_sent_at is None:
            return Absent()
        taken = memory.get("accepted")
        publish_id = taken or self._uploads.publish_id_in(memory)
        progress = await self._client.progress(publish_id) if publish_id else None
        if publish_id is None or progress is None:
            return await self._watching.search(post, post.first_sent_at)
        is_sent = taken or not post.media or is_whole(progress, post.media[0].size)
        if not is_sent and progress.status != "FAILED":
            # A late last part of ours can still arrive while the address lives.
            return Absent(only_same_key=self._uploads.is_alive(memory))
        return await self._watching.standing(post, publish_id, progress, memory)

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts, twenty posts at a time; those that are not public have none."""
        found: dict[str, Metrics] = {}
        known = [one for one in remote_ids if one.isdigit()]
        for start in range(0, len(known), METRICS_AT_ONCE):
            videos = await self._client.counts(known[start : start + METRICS_AT_ONCE])
            found |= {video.id: to_metrics(video) for video in videos}
        return found

    async def delete(self, remote_id: str) -> None:
        """TikTok lets no program delete a post."""
        raise ContentRefused("TikTok lets no program delete a post.", [BY_HAND])

    async def account_metrics(self) -> Metrics:
        """Read the account's own counts."""
        return to_account_metrics(await self._client.user(OWN_COUNTS))

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """The audiences the account may choose from now."""
        return {"privacy": offered(await self._client.creator())}
