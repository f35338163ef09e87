"""Which pictures and videos Threads takes; what is wrong with one shows in its container, later."""

from __future__ import annotations

import asyncio

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.graph.fetching import FetchFailed, fetch_file, film_of, medium_of
from heliograph.apps.sandbox.media import Medium, Stored
from heliograph.apps.sandbox.world import World

IMAGE_BYTES = 8 * 1024 * 1024
VIDEO_BYTES = 1024 * 1024 * 1024
WIDEST = 10.0
VIDEO_SECONDS = 300
SLOWEST, FASTEST = 22.9, 60.1
MOST_BITS = 100_000_000
IMAGES = ("image/jpeg", "image/png")


async def fetch(
    world: World, account: Account, url: str, alt: str, *, video: bool
) -> tuple[Medium | None, str]:
    """The file behind the address, or the `error_message` its container ends with."""
    try:
        stored = await fetch_file(world, url)
    except FetchFailed:
        return None, "FAILED_DOWNLOADING_VIDEO" if video else "UNKNOWN"
    wrong = await asyncio.to_thread(_wrong_video, world, stored) if video else _wrong_image(stored)
    return (None, wrong) if wrong else (medium_of(world, account, stored, alt), "")


def _wrong_image(stored: Stored) -> str:
    sniffed = stored.sniffed
    if sniffed.mime not in IMAGES or stored.size > IMAGE_BYTES:
        return "UNKNOWN"
    width, height = sniffed.width or 0, sniffed.height or 0
    if not width or not height or max(width / height, height / width) > WIDEST:
        return "INVALID_ASPEC_RATIO"
    return ""


def _wrong_video(world: World, stored: Stored) -> str:
    film = film_of(world, stored)
    if film is None or not (film.is_streamable and film.is_known_codec):
        return "FAILED_PROCESSING_VIDEO"
    rows = (
        (stored.size > VIDEO_BYTES, "FAILED_DOWNLOADING_VIDEO"),
        (film.seconds > VIDEO_SECONDS, "INVALID_DURATION"),
        (not SLOWEST <= film.fps <= FASTEST, "INVALID_FRAME_RATE"),
        (stored.size * 8 > MOST_BITS * film.seconds, "INVALID_BIT_RATE"),
    )
    return next((word for is_wrong, word in rows if is_wrong), "")
