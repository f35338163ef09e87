"""The methods that put something into the channel."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.media import Medium, add_medium
from heliograph.apps.sandbox.posts import Post, next_ordinal
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.telegram.calls import BotCall
from heliograph.apps.sandbox.telegram.entities import Formatted
from heliograph.apps.sandbox.telegram.files import read_file
from heliograph.apps.sandbox.telegram.manners import refused
from heliograph.apps.sandbox.telegram.messages import find_message, message_entity, store_message
from heliograph.apps.sandbox.telegram.polls import read_poll
from heliograph.apps.sandbox.telegram.updates import announce
from heliograph.apps.sandbox.telegram.wording import caption_in, text_in

LEAST, MOST = 2, 10
IN_ALBUMS = ("photo", "video", "document", "audio")


@dataclass(frozen=True)
class Draft:
    """A checked message."""

    kind: str
    text: str
    extra: Mapping[str, JSON]
    media: Sequence[Medium] = ()


async def send_message(call: BotCall) -> JSON:
    """sendMessage."""
    words = text_in(call.text("text"), call.text("parse_mode"), call.structure("entities"))
    preview = call.structure("link_preview_options")
    extra = {"entities": list(words.entities), "link_preview_options": preview}
    return (await _send(call, Draft("text", words.text, extra)))[0]


def send_file(kind: str) -> Callable[[BotCall], Awaitable[JSON]]:
    """sendPhoto, sendVideo, sendAnimation, sendDocument and sendAudio."""

    async def send(call: BotCall) -> JSON:
        words = caption_in(call.values, call.structure("caption_entities"))
        medium = await read_file(call, kind, call.values.get(kind), call.values)
        if call.values.get("cover"):
            await read_file(call, "photo", call.values["cover"], {})
        extra = {
            "kinds": [kind], "captions": [_caption(words)], "duration": call.number("duration"),
            "has_spoiler": call.yes("has_spoiler"),
        }  # fmt: skip
        return (await _send(call, Draft(kind, words.text, extra, (medium,))))[0]

    return send


async def send_media_group(call: BotCall) -> JSON:
    """sendMediaGroup: an array of messages."""
    items = call.structure("media")
    if not isinstance(items, list) or not LEAST <= len(items) <= MOST:
        raise refused(400, f"media must have {LEAST} to {MOST} items")
    kinds = [str(item.get("type")) for item in items]
    if any(kind not in IN_ALBUMS for kind in kinds):
        raise refused(400, "type of the media can't be used in a media group")
    if len(set(kinds)) > 1 and not set(kinds) <= {"photo", "video"}:
        raise refused(400, "media of this type can't be mixed with other media types")
    captions = [caption_in(item, item.get("caption_entities")) for item in items]
    media = [
        await read_file(call, kind, item.get("media"), item)
        for kind, item in zip(kinds, items, strict=True)
    ]
    said = [caption.text for caption in captions if caption.text]
    extra = {
        "kinds": kinds, "captions": [_caption(caption) for caption in captions],
        "media_group_id": str(secrets.randbelow(10**17)),
    }  # fmt: skip
    # The words stand beneath the whole album only when exactly one of its items has some.
    return await _send(call, Draft("album", said[0] if len(said) == 1 else "", extra, media))


async def send_poll(call: BotCall) -> JSON:
    """sendPoll."""
    poll = read_poll(call)
    return (await _send(call, Draft("poll", str(poll["question"]), {"poll": poll})))[0]


async def _send(call: BotCall, draft: Draft) -> list[dict[str, JSON]]:
    chat = await call.chat_to_write_to()
    now = call.world.clock.seconds()
    reply = call.structure("reply_parameters")

    def store(db: Connection) -> list[dict[str, JSON]]:
        for medium in draft.media:
            add_medium(db, medium, now)
        post = Post(
            id="", platform="telegram", account_id=chat.id, text=draft.text, created_at=now,
            ordinal=next_ordinal(db, chat.id), media=tuple(one.shown() for one in draft.media),
            extra={
                "product": draft.kind, **draft.extra,
                "reply_to_message": _answered(db, chat, reply),
                "silent": call.yes("disable_notification"),
                "has_protected_content": call.yes("protect_content"),
            },
        )  # fmt: skip
        numbers = store_message(db, post)
        return [message_entity(chat, post, one, place) for place, one in enumerate(numbers)]

    messages = await call.world.store.write(store)
    for message in messages:
        await announce(call, "channel_post", message)
    return messages


def _answered(db: Connection, chat: Account, reply: JSON) -> dict[str, JSON] | None:
    """The message that this one answers; it must stand unless the caller does not mind."""
    if not isinstance(reply, dict):
        return None
    wanted = str(reply.get("message_id"))
    number = int(wanted) if wanted.isdigit() else None
    found = find_message(db, chat.id, number)
    if found is not None and number is not None:
        shown = message_entity(chat, found[0], number, found[1])
        return {name: value for name, value in shown.items() if name != "reply_to_message"}
    if reply.get("allow_sending_without_reply"):
        return None
    raise refused(400, "message to be replied not found")


def _caption(words: Formatted) -> dict[str, JSON]:
    return {"text": words.text, "entities": list(words.entities)}
