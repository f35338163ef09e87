"""Timelines to and from stored JSON, and what a wish is. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from heliograph.modules.videos.errors import VideoInvalid
from heliograph.sdk.timeline import Aspect, Timeline, seconds_of

JSON = dict[str, Any]
MAKING, READY, FAILED = "making", "ready", "failed"
WAITING, RUNNING, DONE, REFUSED, CANCELLED = "waiting", "running", "done", "refused", "cancelled"
OPEN = (WAITING, RUNNING)
REMOVED = "removed"
"""Of a learned style that is no more, of which only the guard is kept."""


@dataclass(frozen=True)
class VideoWish:
    """What a person asks of a new video; what is empty follows the brand, the pack and the style.

    `voice` is `provider:voice`, `provider`, or "none" for a video without speech; empty is the
    voice of the brand's tier. `mood` "none" is a video without music.
    """

    content_id: UUID
    aspect: Aspect = "9:16"
    style: str = ""
    voice: str = ""
    rate: float = 1.0
    mood: str = ""
    render: bool = True


def read_timeline(stored: Mapping[str, Any]) -> Timeline:
    """A timeline from stored or sent JSON; raises `VideoInvalid` naming the first fault."""
    try:
        return Timeline.model_validate(stored)
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(part) for part in first["loc"])
        raise VideoInvalid(f"{place}: {first['msg']}", pointer=f"/{place}") from error


def stored(timeline: Timeline) -> JSON:
    """A timeline as plain JSON."""
    return timeline.model_dump(mode="json")


def shown(row: Mapping[str, Any]) -> JSON:
    """A video with the facts of its timeline."""
    made = dict(row)
    timeline = made["timeline"]
    made["seconds"] = round(seconds_of(read_timeline(timeline)), 3) if timeline else None
    made["aspect"] = timeline.get("aspect") or made["wishes"].get("aspect", "9:16")
    worn = timeline.get("notes", {}).get("style")
    made["style"] = worn or made["wishes"].get("style", "")
    made["scenes"] = len(timeline.get("scenes", ()))
    return made
