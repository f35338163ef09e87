"""What a post's state means, in one sentence. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo


def status_sentence(post: Mapping[str, Any], platform: str, now: datetime) -> str:
    """What is so and what comes next, in the channel's own time."""
    zone = ZoneInfo(post["time_zone"])
    say: dict[str, Callable[[], str]] = {
        "draft": lambda: "A draft. It goes nowhere until it is scheduled.",
        "scheduled": lambda: _scheduled(post, platform, zone, now),
        "publishing": lambda: f"Being published on {platform} now.",
        "published": lambda: f"Published {_moment(post['published_at'], zone, now)}.",
        "retrying": lambda: _retrying(post, platform, zone, now),
        "unknown": lambda: f"Needs you: look on {platform} whether it is there.",
        "failed": lambda: f"{platform} did not take it. {_problem(post)}",
        "needs_reconnect": lambda: f"Needs you: {platform} ended the permission. {_problem(post)}",
        "cancelled": lambda: "Cancelled. It does not go out.",
        "removed": lambda: f"Taken down from {platform}.",
    }
    return say[post["status"]]().strip()


def next_action(post: Mapping[str, Any], platform: str) -> str | None:
    """What happens next by itself or by a person; None when nothing does."""
    return {
        "scheduled": f"Publish on {platform}",
        "publishing": f"Wait for {platform}",
        "retrying": f"Look on {platform}" if post["in_doubt"] else f"Try {platform} again",
        "unknown": f"Look on {platform} and decide",
        "failed": "Change it or try again",
        "needs_reconnect": "Reconnect the channel",
    }.get(post["status"])


def is_held(post: Mapping[str, Any], now: datetime) -> bool:
    """Whether the platform has the post already and holds it for its time."""
    waits = post["status"] == "retrying" and post["in_doubt"] and post["due_at"] > now
    return bool(waits and post["extras"].get("on_platform"))


def needs_approval(post: Mapping[str, Any]) -> bool:
    """Whether the post, as it stands now, waits for a person's yes."""
    is_open = post["status"] in ("draft", "scheduled", "retrying") and not post["in_doubt"]
    return bool(
        is_open and post["requires_approval"] and post["approved_revision"] != post["revision"]
    )


def _scheduled(post: Mapping[str, Any], platform: str, zone: ZoneInfo, now: datetime) -> str:
    if needs_approval(post):
        return f"Waits for approval before it may go out on {platform}."
    if _is_held_back(post, now):
        return held_sentence(post["held_by"], post["next_attempt_at"], zone, now)
    if post["late_at"] and post["late_at"] >= post["due_at"]:
        return f"Late: due {_moment(post['due_at'], zone, now)} and not tried yet."
    if post["due_at"] <= now:
        return f"Due; goes out on {platform} at once."
    return f"Goes out {_moment(post['due_at'], zone, now)}."


def _retrying(post: Mapping[str, Any], platform: str, zone: ZoneInfo, now: datetime) -> str:
    at = _moment(post["next_attempt_at"], zone, now, seconds=True)
    if is_held(post, now):
        return f"{platform} holds it. It appears {_moment(post['due_at'], zone, now)}."
    if post["in_doubt"]:
        return f"No clear answer came. Looks on {platform} {at} before anything is sent again."
    return f"{platform} could not take it yet. Tries again {at}."


def held_sentence(by: str, until: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Why a due post waits, and until when."""
    moment = _moment(until, zone, now, seconds=by == "fuse")
    reasons = {
        "quiet": f"Quiet hours: waits until they end {moment}.",
        "fuse": f"The channel's fuse holds it back: too many posts at once. May go {moment}.",
    }
    return reasons[by]


def awaiting_sentence(posts: int, pieces: int, first: Mapping[str, Any], now: datetime) -> str:
    """How much waits for a person's yes, and until when the first can wait."""
    noun, verb = ("piece", "waits") if pieces == 1 else ("pieces", "wait")
    said = f"{pieces} {noun} ({counted(posts, 'post')}) {verb} for a person's yes"
    if first["due_at"] is None:
        return f"{said}."
    moment = _moment(first["due_at"], ZoneInfo(first["time_zone"]), now)
    return f"{said}. {'It is' if pieces == 1 else 'The first is'} due {moment}."


def counted(number: int, noun: str) -> str:
    """A number of things in words: 1 post, 2 posts."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _is_held_back(post: Mapping[str, Any], now: datetime) -> bool:
    return bool(post["held_by"] and post["next_attempt_at"] and post["next_attempt_at"] > now)


def _problem(post: Mapping[str, Any]) -> str:
    problem = post["problem"] or {}
    parts = (str(problem.get(name, "")).rstrip(".") for name in ("detail", "remedy"))
    return " ".join(f"{part}." for part in parts if part)


def _moment(
    moment: datetime | None, zone: ZoneInfo, now: datetime, *, seconds: bool = False
) -> str:
    if moment is None:
        return "soon"
    local, today = moment.astimezone(zone), now.astimezone(zone)
    clock = local.strftime("%H:%M:%S" if seconds else "%H:%M")
    place = str(zone).rsplit("/", 1)[-1].replace("_", " ")
    if local.date() == today.date():
        return f"today at {clock} in {place}" if place != "UTC" else f"today at {clock} UTC"
    day = f"{local:%A} {local.day} {local:%B}"
    return f"{day} at {clock} in {place}" if place != "UTC" else f"{day} at {clock} UTC"
