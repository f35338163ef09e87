"""Files that a bot sends: in the form, from an address, or known from before by their id."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from heliograph.apps.sandbox.media import Medium, Stored, find_medium
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.telegram.calls import BotCall
from heliograph.apps.sandbox.telegram.manners import refused
from heliograph.kit.http import HTTPTrouble

MB = 1024 * 1024
PHOTO_BYTES, FETCHED_PHOTO_BYTES = 10 * MB, 5 * MB
FILE_BYTES, FETCHED_BYTES = 50 * MB, 20 * MB
SIDES, RATIO = 10_000, 20
_URL = re.compile(r"^https?://")


@dataclass(frozen=True)
class Rules:
    """What one kind of file must be, and how large it may be when sent and when fetched."""

    mimes: tuple[str, ...]
    sent: int = FILE_BYTES
    fetched: int = FETCHED_BYTES


KINDS = {
    "photo": Rules(("image/jpeg", "image/png", "image/webp"), PHOTO_BYTES, FETCHED_PHOTO_BYTES),
    "video": Rules(("video/mp4", "video/quicktime")),
    "animation": Rules(("image/gif", "video/mp4")),
    "audio": Rules(("audio/",)),
    "document": Rules(("",)),
}


async def read_file(call: BotCall, kind: str, value: JSON, facts: Mapping[str, JSON]) -> Medium:
    """The file behind a parameter, checked as its kind is."""
    if isinstance(value, str) and value.startswith("attach://"):
        value = call.values.get(value.removeprefix("attach://"))
    if isinstance(value, str) and not _URL.match(value):
        return await _known(call, value)
    stored = await _stored(call, kind, value)
    _check(kind, stored)
    now = call.world.clock.seconds()
    medium = Medium(
        secrets.token_urlsafe(40), "telegram", call.account.id, stored.sha256, stored.sniffed.mime,
        stored.size, stored.sniffed.width, stored.sniffed.height, "", now,
    )  # fmt: skip
    if medium.width is None and str(facts.get("width") or "").isdigit():
        medium = replace(medium, width=int(str(facts["width"])), height=_number(facts, "height"))
    return medium


async def _stored(call: BotCall, kind: str, value: JSON) -> Stored:
    if isinstance(value, tuple):
        if len(value[2]) > KINDS[kind].sent:
            raise refused(413)
        if not value[2]:
            raise refused(400, "file must be non-empty")
        return await asyncio.to_thread(call.world.media.keep, value[2])
    if isinstance(value, str):
        return await _fetched(call, kind, value)
    raise refused(400, f"there is no {kind} in the request")


async def _known(call: BotCall, file_id: str) -> Medium:
    found = await call.world.store.read(lambda db: find_medium(db, call.account.id, file_id))
    if found is None:
        raise refused(400, "wrong file identifier/HTTP URL specified")
    return found


async def _fetched(call: BotCall, kind: str, url: str) -> Stored:
    try:
        answer = await call.world.http.get(url)
    except (HTTPTrouble, ValueError):
        raise refused(400, "failed to get HTTP URL content") from None
    if answer.status != 200 or len(answer.body) > KINDS[kind].fetched:
        raise refused(400, "failed to get HTTP URL content")
    return await asyncio.to_thread(call.world.media.keep, answer.body)


def _check(kind: str, stored: Stored) -> None:
    sniffed = stored.sniffed
    if not sniffed.mime.startswith(KINDS[kind].mimes):
        wrong = "IMAGE_PROCESS_FAILED" if kind == "photo" else "wrong file type"
        raise refused(400, wrong)
    if kind != "photo":
        return
    width, height = sniffed.width or 0, sniffed.height or 0
    if not width or not height or width + height > SIDES:
        raise refused(400, "PHOTO_INVALID_DIMENSIONS")
    if max(width, height) > RATIO * min(width, height):
        raise refused(400, "PHOTO_INVALID_DIMENSIONS")


def _number(facts: Mapping[str, JSON], name: str) -> int | None:
    words = str(facts.get(name) or "")
    return int(words) if words.isdigit() else None
