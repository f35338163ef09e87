"""Messages in a channel: one post of ours is one message, an album one message per file."""

from __future__ import annotations

from dataclasses import replace

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.posts import Post, add_post, change_post, find_post, remove_post
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.telegram.chats import chat_entity

_TEXTS = ("text", "poll")


def store_message(db: Connection, post: Post) -> list[int]:
    """Give the post its messages' numbers, which rise and are never used again."""
    (last,) = db.execute(
        "select coalesce(max(message_id), 0) from telegram_messages where account_id = ?",
        (post.account_id,),
    ).fetchone()
    count = max(1, len(post.media)) if post.extra["product"] == "album" else 1
    numbers = [int(last) + place for place in range(1, count + 1)]
    made = replace(post, id=f"{post.account_id}_{numbers[0]}")
    add_post(db, made)
    db.executemany(
        "insert into telegram_messages values (?, ?, ?, ?)",
        [(made.account_id, number, made.id, place) for place, number in enumerate(numbers)],
    )
    return numbers


def find_message(db: Connection, account_id: str, number: int | None) -> tuple[Post, int] | None:
    """The post that a message belongs to, and its place in it."""
    row = db.execute(
        "select post_id, place from telegram_messages where account_id = ? and message_id = ?",
        (account_id, number),
    ).fetchone()
    post = find_post(db, row["post_id"]) if row and row["post_id"] else None
    return (post, int(row["place"])) if post else None


def remove_message(db: Connection, account_id: str, number: int) -> bool:
    """Take one message down; an album goes with its last one. False when it was not there."""
    found = find_message(db, account_id, number)
    if found is None:
        return False
    post, place = found
    db.execute(
        "update telegram_messages set post_id = null where account_id = ? and message_id = ?",
        (account_id, number),
    )
    if len(post.media) < 2:
        remove_post(db, post.id)
        return True
    db.execute(
        "update telegram_messages set place = place - 1 where post_id = ? and place > ?",
        (post.id, place),
    )
    change_post(db, replace(post, media=(*post.media[:place], *post.media[place + 1 :])))
    return True


def message_entity(chat: Account, post: Post, number: int, place: int = 0) -> dict[str, JSON]:
    """A message as Telegram tells it."""
    kind, extra = str(post.extra["product"]), post.extra
    entity: dict[str, JSON] = {
        "message_id": number, "date": int(post.created_at), "chat": chat_entity(chat),
        "sender_chat": chat_entity(chat),
    }  # fmt: skip
    if post.edited_at:
        entity["edit_date"] = int(post.edited_at)
    if kind == "text":
        entity |= {"text": post.text, "entities": extra["entities"]}
    elif kind == "poll":
        entity["poll"] = extra["poll"]
    else:
        entity |= _file_part(post, place)
    for name in ("link_preview_options", "reply_to_message", "has_protected_content"):
        if extra.get(name):
            entity[name] = extra[name]
    return entity


def _file_part(post: Post, place: int) -> dict[str, JSON]:
    kind = str(post.extra["kinds"][place])
    item = post.media[place]
    file = {
        "file_id": item["id"], "file_unique_id": str(item["sha256"])[:16],
        "file_size": item["bytes"], "width": item["width"] or 0, "height": item["height"] or 0,
    }  # fmt: skip
    timed = file | {"duration": int(post.extra.get("duration") or 0), "mime_type": item["mime"]}
    part: dict[str, JSON] = {kind: [file] if kind == "photo" else timed}
    caption = post.extra["captions"][place]
    if caption["text"]:
        part |= {"caption": caption["text"], "caption_entities": caption["entities"]}
    if post.extra["product"] == "album":
        part["media_group_id"] = post.extra["media_group_id"]
    return part


def words_of(post: Post) -> str:
    """Whether the post's words are a text or a caption."""
    return "text" if post.extra["product"] in _TEXTS else "caption"
