"""Pieces as each channel would get them, with files re-cut and texts counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from heliograph.modules.assets import AssetsService, AssetTools, CannotAdapt
from heliograph.modules.channels import ChannelsService
from heliograph.modules.scheduling.facets import facets_of
from heliograph.modules.scheduling.rules import (
    adaptations_of,
    carried_by,
    cover_plan,
    plan_of,
    plans_of_parts,
    problems_of,
)
from heliograph.modules.scheduling.service.drafts import Draft
from heliograph.modules.scheduling.service.quality import Quality
from heliograph.modules.scheduling.service.rights import problems_of_rights
from heliograph.sdk.adapting import FILM, Adaptation, FilePlan
from heliograph.sdk.counting import count_text, fits, shorten
from heliograph.sdk.manifest import ConnectorManifest, TextRules
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import rules_for

Shown = dict[str, Any]
FACE = ("id", "platform", "handle", "name", "avatar_url")


@dataclass(frozen=True)
class Sketch:
    """What one preview is made of: the channel's face, its platform, and the draft."""

    channel: Mapping[str, Any]
    manifest: ConnectorManifest
    draft: Draft


class Previews:
    """Shows drafts. Pictures are really made, so nothing here runs in a transaction."""

    def __init__(
        self,
        channels: ChannelsService,
        assets: AssetsService,
        tools: AssetTools,
        quality: Quality,
    ) -> None:
        self._quality = quality
        self._channels = channels
        self._assets = assets
        self._tools = tools

    async def sketch(self, channel_id: UUID, draft: Draft) -> Sketch:
        """Read what a preview needs; raises `ChannelNotFound`."""
        channel = await self._channels.get(channel_id)
        return Sketch(channel, self._channels.manifest(channel["platform"]), draft)

    async def show(self, sketch: Sketch) -> Shown:
        """The piece as it would go out, with what stops it and what is changed by itself."""
        manifest, piece = sketch.manifest, sketch.draft.piece
        carried, kind = carried_by(piece.extras), piece.real_kind
        rules = rules_for(manifest, kind)
        media = await self._media(piece.media, plan_of(manifest, piece).files)
        parts = await self._parts(manifest, piece.extras)
        problems = [*problems_of(manifest, piece), *_refused(media, "")]
        problems += await problems_of_rights(self._assets, piece)
        problems += await self._quality.problems(piece)
        for number, part in enumerate(parts, 1):
            problems += _refused(part["media"], f"parts[{number}].")
        return written(piece.text, rules.text) | {
            "channel_id": sketch.channel["id"],
            "channel": {name: sketch.channel[name] for name in FACE},
            "platform_name": manifest.name,
            "kind": kind,
            "title": counted(carried.title, rules.title) if rules.title else None,
            "link": carried.link,
            "poll": piece.extras.get("poll"),
            "media": media,
            "cover": await self._cover(manifest, piece.extras),
            "parts": parts,
            "first_comment": _comment(manifest, piece.extras),
            "problems": [asdict(problem) for problem in problems],
            "adaptations": _told(sketch, adaptations_of(manifest, piece)),
            "can_go": not problems,
        }

    async def _parts(self, manifest: ConnectorManifest, extras: Mapping[str, Any]) -> list[Shown]:
        rules = rules_for(manifest, "thread").text
        plans = plans_of_parts(manifest, extras)
        return [
            written(part["text"], rules) | {"media": await self._media(part["media"], plan.files)}
            for part, plan in zip(extras.get("parts") or (), plans, strict=True)
        ]

    async def _cover(self, manifest: ConnectorManifest, extras: Mapping[str, Any]) -> Shown | None:
        kept, plan = extras.get("cover"), cover_plan(manifest, extras)
        return await self._medium(kept, plan) if kept and plan else None

    async def _media(
        self, kept: Sequence[Mapping[str, Any]], plans: Sequence[FilePlan]
    ) -> list[Shown]:
        return [await self._medium(*pair) for pair in zip(kept, plans, strict=True)]

    async def _medium(self, kept: Mapping[str, Any], plan: FilePlan) -> Shown:
        original, report = self._original(kept), await self._quality.of(kept)
        shown: Shown = {
            **original,
            "alt": plan.facts.alt,
            "duration_ms": kept.get("duration_ms"),
            "state": "as_is",
            "fit": None,
            "crop": None,
            "source": original,
            "quality": asdict(report) if report else None,
        }
        recipe = plan.recipe
        if recipe is None:
            return shown
        later = {"mime": recipe.mime, "width": recipe.width, "height": recipe.height}
        shown |= later | {"size": None, "state": "at_publishing", "fit": recipe.way}
        asset = await self._assets.file_of(kept)
        found = await self._assets.renditions.found(asset["sha256"], recipe)
        if found is None and recipe.mime == FILM:
            return shown
        try:
            made = found or await self._assets.renditions.of(asset, recipe)
        except CannotAdapt:
            return shown | original | {"state": "refused", "fit": None}
        cut = asdict(made.cut) if made.cut else None
        return shown | self._file(made.asset) | {"state": "ready", "crop": cut}

    def _original(self, kept: Mapping[str, Any]) -> Shown:
        return self._file(dict(kept) | {"id": UUID(kept["asset_id"])})

    def _file(self, row: Mapping[str, Any]) -> Shown:
        sides = {name: row.get(name) for name in ("mime", "width", "height", "size")}
        file_id = UUID(str(row.get("file_id") or row["id"]))
        return {"asset_id": row["id"], "url": self._tools.path(file_id, row["mime"])} | sides


def counted(text: str, rules: TextRules) -> Shown:
    """A text, how long the platform finds it, and a shorter one where it is too long."""
    is_short = fits(text, rules)
    return {
        "text": text,
        "length": count_text(text, rules),
        "max": rules.max,
        "unit": rules.unit,
        "suggested_text": None if is_short else shorten(text, rules),
    }


def written(text: str, rules: TextRules) -> Shown:
    """The same with what becomes clickable in it."""
    return counted(text, rules) | {"facets": [asdict(facet) for facet in facets_of(text)]}


def _comment(manifest: ConnectorManifest, extras: Mapping[str, Any]) -> Shown | None:
    comment = extras.get("first_comment")
    return written(comment, manifest.comment or manifest.text) if comment else None


def _refused(media: Sequence[Shown], before: str) -> list[Problem]:
    """A file that ought to be adapted and cannot be read."""
    remedy = CannotAdapt.remedy.rstrip(".")
    return [
        Problem(f"{before}media[{index}]", "media.adapt", one["mime"], "a readable file", remedy)
        for index, one in enumerate(media)
        if one["state"] == "refused"
    ]


def _told(sketch: Sketch, of_files: Sequence[Adaptation]) -> list[Shown]:
    return [asdict(one) for one in (*sketch.draft.adaptations, *of_files)]
