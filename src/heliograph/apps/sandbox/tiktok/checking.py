"""What TikTok looks at in a file before it publishes it, and fetching files by address."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urlsplit

from heliograph.apps.sandbox.clips import Clip, look_at
from heliograph.apps.sandbox.media import ENDINGS, Stored
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.tiktok.manners import refused
from heliograph.apps.sandbox.world import World
from heliograph.kit.http import HTTPTrouble

VIDEOS = ("video/mp4", "video/quicktime", "video/webm")
PHOTOS = ("image/jpeg", "image/webp")
CODECS = ("h264", "hevc", "vp8", "vp9")
LEAST_SIDE, MOST_SIDE = 360, 4096
LEAST_FPS, MOST_FPS = 23, 60
LEAST_SECONDS = 3.0
PHOTO_BYTES, PHOTO_SHORT, PHOTO_LONG = 20_000_000, 1080, 1920
Checked = tuple[dict[str, JSON], str]
"""A medium as a post keeps it, and why it fails; empty when it does not."""


def owned(url: str) -> str:
    """The address, unless its domain cannot have been verified: https, but on this machine."""
    parts = urlsplit(url)
    is_here = (parts.hostname or "").startswith("127.") or parts.hostname in ("localhost", "::1")
    if not re.match(r"^https?://", url):
        raise refused("invalid_params", "The URL is not valid.")
    if parts.scheme != "https" and not is_here:
        raise refused("url_ownership_unverified")
    return url


async def fetched_video(world: World, url: str, most_seconds: int) -> Checked:
    """The video behind an address."""
    stored = await _fetch(world, url)
    return await checked_video(world, stored, most_seconds) if stored else ({}, "video_pull_failed")


async def fetched_photo(world: World, url: str) -> Checked:
    """The photo behind an address."""
    stored = await _fetch(world, url)
    if stored is None:
        return {}, "photo_pull_failed"
    sniffed = stored.sniffed
    if sniffed.mime not in PHOTOS or stored.size > PHOTO_BYTES:
        return {}, "file_format_check_failed"
    width, height = sniffed.width or 0, sniffed.height or 0
    short, long = sorted((width, height))
    fits = 0 < short <= PHOTO_SHORT and long <= PHOTO_LONG
    return _shown(stored, width, height), "" if fits else "picture_size_check_failed"


async def checked_video(world: World, stored: Stored, most_seconds: int) -> Checked:
    """The video as a post keeps it, looked at as TikTok does."""
    path = world.media.path(stored.sha256)
    if path is None or stored.sniffed.mime not in VIDEOS:
        return _shown(stored, 0, 0), "file_format_check_failed"
    clip = await asyncio.to_thread(look_at, path)
    if clip is None or clip.codec not in CODECS:
        return _shown(stored, 0, 0), "file_format_check_failed"
    return _shown(stored, clip.width, clip.height), _trouble(clip, most_seconds)


def _trouble(clip: Clip, most_seconds: int) -> str:
    if not LEAST_SECONDS - 0.1 <= clip.seconds <= most_seconds + 0.1:
        return "duration_check_failed"
    if not LEAST_FPS - 0.1 <= clip.fps <= MOST_FPS + 0.1:
        return "frame_rate_check_failed"
    sides = (clip.width, clip.height)
    return (
        "" if LEAST_SIDE <= min(sides) <= max(sides) <= MOST_SIDE else "picture_size_check_failed"
    )


async def _fetch(world: World, url: str) -> Stored | None:
    try:
        answer = await world.http.get(url)
    except (HTTPTrouble, ValueError):
        return None
    # A redirect is not followed.
    if answer.status != 200 or not answer.body:
        return None
    return await asyncio.to_thread(world.media.keep, answer.body)


def _shown(stored: Stored, width: int, height: int) -> dict[str, JSON]:
    mime = stored.sniffed.mime
    return {
        "id": stored.sha256[:16], "mime": mime, "bytes": stored.size, "sha256": stored.sha256,
        "width": width or None, "height": height or None, "alt": "",
        "file": stored.sha256 + ENDINGS.get(mime, ""),
    }  # fmt: skip
