"""The methods that change or take down what stands in the channel."""

from __future__ import annotations

from dataclasses import replace

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.posts import Post, change_post
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.telegram.calls import BotCall
from heliograph.apps.sandbox.telegram.entities import Formatted
from heliograph.apps.sandbox.telegram.manners import refused
from heliograph.apps.sandbox.telegram.messages import (
    find_message,
    message_entity,
    remove_message,
    words_of,
)
from heliograph.apps.sandbox.telegram.updates import announce
from heliograph.apps.sandbox.telegram.wording import caption_in, text_in

AT_ONCE = 100


async def edit_text(call: BotCall) -> JSON:
    """editMessageText."""
    words = text_in(call.text("text"), call.text("parse_mode"), call.structure("entities"))
    return await _reword(call, words, "text")


async def edit_caption(call: BotCall) -> JSON:
    """editMessageCaption."""
    words = caption_in(call.values, call.structure("caption_entities"))
    return await _reword(call, words, "caption")


async def delete_message(call: BotCall) -> JSON:
    """deleteMessage: an error when it is gone already."""
    chat, number = await call.chat(), call.number("message_id") or 0
    if not await call.world.store.write(lambda db: remove_message(db, chat.id, number)):
        raise refused(400, "message to delete not found")
    return True


async def delete_messages(call: BotCall) -> JSON:
    """deleteMessages: those that are gone already are passed over."""
    chat, numbers = await call.chat(), call.structure("message_ids")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= AT_ONCE:
        raise refused(400, f"message identifiers must be 1 to {AT_ONCE}")

    def remove(db: Connection) -> None:
        for number in numbers:
            remove_message(db, chat.id, int(number))

    await call.world.store.write(remove)
    return True


async def pin(call: BotCall) -> JSON:
    """pinChatMessage."""
    chat, number = await call.chat(), call.number("message_id")

    def mark(db: Connection) -> None:
        post, _ = _standing(db, chat, number, "message to pin not found")
        change_post(db, replace(post, extra={**post.extra, "pinned": True}))

    await call.world.store.write(mark)
    return True


async def _reword(call: BotCall, words: Formatted, part: str) -> JSON:
    chat, number = await call.chat(), call.number("message_id")
    now = call.world.clock.seconds()

    def change(db: Connection) -> dict[str, JSON]:
        post, place = _standing(db, chat, number, "message to edit not found")
        if words_of(post) != part or post.extra["product"] == "poll":
            raise refused(400, f"there is no {part} in the message to edit")
        changed = _reworded(post, place, words)
        if changed == post:
            raise refused(400, "message is not modified")
        changed = replace(changed, edited_at=now)
        change_post(db, changed)
        return message_entity(chat, changed, number or 0, place)

    message = await call.world.store.write(change)
    await announce(call, "edited_channel_post", message)
    return message


def _standing(
    db: Connection, chat: Account, number: int | None, otherwise: str
) -> tuple[Post, int]:
    found = find_message(db, chat.id, number)
    if found is None:
        raise refused(400, otherwise)
    return found


def _reworded(post: Post, place: int, words: Formatted) -> Post:
    entities: list[JSON] = list(words.entities)
    if words_of(post) == "text":
        return replace(post, text=words.text, extra={**post.extra, "entities": entities})
    captions = list(post.extra["captions"])
    captions[place] = {"text": words.text, "entities": entities}
    said = [one["text"] for one in captions if one["text"]]
    shown = said[0] if len(said) == 1 else ""
    return replace(post, text=shown, extra={**post.extra, "captions": captions})
