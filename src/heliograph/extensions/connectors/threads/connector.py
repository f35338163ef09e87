"""Threads: make a container, wait until it is finished, publish it once.

A container is not yet a post, and one container becomes at most one post: every attempt therefore
goes on with the container of the attempt before, as long as Threads keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from heliograph.extensions.connectors.threads.client import ThreadsClient
from heliograph.extensions.connectors.threads.containers import PAUSES, Containers
from heliograph.extensions.connectors.threads.errors import ContainerMissing
from heliograph.extensions.connectors.threads.mapping import (
    all_older,
    find_ours,
    to_account,
    to_metrics,
    to_receipt,
    without,
)
from heliograph.extensions.connectors.threads.quotas import Quotas
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
from heliograph.sdk.counting import URL
from heliograph.sdk.errors import ConnectorError, ContentRefused, OutcomeUnknown, TryLater
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.problems import Problem, plural
from heliograph.sdk.rules import refuse_broken_rules

CLOCK_TOLERANCE = timedelta(minutes=2)
MOST_PAGES = 10
MOST_LINKS = 5


class ThreadsConnector:
    """One Threads account."""

    manifest = load_connector_manifest(Path(__file__).parent)
    pauses: Sequence[float] = PAUSES

    def __init__(self, access: ChannelAccess) -> None:
        self._client = ThreadsClient(access)
        self._containers = Containers(self._client, access, self.pauses)
        self._quotas = Quotas(self._client, access)
        self._user_id = access.secrets.get("user_id", "")

    async def identify(self) -> Account:
        """Ask whose token this is."""
        return to_account(await self._client.me())

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Have a finished container ready, the earlier attempt's if it is still good."""
        refuse_broken_rules(self.manifest, post)
        _refuse_many_links(post)
        user_id = await self._own_id()
        if not {"container_id", "children"} & set(memory):
            await self._quotas.refuse_spent(user_id, "replies" if post.follows else "posts")
        return await self._containers.ready(post, memory, user_id)

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Publish the container, unless it turns out that an earlier attempt has done so."""
        user_id, container_id = await self._own_id(), memory["container_id"]
        try:
            media_id = await self._client.publish(user_id, container_id, self.manifest.call_seconds)
        except (TryLater, ContentRefused) as refused:
            if await self._was_published(container_id, refused):
                raise OutcomeUnknown("An earlier attempt published this container.") from refused
            if isinstance(refused, ContainerMissing):
                raise await self._missing(post, memory, refused) from refused
            raise
        return to_receipt(media_id, await self._permalink(media_id))

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Ask the container whether it was published, then find the post it became."""
        container_id = memory.get("container_id")
        if container_id is None or post.first_sent_at is None:
            return Absent()
        container = await self._client.container(container_id)
        if container is None:
            return await self._find(post, "Threads no longer knows the container.")
        if container.state == "PUBLISHED":
            return await self._find(post, "It is published, but Threads does not list it yet.")
        # A late request of ours can still publish a finished container, so only going on with
        # this very one is safe. One that failed or ran out never becomes a post.
        return Absent(only_same_key=container.state in {"FINISHED", "IN_PROGRESS"})

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts, post by post: Threads offers no call for several."""
        found: dict[str, Metrics] = {}
        for media_id in remote_ids:
            insights = await self._client.insights(media_id)
            if insights is not None:
                found[media_id] = to_metrics(insights)
        return found

    async def delete(self, remote_id: str) -> None:
        """Take the post down."""
        await self._client.delete(remote_id)

    async def account_metrics(self) -> Metrics:
        """Read the account's followers and what its posts met lately."""
        return to_metrics(await self._client.account_insights(await self._own_id()))

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """None: no option of Threads depends on the account."""
        return {}

    async def _own_id(self) -> str:
        if not self._user_id:
            self._user_id = (await self._client.me()).id
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

    async def _missing(
        self, post: OutgoingPost, memory: Memory, missing: ContainerMissing
    ) -> ConnectorError:
        """Threads says "not found" of a container that is not ready as well as of one it lost.

        One that it still knows is kept. One that is lost is asked for once more, and then given
        up if our post is not listed either.
        """
        container_id = memory["container_id"]
        if await self._client.container(container_id) is not None:
            return TryLater(missing.detail, missing.after, memory)
        if "missing" not in memory:
            return TryLater(missing.detail, missing.after, {**memory, "missing": "once"})
        if isinstance(await self._find(post, ""), Found):
            return OutcomeUnknown("The container is gone, and a post like ours is listed.")
        bare = without(memory, "container_id", "children", "missing")
        return TryLater(missing.detail, missing.after, bare)

    async def _find(self, post: OutgoingPost, otherwise: str) -> Sighting:
        since = (post.first_sent_at or post.intended_at) - CLOCK_TOLERANCE
        user_id, cursor = await self._own_id(), ""
        what = "replies" if post.follows else "threads"
        for _ in range(MOST_PAGES):
            page = await self._client.newest(user_id, what, cursor)
            ours = find_ours(post, page.items, since)
            if ours is not None:
                return Found(to_receipt(ours.id, ours.permalink))
            cursor = page.paging.cursors.after
            if not cursor or all_older(page.items, since):
                break
        return Unclear(otherwise)

    async def _permalink(self, media_id: str) -> str | None:
        # The post stands already: whatever goes wrong here must not look like a failure.
        try:
            medium = await self._client.medium(media_id)
        except ConnectorError:
            return None
        return medium.permalink if medium else None


def _refuse_many_links(post: OutgoingPost) -> None:
    addresses = {*URL.findall(post.text), *([post.link] if post.link else [])}
    if len(addresses) > MOST_LINKS:
        remedy = f"Take out {plural(len(addresses) - MOST_LINKS, 'link')}"
        problem = Problem("text", "threads.links", str(len(addresses)), str(MOST_LINKS), remedy)
        raise ContentRefused(f"Threads would refuse this post. {remedy}.", [problem])
