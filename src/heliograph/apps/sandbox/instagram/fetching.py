"""Which pictures and videos Instagram takes."""

from __future__ import annotations

import asyncio

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.graph.fetching import FetchFailed, Film, fetch_file, film_of, medium_of
from heliograph.apps.sandbox.instagram.manners import refused
from heliograph.apps.sandbox.media import Medium, Stored
from heliograph.apps.sandbox.pictures import Sniffed
from heliograph.apps.sandbox.world import World

IMAGE_BYTES = 8 * 1024 * 1024
WIDEST = 1.91
SHORTEST_S = 3.0
SLOWEST, FASTEST = 22.9, 60.1
# What a video may be at most, by what it becomes: seconds and bytes.
VIDEO_LIMITS = {"STORIES": (60.0, 100 * 1024 * 1024)}
REEL_LIMITS = (900.0, 300 * 1024 * 1024)
WIDEST_VIDEO = 1920
MOST_BITS = 25_000_000
NO_DOWNLOAD, BAD_VIDEO, BAD_COVER = "2207077", "2207026", "2207057"


async def fetch_image(
    world: World, account: Account, url: str, alt: str, *, any_ratio: bool
) -> Medium:
    """The picture behind the address; refused with the platform's code when it will not do."""
    try:
        stored = await fetch_file(world, url)
    except FetchFailed:
        raise refused(9004, 2207052) from None
    if stored.sniffed.mime != "image/jpeg" or stored.sniffed.is_multi_picture:
        raise refused(36001, 2207005)
    if stored.size > IMAGE_BYTES:
        raise refused(36000, 2207004)
    if not any_ratio:
        _check_ratio(stored.sniffed, world.settings.instagram_tallest)
    return medium_of(world, account, stored, alt)


async def fetch_video(
    world: World, account: Account, url: str, kind: str, thumb_offset: int = 0
) -> tuple[Medium | None, str]:
    """The clip, or the subcode that its container ends with: clips fail late, not at once."""
    try:
        stored = await fetch_file(world, url)
    except FetchFailed:
        return None, NO_DOWNLOAD
    return await video_of(world, account, stored, kind, thumb_offset)


async def video_of(
    world: World, account: Account, stored: Stored, kind: str, thumb_offset: int = 0
) -> tuple[Medium | None, str]:
    """A clip that is there; the second value is what is wrong with it."""
    film = await asyncio.to_thread(film_of, world, stored)
    if film is None or _is_wrong(film, stored, kind):
        return None, BAD_VIDEO
    if thumb_offset > film.seconds * 1000:
        return None, BAD_COVER
    return medium_of(world, account, stored), ""


def _is_wrong(film: Film, stored: Stored, kind: str) -> bool:
    longest, largest = VIDEO_LIMITS.get(kind, REEL_LIMITS)
    fits = SHORTEST_S <= film.seconds <= longest and stored.size <= largest
    fits = fits and stored.size * 8 <= MOST_BITS * film.seconds
    playable = film.is_streamable and film.is_known_codec and SLOWEST <= film.fps <= FASTEST
    return not (fits and playable and 0 < film.width <= WIDEST_VIDEO)


def _check_ratio(sniffed: Sniffed, tallest: float) -> None:
    if not sniffed.width or not sniffed.height:
        raise refused(36001, 2207005)
    ratio = sniffed.width / sniffed.height
    # A pixel of rounding is forgiven: 1080 by 1351 passes as 4:5.
    slack = 1 / sniffed.height
    if not tallest - slack <= ratio <= WIDEST + slack:
        raise refused(36003, 2207009)
