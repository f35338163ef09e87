"""Instagram: make a container, wait until it is finished, publish it once.

A container is not yet a post, and one container becomes at most one post: every attempt therefore
goes on with the container of the attempt before, as long as Instagram keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from heliograph.extensions.connectors.instagram.client import InstagramClient
from heliograph.extensions.connectors.instagram.containers import PAUSES, Containers
from heliograph.extensions.connectors.instagram.errors import ContainerMissing
from heliograph.extensions.connectors.instagram.mapping import (
    all_older,
    find_ours,
    to_account,
    to_metrics,
    to_receipt,
    without,
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
from heliograph.sdk.errors import ConnectorError, ContentRefused, OutcomeUnknown, TryLater
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import refuse_broken_rules

CLOCK_TOLERANCE = timedelta(minutes=2)
MOST_PAGES = 10
PUBLIC_COUNTS = "id,like_count,comments_count"
BY_HAND = Problem(
    "post",
    "instagram.delete",
    "a post that only the app may delete",
    "deleting in the Instagram app",
    "Delete the post in the Instagram app",
)


class InstagramConnector:
    """One professional account, reached with Instagram Login."""

    manifest = load_connector_manifest(Path(__file__).parent)
    pauses: Sequence[float] = PAUSES

    def __init__(self, access: ChannelAccess) -> None:
        self._client = InstagramClient(access)
        self._containers = Containers(self._client, access, self.pauses)
        self._user_id = access.secrets.get("user_id", "")

    async def identify(self) -> Account:
        """Ask whose token this is."""
        return to_account(await self._client.me())

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Have a finished container ready, the earlier attempt's if it is still good."""
        refuse_broken_rules(self.manifest, post)
        return await self._containers.ready(post, memory, await self._own_id())

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Publish the container, unless it turns out that an earlier attempt has done so."""
        user_id, container_id = await self._own_id(), memory["container_id"]
        try:
            media_id = await self._client.publish(user_id, container_id, self.manifest.call_seconds)
        except (TryLater, ContentRefused) as refused:
            if await self._was_published(container_id, refused):
                raise OutcomeUnknown("An earlier attempt published this container.") from refused
            if isinstance(refused, ContainerMissing):
                raise await self._without_container(post, memory, refused) from refused
            raise
        return to_receipt(media_id, await self._permalink(media_id))

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Ask the container whether it was published, then find the post it became."""
        container_id = memory.get("container_id")
        if container_id is None or post.first_sent_at is None:
            return Absent()
        container = await self._client.container(container_id)
        if container is None:
            return await self._find(post, "Instagram no longer knows the container.")
        if container.state == "PUBLISHED":
            return await self._find(post, "It is published, but Instagram does not list it yet.")
        # A late request of ours can still publish a finished container, so only going on with
        # this very one is safe. One that failed or ran out never becomes a post.
        return Absent(only_same_key=container.state in {"FINISHED", "IN_PROGRESS"})

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts, post by post: Instagram offers no call for several."""
        found: dict[str, Metrics] = {}
        for media_id in remote_ids:
            medium = await self._client.medium(media_id, PUBLIC_COUNTS)
            if medium is not None:
                found[media_id] = to_metrics(await self._client.insights(media_id), medium)
        return found

    async def delete(self, remote_id: str) -> None:
        """Take the post down where Instagram permits it, which for most tokens it does not."""
        try:
            await self._client.delete(remote_id)
        except ContentRefused as refused:
            raise ContentRefused(refused.detail, [BY_HAND]) from refused

    async def account_metrics(self) -> Metrics:
        """Read the account's followers."""
        return followers_of(await self.identify())

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """None: no option of this platform depends on the account."""
        return {}

    async def _own_id(self) -> str:
        if not self._user_id:
            self._user_id = (await self._client.me()).user_id
        return self._user_id

    async def _was_published(self, container_id: str, refused: ConnectorError) -> bool:
        """Whether the container is published already.

        When nobody tells, a passing trouble stays one, for the next attempt asks again; but a
        final refusal must not bury a post that an earlier attempt may have published.
        """
        try:
            container = await self._client.container(container_id)
        except ConnectorError:
            return isinstance(refused, ContentRefused)
        return container is not None and container.state == "PUBLISHED"

    async def _without_container(
        self, post: OutgoingPost, memory: Memory, missing: ContainerMissing
    ) -> ConnectorError:
        """Ask for the container once more, then give it up if our post is not listed either."""
        if "missing" not in memory:
            return TryLater(missing.detail, missing.after, {**memory, "missing": "once"})
        if isinstance(await self._find(post, ""), Found):
            return OutcomeUnknown("The container is gone, and a post like ours is listed.")
        bare = without(memory, "container_id", "children", "missing")
        return TryLater(missing.detail, missing.after, bare)

    async def _find(self, post: OutgoingPost, otherwise: str) -> Sighting:
        since = (post.first_sent_at or post.intended_at) - CLOCK_TOLERANCE
        user_id, cursor = await self._own_id(), ""
        for _ in range(MOST_PAGES):
            page = await self._client.newest(user_id, cursor)
            ours = find_ours(post, page.items, since)
            if ours is not None:
                return Found(to_receipt(ours.id, ours.permalink))
            cursor = page.paging.cursors.after if page.paging.next else ""
            if not cursor or all_older(page.items, since):
                break
        return Unclear(otherwise)

    async def _permalink(self, media_id: str) -> str | None:
        # The post stands already: whatever goes wrong here must not look like a failure.
        try:
            medium = await self._client.medium(media_id, "id,permalink")
        except ConnectorError:
            return None
        return medium.permalink if medium else None
