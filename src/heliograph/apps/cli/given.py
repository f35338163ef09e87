"""What people type, read into values; raises `BadInput` with the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from heliograph.apps.cli.failures import BadInput

LENGTHS = ("short", "medium", "long")
LENGTH = "short, medium or long."
TONE = "Such as plain, warm or bold. Default: the brand's own, else that of the day."


def length_of(name: str) -> str:
    """How long a text is to be."""
    if name not in LENGTHS:
        raise BadInput(f"{name!r} is no length", "Use short, medium or long.")
    return name


def day_of(text: str) -> date:
    """A calendar day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            f"{text!r} is not a date", "Give it as YYYY-MM-DD, for example 2026-11-21."
        ) from error


def zone_of(name: str) -> ZoneInfo:
    """A time zone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(
            f"{name!r} is not a time zone", "Give a name such as Europe/Berlin or UTC."
        ) from error


def pairs_of(given: Sequence[str], option: str) -> dict[str, str]:
    """`name=value` texts as a mapping."""
    found: dict[str, str] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name:
            # The text itself may be a secret, so it is not repeated.
            raise BadInput(f"A value of {option} has no name", f"Write it as {option} name=value.")
        found[name] = value
    return found


def file_of(path: Path) -> Path:
    """A file that can be read."""
    if not path.is_file():
        raise BadInput(f"There is no file {path}", "Check the path and give it again.")
    return path
