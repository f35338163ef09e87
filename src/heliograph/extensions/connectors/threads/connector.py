"""Threads: make a container, wait until it is finished, publish it once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from heliograph.extensions.connectors.threads.client import ThreadsClient
from heliograph.extensions.connectors.threads.containers import ThreadsContainers
from heliograph.extensions.connectors.threads.mapping import to_account, to_metrics
from heliograph.extensions.connectors.threads.quotas import Quotas
from heliograph.sdk.connectors import (
    Account,
    ChannelAccess,
    Memory,
    Metrics,
    OutgoingPost,
    Receipt,
    Sighting,
)
from heliograph.sdk.counting import URL
from heliograph.sdk.graph.containers import PAUSES, Containers
from heliograph.sdk.graph.publishing import Publishing
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.problems import Problem, plural
from heliograph.sdk.rules import refuse_broken_rules, refuse_with

MOST_LINKS = 5
NOT_IN_TOPICS = ".&"


class ThreadsConnector:
    """One Threads account."""

    manifest = load_connector_manifest(Path(__file__).parent)
    pauses: Sequence[float] = PAUSES

    def __init__(self, access: ChannelAccess) -> None:
        self._client = ThreadsClient(access)
        self._account = ThreadsContainers(self._client, access, self.manifest.call_seconds)
        self._containers = Containers(self._account, self.pauses)
        self._publishing = Publishing(self._account)
        self._quotas = Quotas(self._client, access)

    async def identify(self) -> Account:
        """Ask whose token this is."""
        return to_account(await self._client.me())

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Have a finished container ready, the earlier attempt's if it is still good."""
        refuse_broken_rules(self.manifest, post)
        refuse_with([*_check_links(post), *_check_topic(post)], "Threads")
        if not {"container_id", "children"} & set(memory):
            allowance = "replies" if post.follows else "posts"
            await self._quotas.refuse_spent(await self._account.own_id(), allowance)
        return await self._containers.ready(post, memory)

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Publish the container, unless it turns out that an earlier attempt has done so."""
        return await self._publishing.publish(post, memory)

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Ask the container whether it was published, then find the post it became."""
        return await self._publishing.look(post, memory)

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
        await self._client.remove(remote_id)

    async def account_metrics(self) -> Metrics:
        """Read the account's followers and what its posts met lately."""
        return to_metrics(await self._client.account_insights(await self._account.own_id()))

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """None: no option of Threads depends on the account."""
        return {}


def _check_links(post: OutgoingPost) -> Iterator[Problem]:
    addresses = {*URL.findall(post.text), *([post.link] if post.link else [])}
    if len(addresses) > MOST_LINKS:
        remedy = f"Take out {plural(len(addresses) - MOST_LINKS, 'link')}"
        yield Problem("text", "threads.links", str(len(addresses)), str(MOST_LINKS), remedy)


def _check_topic(post: OutgoingPost) -> Iterator[Problem]:
    topic = str(post.options.get("topic_tag") or "")
    if found := [sign for sign in NOT_IN_TOPICS if sign in topic]:
        remedy = "Take the full stops and ampersands out of the topic"
        yield Problem("options.topic_tag", "threads.topic", found[0], "no . or &", remedy)
