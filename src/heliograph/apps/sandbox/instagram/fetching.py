"""Instagram fetches media itself, from an address that must be open to it."""

from __future__ import annotations

import asyncio
import re

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.instagram.manners import refused
from heliograph.apps.sandbox.media import Medium, Stored
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.pictures import Sniffed
from heliograph.apps.sandbox.world import World
from heliograph.kit.http import HTTPTrouble

IMAGE_BYTES = 8 * 1024 * 1024
WIDEST = 1.91
VIDEO_BYTES = 300 * 1024 * 1024
VIDEOS = ("video/mp4", "video/quicktime")


class FetchFailed(Exception):
    """The address gave no file."""


async def fetch_image(world: World, account: Account, url: str, alt: str) -> Medium:
    """The picture behind the address; refused with the platform's code when it will not do."""
    try:
        stored = await _fetch(world, url)
    except FetchFailed:
        raise refused(9004, 2207052) from None
    if stored.sniffed.mime != "image/jpeg" or stored.sniffed.is_multi_picture:
        raise refused(36001, 2207005)
    if stored.size > IMAGE_BYTES:
        raise refused(36000, 2207004)
    _check_ratio(stored.sniffed, world.settings.instagram_tallest)
    return _medium(world, account, stored, alt)


async def fetch_video(world: World, account: Account, url: str) -> tuple[Medium | None, str]:
    """The clip, or the subcode that its container ends with: clips fail late, not at once."""
    try:
        stored = await _fetch(world, url)
    except FetchFailed:
        return None, "2207077"
    if stored.sniffed.mime not in VIDEOS or stored.size > VIDEO_BYTES:
        return None, "2207026"
    return _medium(world, account, stored, ""), ""


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


def _check_ratio(sniffed: Sniffed, tallest: float) -> None:
    if not sniffed.width or not sniffed.height:
        raise refused(36001, 2207005)
    ratio = sniffed.width / sniffed.height
    # A pixel of rounding is forgiven: 1080 by 1351 passes as 4:5.
    slack = 1 / sniffed.height
    if not tallest - slack <= ratio <= WIDEST + slack:
        raise refused(36003, 2207009)


def _medium(world: World, account: Account, stored: Stored, alt: str) -> Medium:
    now = world.clock.seconds()
    return Medium(
        graph_id(now), "instagram", account.id, stored.sha256, stored.sniffed.mime, stored.size,
        stored.sniffed.width, stored.sniffed.height, alt, now,
    )  # fmt: skip
