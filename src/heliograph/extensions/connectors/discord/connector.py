"""Discord: one call of a webhook makes one post; a lost call, nobody can look up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from heliograph.extensions.connectors.discord.client import DiscordClient
from heliograph.extensions.connectors.discord.mapping import (
    own_problems,
    to_account,
    to_metrics,
    to_payload,
    to_receipt,
)
from heliograph.sdk.connectors import (
    Absent,
    Account,
    ChannelAccess,
    Memory,
    Metrics,
    OutgoingPost,
    Receipt,
    Sighting,
    Unclear,
)
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.rules import refuse_broken_rules

BLIND = (
    "A webhook cannot list messages. Look in the channel whether the post is there, "
    "then say whether it was sent."
)


class DiscordConnector:
    """One webhook of one channel."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._client = DiscordClient(access, self.manifest.default_base_url)

    async def identify(self) -> Account:
        """Ask for the webhook; its address is all the permission it takes."""
        return to_account(await self._client.webhook(), self._link)

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Check the rules; learn the server's id, which the post's address needs. Files travel
        with the post, there is nothing to upload ahead."""
        refuse_broken_rules(self.manifest, post)
        problems = own_problems(post)
        if problems:
            raise ContentRefused(f"Discord would refuse it. {problems[0].remedy}.", problems)
        if "guild_id" in memory:
            return memory
        webhook = await self._client.webhook()
        return {**memory, "guild_id": webhook.guild_id or ""}

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Let the webhook write, and wait for the message."""
        message = await self._client.execute(
            to_payload(post), post.media, self.manifest.call_seconds
        )
        return to_receipt(message, memory.get("guild_id", ""), self._link)

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Never certain once something was sent. The webhook is asked for first, so that a person
        is not called upon while it is Discord that is away."""
        if post.first_sent_at is None:
            return Absent()
        await self._client.webhook()
        return Unclear(BLIND)

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the reactions, one message at a time."""
        read = {one: await self._client.message(one) for one in remote_ids}
        return {one: to_metrics(message) for one, message in read.items() if message is not None}

    async def delete(self, remote_id: str) -> None:
        """Take the message down."""
        await self._client.delete(remote_id)

    async def account_metrics(self) -> Metrics:
        """Nothing: a webhook is told no numbers of its channel."""
        return {}

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """No choice depends on the account."""
        return {}

    def _link(self, path: str) -> str:
        return self.manifest.address(self._access.base_url, "web", path)
