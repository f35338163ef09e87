"""Updates that Telegram sends to a webhook: a post that appeared, reactions, a bot shown out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from heliograph.extensions.connectors.telegram.mapping import Chat
from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Secrets
from heliograph.sdk.hooks import Handshake, HookCall, HookRefused, RemoteEvent, refuse_unless_equal
from heliograph.sdk.manifest import load_connector_manifest

HEADER = "x-telegram-bot-api-secret-token"
OUT = frozenset({"left", "kicked"})


class Post(Wire):
    """A message in the channel."""

    message_id: int
    chat: Chat
    text: str = ""
    caption: str = ""
    media_group_id: str = ""


class Reaction(Wire):
    """How often one sign was given."""

    total_count: int


class Reactions(Wire):
    """All reactions to one message."""

    message_id: int
    chat: Chat
    reactions: tuple[Reaction, ...] = ()


class Standing(Wire):
    """What the bot is in the chat from now on."""

    status: str


class OwnChange(Wire):
    """The bot's own membership changed."""

    chat: Chat
    new_chat_member: Standing


class Update(Wire):
    """One update; exactly one of its parts is there."""

    update_id: int
    channel_post: Post | None = None
    edited_channel_post: Post | None = None
    message_reaction_count: Reactions | None = None
    my_chat_member: OwnChange | None = None


class TelegramHooks:
    """Reads what Telegram sends."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def word(self, secrets: Secrets) -> str:
        """The secret that `setWebhook` is given, and that every call then carries."""
        return secrets.get("webhook_secret", "")

    def handshake(self, call: HookCall, secrets: Secrets) -> Handshake | None:
        """Telegram wants none: the webhook is set by a call of the bot's own."""
        return None

    def read(self, call: HookCall, secrets: Secrets) -> Sequence[RemoteEvent]:
        """Compare the secret in the header, then read the update."""
        wanted = secrets.get("webhook_secret", "")
        if not wanted:
            raise HookRefused("No webhook secret is stored, so nobody can prove to be Telegram.")
        refuse_unless_equal(call.headers.get(HEADER, ""), wanted)
        try:
            update = TypeAdapter(Update).validate_json(call.body)
        except ValidationError:
            raise HookRefused("The update cannot be read.") from None
        return [_event(update)]


def _event(update: Update) -> RemoteEvent:
    key = str(update.update_id)
    if update.channel_post is not None:
        return RemoteEvent(key, "published", **_of_post(update.channel_post))
    if update.message_reaction_count is not None:
        found = update.message_reaction_count
        count = sum(one.total_count for one in found.reactions)
        place = {"account_id": str(found.chat.id), "remote_id": str(found.message_id)}
        return RemoteEvent(key, "reaction", **place, detail={"likes": str(count)})
    if update.my_chat_member is not None:
        change = update.my_chat_member
        out = change.new_chat_member.status in OUT
        return RemoteEvent(key, "revoked" if out else "other", str(change.chat.id))
    if update.edited_channel_post is not None:
        return RemoteEvent(key, "other", **_of_post(update.edited_channel_post))
    return RemoteEvent(key, "other")


def _of_post(post: Post) -> Mapping[str, Any]:
    group = {"media_group_id": post.media_group_id} if post.media_group_id else {}
    return {
        "account_id": str(post.chat.id),
        "remote_id": str(post.message_id),
        "text": post.text or post.caption,
        "detail": group,
    }
