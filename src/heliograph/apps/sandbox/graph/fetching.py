"""Meta fetches files itself, from an address that must be open to it, and looks into them."""

from __future__ import annotations

import asyncio
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.clips import look_at
from heliograph.apps.sandbox.media import Medium, Stored
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.world import World
from heliograph.kit.http import HTTPTrouble

VIDEOS = ("video/mp4", "video/quicktime")
CODECS = ("h264", "hevc")


class FetchFailed(Exception):
    """The address gave no file."""


@dataclass(frozen=True)
class Film:
    """What a video is, and whether it can begin before all of it has come."""

    seconds: float
    width: int
    height: int
    fps: float
    codec: str
    is_streamable: bool

    @property
    def is_known_codec(self) -> bool:
        """Whether it is coded in one of the two ways that every product takes."""
        return self.codec in CODECS


async def fetch_file(world: World, url: str) -> Stored:
    """The file behind an address."""
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


def medium_of(world: World, account: Account, stored: Stored, alt: str = "") -> Medium:
    """The file as a medium of the account."""
    now = world.clock.seconds()
    return Medium(
        graph_id(now), account.platform, account.id, stored.sha256, stored.sniffed.mime,
        stored.size, stored.sniffed.width, stored.sniffed.height, alt, now,
    )  # fmt: skip


def film_of(world: World, stored: Stored) -> Film | None:
    """What the video is; None when the file is no video that Meta takes."""
    path = world.media.path(stored.sha256)
    if stored.sniffed.mime not in VIDEOS or path is None:
        return None
    clip = look_at(path)
    if clip is None:
        return None
    boxes = list(_boxes(path))
    begins = "mdat" not in boxes[: boxes.index("moov")] if "moov" in boxes else False
    return Film(clip.seconds, clip.width, clip.height, clip.fps, clip.codec, begins)


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
