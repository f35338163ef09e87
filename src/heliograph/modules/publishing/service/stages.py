"""The stages of a post: itself, then the parts of its thread, then its first comment.

Each stage is published, looked for and remembered by itself, so that a thread that broke off goes
on where it stopped. Pure functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from heliograph.sdk.connectors import Action, Follows, MediaFile, OutgoingPost, PostKind, Receipt


@dataclass(frozen=True)
class Later:
    """What comes after the post itself."""

    action: Action
    text: str
    media: tuple[MediaFile, ...] = ()


def media_of_stages(extras: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The media of all later stages, in order, as a post keeps them."""
    return [one for part in extras.get("parts") or () for one in part["media"]]


def later_stages(extras: Mapping[str, Any], files: Sequence[MediaFile]) -> tuple[Later, ...]:
    """The stages after the post itself; `files` are those of `media_of_stages`."""
    stages, rest = [], list(files)
    for part in extras.get("parts") or ():
        count = len(part["media"])
        stages.append(Later("reply", part["text"], tuple(rest[:count])))
        rest = rest[count:]
    if comment := extras.get("first_comment"):
        stages.append(Later("comment", comment))
    return tuple(stages)


def stage_key(key: str, number: int) -> str:
    """The key of a stage, from the post's own."""
    return f"{key}.{number}" if number else key


def stage_post(
    first: OutgoingPost, later: Sequence[Later], done: Sequence[Receipt]
) -> OutgoingPost:
    """What goes out next, when `done` stands already."""
    if not done:
        return first
    stage = later[len(done) - 1]
    # A comment belongs to the post itself, not to the last part of its thread.
    parent = done[0] if stage.action == "comment" else done[-1]
    return replace(
        first,
        key=stage_key(first.key, len(done)),
        kind=_kind_of(stage.media),
        text=stage.text,
        media=stage.media,
        title="",
        link=None,
        poll=None,
        cover=None,
        options={},
        publish_at=None,
        follows=Follows(stage.action, done[0], parent),
    )


def _kind_of(media: Sequence[MediaFile]) -> PostKind:
    if not media:
        return "text"
    if len(media) > 1:
        return "carousel"
    return "video" if media[0].is_video else "image"
