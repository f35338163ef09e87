"""Threads fetches media itself; what is wrong with a file shows in its container, later."""

from __future__ import annotations

import asyncio
import re
import struct
from collections.abc import Iterator
from pathlib import Path

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.media import Medium, Stored
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.world import World
from heliograph.kit.http import HTTPTrouble

IMAGE_BYTES = 8 * 1024 * 1024
WIDEST = 10.0
VIDEO_SECONDS = 300
IMAGES = ("image/jpeg", "image/png")
VIDEOS = ("video/mp4", "video/quicktime")


class FetchFailed(Exception):
    """The address gave no file."""


async def fetch(
    world: World, account: Account, url: str, alt: str, *, video: bool
) -> tuple[Medium | None, str]:
    """The file behind the address, or the `error_message` its container ends with."""
    try:
        stored = await _fetch(world, url)
    except FetchFailed:
        return None, "FAILED_DOWNLOADING_VIDEO" if video else "UNKNOWN"
    wrong = _wrong_video(world, stored) if video else _wrong_image(stored)
    return (None, wrong) if wrong else (_medium(world, account, stored, alt), "")


async def _fetch(world: World, url: str) -> Stored:
    if not re.match(r"^https?://", url):
        raise FetchFailed(url)
    try:
        answer = await world.http.get(url)
    except (HTTPTrouble, ValueError) as trouble:
        raise FetchFailed(url) from trouble
    # A redirect is not followed: it usually leads to a page for signing in.
    if answer.status != 200 or not answer.body:
        raise FetchFailed(url)
    return await asyncio.to_thread(world.media.keep, answer.body)


def _wrong_image(stored: Stored) -> str:
    sniffed = stored.sniffed
    if sniffed.mime not in IMAGES or stored.size > IMAGE_BYTES:
        return "UNKNOWN"
    width, height = sniffed.width or 0, sniffed.height or 0
    if not width or not height or max(width / height, height / width) > WIDEST:
        return "INVALID_ASPEC_RATIO"
    return ""


def _wrong_video(world: World, stored: Stored) -> str:
    path = world.media.path(stored.sha256)
    if stored.sniffed.mime not in VIDEOS or path is None:
        return "FAILED_PROCESSING_VIDEO"
    boxes = list(_boxes(path))
    if "moov" not in boxes or "mdat" in boxes[: boxes.index("moov")]:
        return "FAILED_PROCESSING_VIDEO"
    return "INVALID_DURATION" if _seconds(path) > VIDEO_SECONDS else ""


def _boxes(path: Path) -> Iterator[str]:
    """The names of a film's outermost boxes, in their order."""
    with path.open("rb") as file:
        while len(head := file.read(16)) >= 8:
            size, name = struct.unpack_from(">I4s", head)
            start = file.tell() - len(head)
            if size == 1 and len(head) == 16:
                (size,) = struct.unpack_from(">Q", head, 8)
            yield name.decode("latin-1")
            if size < 8:
                return
            file.seek(start + size)


def _seconds(path: Path) -> float:
    """How long the film says it is; 0 when it does not say."""
    with path.open("rb") as file:
        data = file.read(2_000_000)
    place = data.find(b"mvhd")
    if place < 0 or len(data) < place + 40:
        return 0.0
    if data[place + 4] == 1:
        scale, ticks = struct.unpack_from(">IQ", data, place + 24)
    else:
        scale, ticks = struct.unpack_from(">II", data, place + 16)
    return float(ticks) / scale if scale else 0.0


def _medium(world: World, account: Account, stored: Stored, alt: str) -> Medium:
    now = world.clock.seconds()
    return Medium(
        graph_id(now), "threads", account.id, stored.sha256, stored.sniffed.mime, stored.size,
        stored.sniffed.width, stored.sniffed.height, alt, now,
    )  # fmt: skip
