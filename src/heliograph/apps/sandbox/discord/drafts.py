"""What a caller wants to say, checked as Discord checks it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from heliograph.apps.sandbox.answers import text_of
from heliograph.apps.sandbox.discord.embeds import check_embeds
from heliograph.apps.sandbox.discord.manners import invalid, refused, too_long
from heliograph.apps.sandbox.store import JSON

CONTENT, NAME, DESCRIPTION = 2000, 80, 1024
MOST_FILES = 10
MIB = 1024 * 1024
FILE_BYTES, REQUEST_BYTES = 10 * MIB, 25 * MIB
QUESTION, ANSWER, MOST_ANSWERS, MOST_HOURS = 300, 55, 10, 768


@dataclass(frozen=True)
class File:
    """One file of the form, with what the body says of it."""

    place: int
    filename: str
    data: bytes
    description: str


@dataclass(frozen=True)
class Draft:
    """A checked message."""

    content: str
    files: tuple[File, ...]
    extra: dict[str, JSON]
    poll: dict[str, JSON] | None = None

    @property
    def words(self) -> str:
        """All that a reader reads as text."""
        question = str(self.poll["question"]["text"]) if self.poll else ""
        return "\n".join(part for part in (self.content, question) if part)


def read_body(parameters: Mapping[str, JSON]) -> dict[str, JSON]:
    """The JSON of the call, which a form carries in one of its fields."""
    packed = parameters.get("payload_json")
    if packed is None:
        return dict(parameters)
    try:
        body = json.loads(str(packed))
    except ValueError:
        raise refused(50109) from None
    return body if isinstance(body, dict) else {}


def read_draft(parameters: Mapping[str, JSON]) -> Draft:
    """Check everything that can be checked without looking at the files' insides."""
    body = read_body(parameters)
    if body.get("thread_name"):
        raise refused(220003)
    content = text_of(body.get("content")).strip()
    if len(content) > CONTENT:
        raise too_long("content", CONTENT)
    files = _files(parameters, body)
    embeds = check_embeds(body.get("embeds"))
    poll = _poll(body["poll"]) if body.get("poll") else None
    if not (content or files or embeds or poll or body.get("components")):
        raise refused(50006)
    extra = {
        "embeds": embeds, "username": _name(body), "tts": bool(body.get("tts")),
        "flags": int(body.get("flags") or 0), "mentions_all": _shouts(content, body),
    }  # fmt: skip
    return Draft(content, files, extra, poll)


def _files(parameters: Mapping[str, JSON], body: Mapping[str, JSON]) -> tuple[File, ...]:
    named = parameters.get("files")
    found = dict(named) if isinstance(named, dict) else {}
    if "file" in parameters:
        found["0"] = parameters["file"]
    parts = {place: part for place, part in found.items() if isinstance(part, tuple)}
    if len(parts) > MOST_FILES:
        raise invalid("files", "BASE_TYPE_MAX_LENGTH", f"Must be {MOST_FILES} or fewer in length.")
    sizes = [len(part[2]) for part in parts.values()]
    if sum(sizes) > REQUEST_BYTES or any(size > FILE_BYTES for size in sizes):
        raise refused(40005)
    said = {
        str(one.get("id")): one for one in body.get("attachments") or [] if isinstance(one, dict)
    }
    return tuple(
        _file(place, part, said.get(place, {}))
        for place, part in sorted(parts.items(), key=lambda pair: int(pair[0]))
    )


def _file(place: str, part: tuple[str, str, bytes], said: Mapping[str, JSON]) -> File:
    description = text_of(said.get("description"))
    if len(description) > DESCRIPTION:
        raise too_long(f"attachments.{place}.description", DESCRIPTION)
    name = text_of(said.get("filename")) or part[0]
    return File(int(place), re.sub(r"[^\w.-]+", "_", name), part[2], description)


def _name(body: Mapping[str, JSON]) -> str:
    name = text_of(body.get("username"))
    if len(name) > NAME:
        raise too_long("username", NAME)
    if re.search("clyde|discord", name, re.IGNORECASE):
        raise invalid("username", "USERNAME_INVALID_CONTAINS", "Username cannot contain that word")
    return name


def _shouts(content: str, body: Mapping[str, JSON]) -> bool:
    """Whether everybody is called: the words do it unless `allowed_mentions` keeps them quiet."""
    allowed = body.get("allowed_mentions")
    quiet = isinstance(allowed, dict) and "everyone" not in (allowed.get("parse") or [])
    return not quiet and ("@everyone" in content or "@here" in content)


def _poll(wanted: Mapping[str, JSON]) -> dict[str, JSON]:
    question = text_of((wanted.get("question") or {}).get("text")).strip()
    answers = [
        text_of((one.get("poll_media") or {}).get("text")) for one in wanted.get("answers") or []
    ]
    hours = int(wanted.get("duration") or 24)
    if not question:
        raise invalid("poll.question.text", "BASE_TYPE_REQUIRED", "This field is required")
    if len(question) > QUESTION:
        raise too_long("poll.question.text", QUESTION)
    if not 1 <= len(answers) <= MOST_ANSWERS:
        raise invalid("poll.answers", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 10 in length.")
    if any(not 1 <= len(answer) <= ANSWER for answer in answers):
        raise too_long("poll.answers.0.poll_media.text", ANSWER)
    if not 1 <= hours <= MOST_HOURS:
        raise invalid("poll.duration", "NUMBER_TYPE_MAX", f"Must be 1 to {MOST_HOURS} hours.")
    return {
        "question": {"text": question}, "duration_hours": hours,
        "answers": [
            {"answer_id": place, "poll_media": {"text": answer}}
            for place, answer in enumerate(answers, 1)
        ],
        "allow_multiselect": bool(wanted.get("allow_multiselect")), "layout_type": 1,
    }  # fmt: skip
