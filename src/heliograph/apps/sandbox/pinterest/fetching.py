"""Pinterest fetches pictures itself, from an address that must be open to it."""

from __future__ import annotations

import asyncio
import base64
import binascii
import re

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import text_of
from heliograph.apps.sandbox.media import Medium
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.pinterest.manners import invalid, refused
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import World
from heliograph.kit.http import HTTPTrouble

IMAGES = ("image/jpeg", "image/png", "image/gif", "image/webp")
MOST_BYTES = 20_000_000
Source = dict[str, JSON]


async def pictures_of(world: World, account: Account, source: Source, alt: str) -> list[Medium]:
    """The pictures of a pin's media source."""
    kind, items = text_of(source.get("source_type")), source.get("items")
    if kind in ("image_url", "image_base64"):
        return [await _kept(world, account, await _data(world, kind, source), alt)]
    if kind not in ("multiple_image_urls", "multiple_image_base64"):
        raise invalid("'media_source.source_type' is not one of the allowed values")
    if not isinstance(items, list) or not 2 <= len(items) <= 5:
        count = len(items) if isinstance(items, list) else 0
        word = "maxItems=5" if count > 5 else "minItems=2"
        raise invalid(f"'media_source.items' has {count} items, constraint: {word}")
    one = "image_url" if kind == "multiple_image_urls" else "image_base64"
    found = [await _kept(world, account, await _data(world, one, item), alt) for item in items]
    ratios = [(medium.width or 1) / (medium.height or 1) for medium in found]
    if max(ratios) - min(ratios) > 0.02:
        raise invalid("the images of a carousel must have the same aspect ratio")
    return found


async def cover_of(world: World, account: Account, source: Source) -> Medium:
    """The picture that stands for a video: at an address, or sent along."""
    if "cover_image_url" in source:
        named: Source = {"url": source["cover_image_url"]}
        return await _kept(world, account, await _data(world, "image_url", named), "")
    if source.get("cover_image_content_type") not in ("image/jpeg", "image/png"):
        raise invalid("'media_source.cover_image_content_type' is a required property")
    sent: Source = {"data": source["cover_image_data"]}
    return await _kept(world, account, await _data(world, "image_base64", sent), "")


async def _data(world: World, kind: str, source: JSON) -> bytes:
    if not isinstance(source, dict):
        raise invalid("'media_source' is not of type 'object'")
    if kind == "image_base64":
        try:
            return base64.b64decode(text_of(source.get("data")), validate=True)
        except binascii.Error:
            raise invalid("'media_source.data' is no base64") from None
    url = text_of(source.get("url"))
    if not re.match(r"^https?://", url):
        raise invalid("'media_source.url' does not match '^https?://'")
    try:
        answer = await world.http.get(url)
    except (HTTPTrouble, ValueError):
        raise refused(400, 235, "Unable to reach the URL. Please check the URL.") from None
    if answer.status != 200 or not answer.body:
        raise refused(400, 235, "Unable to reach the URL. Please check the URL.")
    return answer.body


async def _kept(world: World, account: Account, data: bytes, alt: str) -> Medium:
    if len(data) > MOST_BYTES:
        raise refused(400, 236, "The image is too large.")
    stored = await asyncio.to_thread(world.media.keep, data)
    if stored.sniffed.mime not in IMAGES:
        raise refused(400, 236, "The image is broken or of a type that is not supported.")
    now, found = world.clock.seconds(), stored.sniffed
    return Medium(
        graph_id(now), "pinterest", account.id, stored.sha256, found.mime, stored.size,
        found.width, found.height, alt, now,
    )  # fmt: skip
