"""Instagram: make a container, wait until it is finished, publish it once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from heliograph.extensions.connectors.instagram.client import InstagramClient
from heliograph.extensions.connectors.instagram.comments import FirstComment
from heliograph.extensions.connectors.instagram.containers import InstagramContainers
from heliograph.extensions.connectors.instagram.mapping import (
    METRICS_OF,
    OF_THE_ACCOUNT,
    to_account,
    to_counts,
    to_metrics,
)
from heliograph.sdk.connectors import (
    Account,
    ChannelAccess,
    Memory,
    Metrics,
    OutgoingPost,
    Receipt,
    Sighting,
)
from heliograph.sdk.errors import ContentRefused, TryLater
from heliograph.sdk.graph.containers import PAUSES, Containers
from heliograph.sdk.graph.publishing import Publishing
from heliograph.sdk.graph.shapes import Insights
from heliograph.sdk.graph.usage import Allowance, refuse_spent
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import refuse_broken_rules

OF_A_POST = "id,media_product_type,like_count,comments_count"
BY_HAND = Problem(
    "post",
    "instagram.delete",
    "a post that only the app may delete",
    "deleting in the Instagram app",
    "Delete the post in the Instagram app",
)


class InstagramConnector:
    """One professional account."""

    manifest = load_connector_manifest(Path(__file__).parent)
    pauses: Sequence[float] = PAUSES

    def __init__(self, access: ChannelAccess) -> None:
        seconds = self.manifest.call_seconds
        self._access = access
        self._client = InstagramClient(access)
        self._account = InstagramContainers(self._client, access, seconds)
        self._containers = Containers(self._account, self.pauses)
        self._publishing = Publishing(self._account)
        self._comment = FirstComment(self._client, seconds)

    async def identify(self) -> Account:
        """Ask whose token this is."""
        return to_account(await self._client.me())

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Have a finished container ready, the earlier attempt's if it is still good."""
        refuse_broken_rules(self.manifest, post)
        if post.follows:
            return memory
        if not {"container_id", "children"} & set(memory):
            await self._refuse_spent_day()
        return await self._containers.ready(post, memory)

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Publish the container, or say the comment."""
        if post.follows:
            return await self._comment.publish(post, post.follows.root)
        return await self._publishing.publish(post, memory)

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Ask the container whether it was published, then find the post it became."""
        if post.follows:
            return await self._comment.look(post, post.follows.root)
        return await self._publishing.look(post, memory)

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts, post by post: Instagram offers no call for several."""
        found: dict[str, Metrics] = {}
        for media_id in remote_ids:
            counts = await self._counts_of(media_id)
            if counts is not None:
                found[media_id] = counts
        return found

    async def delete(self, remote_id: str) -> None:
        """Take the post down where Instagram permits it, which for most tokens it does not."""
        try:
            await self._client.delete(remote_id)
        except ContentRefused as refused:
            raise ContentRefused(refused.detail, [BY_HAND]) from refused

    async def account_metrics(self) -> Metrics:
        """Read the account's followers and posts, and what it met on the last day."""
        me = await self._client.me()
        sums = {"followers": me.followers_count, "posts": me.media_count}
        known = {name: count for name, count in sums.items() if count is not None}
        day = {"period": "day", "metric_type": "total_value"}
        insights = await self._insights(me.user_id, OF_THE_ACCOUNT, day)
        return {**known, **to_counts(insights)}

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """None: no option of this platform depends on the account."""
        return {}

    async def _refuse_spent_day(self) -> None:
        try:
            told = await self._client.limit(await self._account.own_id())
        except (TryLater, ContentRefused):
            # Without an answer the publishing call tells.
            return
        rows = [
            Allowance("posts", one.quota_usage, one.config)
            for one in told.items
            if one.config is not None
        ]
        refuse_spent(self._access, self.manifest.name, rows, "posts")

    async def _counts_of(self, media_id: str) -> Metrics | None:
        """The counts of one post; None when it is gone, or is a comment, which has none."""
        try:
            medium = await self._client.medium(media_id, OF_A_POST)
        except ContentRefused:
            return None
        if medium is None:
            return None
        names = METRICS_OF.get(medium.media_product_type, METRICS_OF["FEED"])
        return to_metrics(await self._insights(media_id, names, {}), medium)

    async def _insights(
        self, owner: str, names: Sequence[str], more: Mapping[str, str]
    ) -> Insights:
        """All these metrics, or those of them that Instagram has here: one that it has not makes
        it refuse the whole question."""
        whole = await self._client.insights(owner, names, **more)
        if whole is not None:
            return whole
        single = [await self._client.insights(owner, (name,), **more) for name in names]
        items = [item for one in single if one is not None for item in one.items]
        return Insights(data=tuple(items))
