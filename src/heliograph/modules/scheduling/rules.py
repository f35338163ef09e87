"""Whether a platform will take a piece, checked before it is planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol

from heliograph.modules.scheduling.errors import RulesBroken
from heliograph.sdk.connectors import OptionValue, Poll
from heliograph.sdk.files import MediaFacts, check_file
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import Piece as RulesPiece
from heliograph.sdk.rules import check


class HasPiece(Protocol):
    """The parts of a piece that rules look at."""

    @property
    def text(self) -> str: ...
    @property
    def media(self) -> tuple[dict[str, Any], ...]: ...
    @property
    def real_kind(self) -> str: ...
    @property
    def extras(self) -> Mapping[str, Any]: ...


def problems_of(manifest: ConnectorManifest, piece: HasPiece) -> list[Problem]:
    """Every rule of the platform that the piece breaks."""
    carried = carried_by(piece.extras)
    main = check(
        manifest,
        RulesPiece(
            text=piece.text,
            media=_facts(piece.media),
            kind=piece.real_kind,
            title=carried.title,
            link=carried.link,
            poll=carried.poll,
            options=carried.options,
        ),
    )
    return [
        *main,
        *_problems_of_cover(manifest, piece),
        *_problems_of_stages(manifest, piece.extras),
    ]


def problems_of_holding(
    manifest: ConnectorManifest, kind: str, ahead: timedelta | None
) -> list[Problem]:
    """What keeps the platform itself from holding a post of this kind for that long."""
    rules = manifest.native_schedule
    if rules is None or kind not in rules.kinds:
        found, allowed = kind, ", ".join(rules.kinds) if rules else "none"
        remedy = "Let Heliograph hold the post until its time"
        return [Problem("on_platform", "on_platform.kind", found, allowed, remedy)]
    least = timedelta(seconds=rules.min_seconds)
    most = timedelta(seconds=rules.max_seconds) if rules.max_seconds else None
    if ahead is None or ahead < least or (most is not None and ahead > most):
        found = "no time" if ahead is None else f"{round(ahead.total_seconds())} s ahead"
        allowed = f"{rules.min_seconds} s ahead or more"
        if rules.max_seconds:
            allowed = f"{rules.min_seconds} to {rules.max_seconds} s ahead"
        remedy = "Choose another time, or let Heliograph hold the post"
        return [Problem("on_platform", "on_platform.time", found, allowed, remedy)]
    return []


def _problems_of_cover(manifest: ConnectorManifest, piece: HasPiece) -> list[Problem]:
    cover = piece.extras.get("cover")
    if not cover:
        return []
    if manifest.cover is None or piece.real_kind not in manifest.cover.kinds:
        allowed = ", ".join(manifest.cover.kinds) if manifest.cover else "no cover"
        remedy = "Leave the cover out"
        return [Problem("cover", "cover.kind", piece.real_kind, allowed, remedy)]
    return list(check_file(manifest.cover.file, _facts([cover])[0], "cover"))


def _problems_of_stages(
    manifest: ConnectorManifest, extras: Mapping[str, Any]
) -> Iterator[Problem]:
    for number, part in enumerate(extras.get("parts") or (), 1):
        stage = RulesPiece(part["text"], _facts(part["media"]), step="reply")
        for problem in check(manifest, stage):
            yield replace(problem, field=f"parts[{number}].{problem.field}")
    if comment := extras.get("first_comment"):
        for problem in check(manifest, RulesPiece(comment, step="comment")):
            yield replace(problem, field="first_comment")


def _facts(media: Sequence[Mapping[str, Any]]) -> tuple[MediaFacts, ...]:
    return tuple(
        MediaFacts(
            mime=one["mime"],
            size=one["size"],
            width=one.get("width"),
            height=one.get("height"),
            alt=one.get("alt", ""),
            duration_ms=one.get("duration_ms"),
            fps=one.get("fps"),
            video_codec=one.get("video_codec"),
            audio_codec=one.get("audio_codec"),
        )
        for one in media
    )


@dataclass(frozen=True)
class Carried:
    """What a post carries besides text and media, in the words of connectors."""

    title: str
    link: str | None
    poll: Poll | None
    options: Mapping[str, OptionValue]


def carried_by(extras: Mapping[str, Any]) -> Carried:
    """Read the stored form, which is JSON."""
    poll = extras.get("poll")
    options = extras.get("options") or {}
    return Carried(
        title=extras.get("title") or "",
        link=extras.get("link"),
        poll=Poll(tuple(poll["answers"]), poll["seconds"], poll["several"]) if poll else None,
        options={
            name: tuple(value) if isinstance(value, list) else value
            for name, value in options.items()
        },
    )


def check_piece(manifest: ConnectorManifest, piece: HasPiece) -> None:
    """Raise `RulesBroken` when the platform would refuse the piece."""
    if problems := problems_of(manifest, piece):
        raise RulesBroken(problems)
