"""What a caller wants a post to be, checked as WordPress checks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from heliograph.apps.sandbox.answers import is_yes, parse_moment, text_of
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.wordpress.manners import invalid, refused

STATUSES = ("publish", "future", "draft", "pending", "private")
# What is due within a minute goes out at once.
SOON_S = 60


@dataclass(frozen=True)
class Wish:
    """The checked parameters. `extra` holds the texts and what hangs on the post."""

    status: str
    slug: str
    due_at: float | None
    extra: dict[str, JSON]


def read_wish(parameters: Mapping[str, JSON], old: Mapping[str, JSON], now: float) -> Wish:
    """The new post, or the changed one where `old` has its present values."""
    status = text_of(parameters.get("status"), text_of(old.get("status"), "draft"))
    if status not in STATUSES:
        known = ", ".join(STATUSES)
        raise invalid("status", f"status is not one of {known}.")
    texts = {
        name: _text(name, parameters.get(name), text_of(old.get(name)))
        for name in ("title", "content", "excerpt")
    }
    if not any(text.strip() for text in texts.values()):
        raise refused(400, "empty_content", "Content, title, and excerpt are empty.")
    due_at = _due_at(parameters, old)
    lists = {name: _ids(name, parameters, old) for name in ("categories", "tags")}
    extra = {
        **texts, **lists, "featured_media": int(parameters.get("featured_media") or 0),
        "comment_status": text_of(parameters.get("comment_status"), "open"),
        "sticky": is_yes(parameters.get("sticky")),
    }  # fmt: skip
    slug = text_of(parameters.get("slug"), text_of(old.get("slug")))
    return Wish(_status_now(status, due_at, now), slug, due_at, extra)


def _status_now(status: str, due_at: float | None, now: float) -> str:
    """Public with a date ahead is held; held with a date that is here is public."""
    if status in ("publish", "future"):
        return "future" if due_at is not None and due_at >= now + SOON_S else "publish"
    return status


def _due_at(parameters: Mapping[str, JSON], old: Mapping[str, JSON]) -> float | None:
    name = "date_gmt" if parameters.get("date_gmt") else "date"
    wanted = parameters.get(name)
    if wanted is None:
        kept = old.get("due_at")
        return float(kept) if kept is not None else None
    seconds = parse_moment(text_of(wanted))
    if seconds is None:
        raise invalid(name, "Invalid date.")
    return seconds


def _text(name: str, value: JSON, kept: str) -> str:
    if isinstance(value, dict):
        value = value.get("raw")
    if value is not None and not isinstance(value, str):
        raise invalid(name, f"{name} is not of type object,string.")
    return kept if value is None else value


def _ids(name: str, parameters: Mapping[str, JSON], old: Mapping[str, JSON]) -> list[int]:
    value = parameters.get(name, old.get(name) or ([1] if name == "categories" else []))
    if not isinstance(value, list) or not all(isinstance(one, int) for one in value):
        raise invalid(name, f"{name}[0] is not of type integer.")
    return value
