"""Pure functions: our post as one of Telegram's calls, and Telegram's answers as our values."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, MediaFile, OutgoingPost, Receipt
from heliograph.sdk.counting import count_text
from heliograph.sdk.manifest import TextRules
from heliograph.sdk.problems import Problem, plural

CAPTION = TextRules(max=1024, unit="utf16")
MOST_SIDES = 10_000
METHODS = {"photo": "sendPhoto", "video": "sendVideo", "animation": "sendAnimation"}
FLAGS = {"silent": "disable_notification", "protected": "protect_content"}
FILE_FLAGS = {"spoiler": "has_spoiler", "text_above": "show_caption_above_media"}


class Chat(Wire):
    """A channel or a group."""

    id: int
    type: str
    title: str = ""
    username: str | None = None


class Bot(Wire):
    """The bot itself."""

    id: int


class Member(Wire):
    """What the bot may do in the chat."""

    status: str
    can_post_messages: bool | None = None

    def may_post(self, chat: Chat) -> bool:
        """In a channel only administrators with that right; in a group every member."""
        if self.status == "creator":
            return True
        if chat.type == "channel":
            return self.status == "administrator" and bool(self.can_post_messages)
        return self.status in ("administrator", "member")


class Message(Wire):
    """A message that stands."""

    message_id: int
    chat: Chat


@dataclass(frozen=True)
class Sending:
    """One call that posts: its method, its parameters, and files by the names of their parts."""

    method: str
    values: Mapping[str, Any]
    files: Mapping[str, MediaFile] = field(default_factory=dict)

    def form(self) -> dict[str, str]:
        """The parameters as the fields of a form, where structures are JSON."""
        return {
            name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in self.values.items()
        }


def to_sending(post: OutgoingPost) -> Sending:
    """The call that makes this post; the chat is not among its parameters."""
    common = _flags(post, FLAGS) | _reply(post)
    if post.poll is not None:
        return Sending("sendPoll", common | _poll(post))
    if not post.media:
        return Sending("sendMessage", common | _text(post))
    if len(post.media) == 1:
        return _one_file(post, common)
    return _album(post, common)


def own_problems(post: OutgoingPost) -> list[Problem]:
    """What the manifest has no words for."""
    problems = []
    length = count_text(post.text, CAPTION)
    if post.media and length > CAPTION.max:
        remedy = f"Shorten the text by {plural(length - CAPTION.max, 'character')}"
        problems.append(Problem("text", "text.max", f"{length} utf16", f"{CAPTION.max}", remedy))
    for index, file in enumerate(post.media):
        sides = (file.width or 0) + (file.height or 0)
        if kind_of(file) == "photo" and sides > MOST_SIDES:
            allowed = f"width and height together at most {MOST_SIDES}"
            remedy = f"Make it smaller: {allowed}"
            problems.append(
                Problem(f"media[{index}]", "media.max_size", str(sides), allowed, remedy)
            )
    if len(post.media) > 1 and any(kind_of(file) == "animation" for file in post.media):
        remedy = "Take the moving picture out, or post it alone"
        problems.append(Problem("media", "media.form", "a moving picture", "still ones", remedy))
    return problems


def kind_of(file: MediaFile) -> str:
    """What Telegram calls such a file."""
    if file.is_video:
        return "video"
    return "animation" if file.mime == "image/gif" else "photo"


def to_account(chat: Chat, followers: int, link: Callable[[str], str]) -> Account:
    """The channel; a private one is known by its number."""
    return Account(
        remote_id=str(chat.id),
        handle=f"@{chat.username or abs(chat.id)}",
        name=chat.title or chat.username or str(chat.id),
        url=link(f"/{chat.username}") if chat.username else None,
        followers=followers,
    )


def to_receipt(messages: Sequence[Message], link: Callable[[str], str]) -> Receipt:
    """The platform's yes; an album is named by all its messages."""
    first = messages[0]
    place = first.chat.username or f"c/{str(first.chat.id).removeprefix('-100')}"
    remote_id = ",".join(str(message.message_id) for message in messages)
    return Receipt("published", remote_id, link(f"/{place}/{first.message_id}"))


def message_ids(remote_id: str) -> list[int]:
    """The messages that a post consists of."""
    return [int(one) for one in remote_id.split(",") if one.strip().isdigit()]


def _text(post: OutgoingPost) -> dict[str, Any]:
    values: dict[str, Any] = {"text": _escaped(post.text), "parse_mode": "HTML"}
    if post.link:
        values["link_preview_options"] = {"url": post.link, "prefer_large_media": True}
    return values


def _poll(post: OutgoingPost) -> dict[str, Any]:
    if post.poll is None:
        return {}
    return {
        "question": post.text,
        "options": [{"text": answer} for answer in post.poll.answers],
        "is_anonymous": True,
        "allows_multiple_answers": post.poll.several,
        "open_period": post.poll.seconds,
    }


def _one_file(post: OutgoingPost, common: Mapping[str, Any]) -> Sending:
    file = post.media[0]
    kind = kind_of(file)
    values = {**common, **_caption(post), **_facts(file), **_flags(post, FILE_FLAGS)}
    files = {kind: file}
    if kind == "video" and post.cover is not None:
        values["cover"] = "attach://cover"
        files["cover"] = post.cover
    return Sending(METHODS[kind], values, files)


def _album(post: OutgoingPost, common: Mapping[str, Any]) -> Sending:
    files = {f"file{index}": file for index, file in enumerate(post.media)}
    items: list[dict[str, Any]] = [
        {
            "type": kind_of(file),
            "media": f"attach://{name}",
            **_facts(file),
            **_flags(post, FILE_FLAGS),
        }
        for name, file in files.items()
    ]
    # An album shows a caption as its own only when exactly one of its items has one.
    items[0] |= _caption(post)
    return Sending("sendMediaGroup", {**common, "media": items}, files)


def _caption(post: OutgoingPost) -> dict[str, Any]:
    return {"caption": _escaped(post.text), "parse_mode": "HTML"} if post.text else {}


def _facts(file: MediaFile) -> dict[str, Any]:
    if not file.is_video:
        return {}
    seconds = round(file.duration_ms / 1000) if file.duration_ms else None
    known = {"width": file.width, "height": file.height, "duration": seconds}
    facts: dict[str, Any] = {name: value for name, value in known.items() if value}
    return facts | {"supports_streaming": True}


def _reply(post: OutgoingPost) -> dict[str, Any]:
    if post.follows is None:
        return {}
    return {"reply_parameters": {"message_id": message_ids(post.follows.parent.remote_id)[0]}}


def _flags(post: OutgoingPost, names: Mapping[str, str]) -> dict[str, Any]:
    return {theirs: True for ours, theirs in names.items() if post.options.get(ours)}


def _escaped(text: str) -> str:
    """The text as Telegram's HTML, where only three signs mean something else."""
    return html.escape(text, quote=False)
