"""Telegram: one call makes one post; what happened to a lost call, nobody can look up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from heliograph.extensions.connectors.telegram.client import TelegramClient
from heliograph.extensions.connectors.telegram.mapping import (
    message_ids,
    own_problems,
    to_account,
    to_receipt,
    to_sending,
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
from heliograph.sdk.errors import ReconnectNeeded
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.rules import refuse_broken_rules, refuse_with

BLIND = (
    "Bots cannot read a channel. Look in the channel whether the post is there, "
    "then say whether it was sent."
)


class TelegramConnector:
    """One channel, written to by one bot."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._client = TelegramClient(access)

    async def identify(self) -> Account:
        """Ask who the bot is, what the channel is, and whether the one may post in the other."""
        bot = await self._client.me()
        chat = await self._client.chat()
        member = await self._client.member(bot.id)
        if not member.may_post(chat):
            raise ReconnectNeeded(
                "The bot may not post there: make it an administrator of the channel, "
                "with the right to post messages."
            )
        return to_account(chat, await self._client.member_count(), self._link)

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Check the rules. There is nothing to upload ahead: files travel with the post."""
        refuse_broken_rules(self.manifest, post)
        refuse_with(own_problems(post), "Telegram")
        return memory

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Send the message, the album or the poll."""
        messages = await self._client.send(to_sending(post), self.manifest.call_seconds)
        return to_receipt(messages, self._link)

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Never certain once something was sent. The bot is asked for its name first, so that a
        person is not called upon while it is Telegram that is away."""
        if post.first_sent_at is None:
            return Absent()
        await self._client.me()
        return Unclear(BLIND)

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Nothing: the Bot API tells no counts of a post."""
        return {}

    async def delete(self, remote_id: str) -> None:
        """Take the message down, or every message of the album."""
        numbers = message_ids(remote_id)
        if len(numbers) == 1:
            await self._client.delete(numbers[0])
        elif numbers:
            await self._client.delete_many(numbers)

    async def account_metrics(self) -> Metrics:
        """How many follow the channel."""
        return {"followers": await self._client.member_count()}

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """No choice depends on the account."""
        return {}

    def _link(self, path: str) -> str:
        return self.manifest.address(self._access.base_url, "web", path)
