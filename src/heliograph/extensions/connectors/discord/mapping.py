"""Pure functions: our post as a webhook's message, and Discord's answers as our values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, Metrics, OutgoingPost, Receipt
from heliograph.sdk.errors import ReconnectNeeded
from heliograph.sdk.forms import file_name
from heliograph.sdk.problems import Problem

PLACE = re.compile(r"(?P<api>/api(?P<version>/v\d+)?/webhooks)/(?P<id>[\w-]+)/(?P<token>[\w-]+)/?")
MOST_TOGETHER = 25 * 1024 * 1024
# What is left for the words and the form around the files.
AROUND = 64 * 1024
SUPPRESS_EMBEDS, SILENT = 4, 4096
TITLE = 256


@dataclass(frozen=True)
class Address:
    """A webhook's address taken apart; the token is what must never be seen."""

    path: str
    token: str


class Webhook(Wire):
    """Where the webhook writes, and by which name."""

    id: str
    name: str | None = None
    avatar: str | None = None
    channel_id: str | None = None
    guild_id: str | None = None


class Reaction(Wire):
    """How often one sign was given."""

    count: int


class Message(Wire):
    """A message that stands."""

    id: str
    channel_id: str
    reactions: tuple[Reaction, ...] = ()


def to_address(webhook_url: str, *, at_home: bool) -> Address:
    """The path of the webhook. At Discord itself a version is named, because without one its
    oldest answers; elsewhere the path stays as it was given."""
    url = webhook_url.strip()
    if not url:
        raise ReconnectNeeded("No webhook URL is stored for this channel.")
    match = PLACE.fullmatch(urlsplit(url).path) if url.isascii() else None
    if match is None:
        raise ReconnectNeeded("The stored webhook URL is not in the form of a webhook URL.")
    api = "/api/v10/webhooks" if at_home and not match["version"] else match["api"]
    return Address(f"{api}/{match['id']}/{match['token']}", match["token"])


def to_payload(post: OutgoingPost) -> dict[str, Any]:
    """The body of the publishing call; no text in it can call anybody."""
    payload: dict[str, Any] = {"allowed_mentions": {"parse": []}}
    if post.poll is not None:
        payload["poll"] = _poll(post)
    elif post.text:
        payload["content"] = post.text
    if post.media:
        payload["attachments"] = [
            {"id": index, "filename": file_name(part_name(index), file.mime)}
            | ({"description": file.alt} if file.alt else {})
            for index, file in enumerate(post.media)
        ]
    # A link within the text gets its preview from Discord itself.
    if post.link and post.link not in post.text:
        payload["embeds"] = [{"title": (post.title or post.link)[:TITLE], "url": post.link}]
    flags = _flags(post)
    if flags:
        payload["flags"] = flags
    return payload


def part_name(index: int) -> str:
    """What a file's part of the form is called."""
    return f"files[{index}]"


def own_problems(post: OutgoingPost) -> list[Problem]:
    """What the manifest has no words for: the files together."""
    together = sum(file.size for file in post.media)
    most = MOST_TOGETHER - AROUND
    if together <= most:
        return []
    remedy = "Take smaller files or fewer of them"
    allowed = f"{most} bytes together"
    return [Problem("media", "media.max_bytes", f"{together} bytes", allowed, remedy)]


def to_account(webhook: Webhook, link: Callable[[str], str]) -> Account:
    """The webhook by the name it posts under."""
    name = webhook.name or webhook.id
    avatar = f"https://cdn.discordapp.com/avatars/{webhook.id}/{webhook.avatar}.png"
    place = f"/channels/{webhook.guild_id}/{webhook.channel_id}"
    return Account(
        remote_id=webhook.id,
        handle=f"@{name}",
        name=name,
        url=link(place) if webhook.guild_id and webhook.channel_id else None,
        avatar_url=avatar if webhook.avatar else None,
    )


def to_receipt(message: Message, guild_id: str, link: Callable[[str], str]) -> Receipt:
    """The platform's yes; the address needs the server's id, which the message lacks."""
    place = f"/channels/{guild_id}/{message.channel_id}/{message.id}"
    return Receipt("published", message.id, link(place) if guild_id else None)


def to_metrics(message: Message) -> Metrics:
    """Reactions of every sign, counted as likes."""
    return {"likes": sum(reaction.count for reaction in message.reactions)}


def _poll(post: OutgoingPost) -> Mapping[str, Any]:
    if post.poll is None:
        return {}
    return {
        "question": {"text": post.text},
        "answers": [{"poll_media": {"text": answer}} for answer in post.poll.answers],
        "duration": math.ceil(post.poll.seconds / 3600),
        "allow_multiselect": post.poll.several,
    }


def _flags(post: OutgoingPost) -> int:
    silent = SILENT if post.options.get("silent") else 0
    return silent | (SUPPRESS_EMBEDS if post.options.get("no_preview") else 0)
