"""Identifiers in the shapes the networks use: unique, and rising with time."""

from __future__ import annotations

import itertools
from base64 import urlsafe_b64decode, urlsafe_b64encode

_counter = itertools.count(1)


def snowflake(seconds: float) -> str:
    """A Mastodon id: milliseconds and sixteen bits of sequence."""
    return str((int(seconds * 1000) << 16) | (next(_counter) & 0xFFFF))


def graph_id(seconds: float) -> str:
    """A Meta object id of seventeen digits."""
    return f"{int(seconds * 1000)}{next(_counter) % 10000:04d}"


def shortcode(media_id: str) -> str:
    """The letters in an Instagram address, from a media id."""
    value = int(media_id)
    raw = value.to_bytes((value.bit_length() + 7) // 8)
    return urlsafe_b64encode(raw).decode().rstrip("=")


def media_id_of(code: str) -> str | None:
    """The media id behind a shortcode."""
    try:
        return str(int.from_bytes(urlsafe_b64decode(code + "=" * (-len(code) % 4))))
    except ValueError:
        return None


_TID = "234567abcdefghijklmnopqrstuvwxyz"


def tid(seconds: float) -> str:
    """An AT Protocol timestamp id: 53 bits of microseconds, 10 bits of clock id."""
    value = (int(seconds * 1_000_000) << 10) | (next(_counter) & 0x3FF)
    letters = [_TID[value >> shift & 31] for shift in range(60, -1, -5)]
    return "".join(letters)
