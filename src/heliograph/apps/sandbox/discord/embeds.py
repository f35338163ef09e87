"""Embeds: cards beneath a message, with limits for every part and for all of them together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from heliograph.apps.sandbox.answers import text_of
from heliograph.apps.sandbox.discord.manners import invalid, too_long
from heliograph.apps.sandbox.store import JSON

MOST, TOGETHER, MOST_FIELDS = 10, 6000, 25
LIMITS = {"title": 256, "description": 4096, "footer.text": 2048, "author.name": 256}
FIELD_LIMITS = {"name": 256, "value": 1024}


def check_embeds(wanted: JSON) -> list[dict[str, JSON]]:
    """The embeds as they are kept."""
    embeds = [one for one in wanted if isinstance(one, dict)] if isinstance(wanted, list) else []
    if len(embeds) > MOST:
        raise too_long("embeds", MOST)
    for place, embed in enumerate(embeds):
        _check(embed, f"embeds.{place}")
    if sum(len(words) for embed in embeds for _, words, _ in _parts(embed)) > TOGETHER:
        raise invalid(
            "embeds", "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {TOGETHER}"
        )
    return [{"type": "rich", **embed} for embed in embeds]


def _check(embed: Mapping[str, JSON], where: str) -> None:
    if len(embed.get("fields") or []) > MOST_FIELDS:
        raise too_long(f"{where}.fields", MOST_FIELDS)
    for name, words, most in _parts(embed):
        if len(words) > most:
            raise too_long(f"{where}.{name}", most)
    address = text_of(embed.get("url"))
    if address and not re.match(r"^https?://", address):
        raise invalid(f"{where}.url", "URL_TYPE_INVALID_URL", "Not a well formed URL.")


def _parts(embed: Mapping[str, JSON]) -> Iterator[tuple[str, str, int]]:
    """Every text of an embed with its limit."""
    for name, most in LIMITS.items():
        outer, _, inner = name.partition(".")
        found = embed.get(outer)
        yield name, text_of(found.get(inner) if isinstance(found, dict) else found), most
    for place, one in enumerate(embed.get("fields") or []):
        for name, most in FIELD_LIMITS.items():
            yield f"fields.{place}.{name}", text_of(one.get(name)), most
