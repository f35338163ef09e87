"""The stages of a post: itself, its cover, its playlist, its thread's parts, its first comment.

Each stage is published, looked for and remembered by itself, so that a post that broke off goes on
where it stopped. Pure functions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from heliograph.sdk.connectors import (
    Action,
    Follows,
    MediaFile,
    OptionValue,
    OutgoingPost,
    PostKind,
    Receipt,
)


@dataclass(frozen=True)
class Later:
    """What comes after the post itself."""

    action: Action
    text: str = ""
    media: tuple[MediaFile, ...] = ()
    cover: MediaFile | None = None
    options: Mapping[str, OptionValue] = field(default_factory=dict)


def media_of_stages(extras: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The media of all later stages, in order, as a post keeps them; its cover comes last."""
    parts = [one for part in extras.get("parts") or () for one in part["media"]]
    return [*parts, extras["cover"]] if extras.get("cover") else parts


def cover_of(extras: Mapping[str, Any], files: Sequence[MediaFile]) -> MediaFile | None:
    """The picture that stands for the post's video; `files` are those of `media_of_stages`."""
    return files[-1] if extras.get("cover") else None


def actions_of(extras: Mapping[str, Any], steps: Collection[str]) -> list[Action]:
    """What is done after the post itself, in order; `steps` is what the platform can do later."""
    options = extras.get("options") or {}
    before: list[Action] = []
    if extras.get("cover") and "cover" in steps:
        before.append("cover")
    if options.get("playlist") and "playlist" in steps:
        before.append("playlist")
    replies: list[Action] = ["reply" for _ in extras.get("parts") or ()]
    comment: list[Action] = ["comment"] if extras.get("first_comment") else []
    return [*before, *replies, *comment]


def later_stages(
    extras: Mapping[str, Any], files: Sequence[MediaFile], steps: Collection[str]
) -> tuple[Later, ...]:
    """The stages after the post itself; `files` are those of `media_of_stages`."""
    rest, parts = list(files), list(extras.get("parts") or ())
    stages = []
    for action in actions_of(extras, steps):
        if action == "cover":
            stages.append(Later(action, cover=files[-1]))
        elif action == "playlist":
            stages.append(Later(action, options={"playlist": extras["options"]["playlist"]}))
        elif action == "reply":
            part = parts.pop(0)
            count = len(part["media"])
            stages.append(Later(action, part["text"], tuple(rest[:count])))
            rest = rest[count:]
        else:
            stages.append(Later(action, extras["first_comment"]))
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
    return replace(
        first,
        key=stage_key(first.key, len(done)),
        kind=_kind_of(stage.media),
        text=stage.text,
        media=stage.media,
        title="",
        link=None,
        poll=None,
        cover=stage.cover,
        options=stage.options,
        publish_at=None,
        follows=Follows(stage.action, done[0], _parent(stage.action, later, done)),
    )


def _parent(action: Action, later: Sequence[Later], done: Sequence[Receipt]) -> Receipt:
    """A part of a thread hangs on the part before it, all else on the post itself."""
    if action != "reply":
        return done[0]
    replies = [
        receipt for receipt, stage in zip(done[1:], later, strict=False) if stage.action == "reply"
    ]
    return replies[-1] if replies else done[0]


def _kind_of(media: Sequence[MediaFile]) -> PostKind:
    if not media:
        return "text"
    if len(media) > 1:
        return "carousel"
    return "video" if media[0].is_video else "image"
