"""Whether a platform will take a piece, checked before it is planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol

from heliograph.modules.assets import wish_of
from heliograph.modules.scheduling.errors import RulesBroken
from heliograph.sdk.adapting import Adaptation, FilePlan, Plan, plan_file, plan_piece
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
    """Every rule of the platform that the piece breaks and that adapting its files does not
    mend."""
    return [
        *check(manifest, plan_of(manifest, piece).piece),
        *_problems_of_cover(manifest, piece),
        *_problems_of_stages(manifest, piece.extras),
    ]


def plan_of(manifest: ConnectorManifest, piece: HasPiece) -> Plan:
    """How the piece's files are adapted to the platform."""
    carried = carried_by(piece.extras)
    asked = RulesPiece(
        text=piece.text,
        media=facts_of_kept(piece.media),
        kind=piece.real_kind,
        title=carried.title,
        link=carried.link,
        poll=carried.poll,
        options=carried.options,
    )
    return plan_piece(manifest, asked, wish_of(piece.extras))


def plans_of_parts(manifest: ConnectorManifest, extras: Mapping[str, Any]) -> list[Plan]:
    """The same for the further parts of a thread."""
    return [
        plan_piece(
            manifest,
            RulesPiece(part["text"], facts_of_kept(part["media"]), step="reply"),
            wish_of(extras),
        )
        for part in extras.get("parts") or ()
    ]


def adaptations_of(manifest: ConnectorManifest, piece: HasPiece) -> list[Adaptation]:
    """Everything that is changed by itself so that the platform takes the piece's files."""
    found = list(plan_of(manifest, piece).adaptations)
    if cover := cover_plan(manifest, piece.extras):
        found += cover.adaptations
    for number, plan in enumerate(plans_of_parts(manifest, piece.extras), 1):
        found += [replace(one, field=f"parts[{number}].{one.field}") for one in plan.adaptations]
    return found


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
    plan = cover_plan(manifest, piece.extras)
    return list(check_file(manifest.cover.file, plan.facts, "cover")) if plan else []


def cover_plan(manifest: ConnectorManifest, extras: Mapping[str, Any]) -> FilePlan | None:
    """How the picture that stands for a video is adapted; None where there is none."""
    cover = extras.get("cover")
    if not cover or manifest.cover is None:
        return None
    facts, wish = facts_of_kept([cover])[0], wish_of(extras)
    return plan_file(manifest.name, manifest.cover.file, facts, "cover", wish)


def _problems_of_stages(
    manifest: ConnectorManifest, extras: Mapping[str, Any]
) -> Iterator[Problem]:
    for number, plan in enumerate(plans_of_parts(manifest, extras), 1):
        for problem in check(manifest, plan.piece):
            yield replace(problem, field=f"parts[{number}].{problem.field}")
    if comment := extras.get("first_comment"):
        for problem in check(manifest, RulesPiece(comment, step="comment")):
            yield replace(problem, field="first_comment")


def facts_of_kept(media: Sequence[Mapping[str, Any]]) -> tuple[MediaFacts, ...]:
    """The files that a post keeps, as the rules see them."""
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
            pixel_format=one.get("pixel_format"),
            audio_rate=one.get("audio_rate"),
            audio_channels=one.get("audio_channels"),
            is_streamable=one.get("is_streamable"),
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
        # What stands at its default is not kept with the post.
        poll=Poll(tuple(poll["answers"]), poll["seconds"], bool(poll.get("several")))
        if poll
        else None,
        options={
            name: tuple(value) if isinstance(value, list) else value
            for name, value in options.items()
        },
    )


def check_piece(manifest: ConnectorManifest, piece: HasPiece) -> None:
    """Raise `RulesBroken` when the platform would refuse the piece."""
    if problems := problems_of(manifest, piece):
        raise RulesBroken(problems)
