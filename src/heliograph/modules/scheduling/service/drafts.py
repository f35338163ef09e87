"""From what a person orders, or from a content, to a piece for one channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from heliograph.modules.assets import AssetNotFound, AssetsService
from heliograph.modules.channels import ChannelsService
from heliograph.modules.content import ContentReader
from heliograph.modules.scheduling.compose import composed
from heliograph.modules.scheduling.schemas import Extras
from heliograph.modules.scheduling.service.piece import Piece
from heliograph.modules.videos import Reports
from heliograph.sdk.adapting import Adaptation
from heliograph.sdk.counting import shorten
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.problems import plural
from heliograph.sdk.rules import rules_for

COVER_MOMENT = "cover_ms"
"""The option by which a platform is told the moment of a video that is its cover."""


@dataclass(frozen=True)
class Draft:
    """A piece, and what was changed of the content it comes from."""

    piece: Piece
    adaptations: tuple[Adaptation, ...] = ()


@dataclass(frozen=True)
class Instead:
    """Media that go out in place of a content's pictures, and as which kind of post."""

    asset_ids: Sequence[UUID]
    kind: str | None = None


class Drafts:
    """Makes pieces; everything it needs is read in the caller's transaction."""

    def __init__(
        self,
        channels: ChannelsService,
        assets: AssetsService,
        contents: ContentReader,
        reports: Reports,
    ) -> None:
        self._reports = reports
        self._channels = channels
        self._assets = assets
        self._contents = contents

    async def of_content(
        self, content_id: UUID, channel_id: UUID, media: Instead | None = None
    ) -> Draft:
        """A content fitted to a channel, with its pictures or with other media of it, such as its
        video; raises `ContentNotFound`, `ContentNotReady`, `AssetNotFound`."""
        content = await self._contents.ready(content_id)
        card = await self._channels.card(channel_id)
        manifest = self._channels.manifest(card.platform)
        images, left_out = (media.asset_ids, ()) if media else _images(manifest, content)
        shown = await self._assets.references(images)
        wished = media.kind if media else None
        kind = wished or Piece("", shown).real_kind
        rules = rules_for(manifest, kind).text
        words = content["forms"].get(card.platform, content)
        made = composed(manifest.name, words["text"], words["hashtags"], rules)
        piece = Piece(
            text=made.text,
            media=shown,
            kind=wished,
            language=content["language"],
            content_id=content_id,
            brand_id=content["brand_id"],
            requires_approval=bool(content["quality"].get("needs_person")),
            extras=_title(manifest, kind, content),
        )
        return Draft(piece, (*made.adaptations, *left_out))

    async def covered(self, piece: Piece, channel_id: UUID, extras: Extras) -> Piece:
        """The piece with the cover of its video, where the video was made here, the platform
        takes one, and nobody said otherwise: a cover of null leaves the choice to the platform."""
        is_film = len(piece.media) == 1 and piece.media[0]["mime"].startswith("video/")
        if "cover_asset_id" in extras.model_fields_set or not is_film:
            return piece
        cover = await self._reports.cover_of(UUID(piece.media[0]["asset_id"]))
        if cover is None:
            return piece
        card = await self._channels.card(channel_id)
        manifest = self._channels.manifest(card.platform)
        if manifest.cover is not None and piece.real_kind in manifest.cover.kinds:
            try:
                (kept,) = await self._assets.references([cover.asset_id])
            except AssetNotFound:
                return piece
            return replace(piece, extras={**piece.extras, "cover": kept})
        options = piece.extras.get("options") or {}
        if cover.at_ms is None or not _takes_moment(manifest, piece.real_kind, options):
            return piece
        chosen = {**options, COVER_MOMENT: cover.at_ms}
        return replace(piece, extras={**piece.extras, "options": chosen})

    async def extras(self, extras: Extras) -> dict[str, Any]:
        """What a post keeps of its extras: files are kept with what the rules need to know."""
        kept = extras.model_dump(mode="json", exclude_defaults=True)
        if extras.parts:
            kept["parts"] = [
                {"text": part.text, "media": list(await self._assets.references(part.asset_ids))}
                for part in extras.parts
            ]
        if kept.pop("cover_asset_id", None) and extras.cover_asset_id:
            kept["cover"] = (await self._assets.references([extras.cover_asset_id]))[0]
        return kept


def _images(
    manifest: ConnectorManifest, content: Mapping[str, Any]
) -> tuple[list[UUID], tuple[Adaptation, ...]]:
    """The content's pictures that the platform takes in one post, the first ones first, and what
    was left out. Pictures that quote one text together all go, or none."""
    every = [UUID(one["asset_id"]) for one in content["images"]]
    if not every and content["image_asset_id"]:
        every = [content["image_asset_id"]]
    most = 1
    if "carousel" in manifest.kinds:
        most = rules_for(manifest, "carousel").media.max_count
    if len(every) <= most:
        return every, ()
    why = f"{manifest.name} takes {plural(most, 'picture')} in a post"
    if content["is_whole"]:
        most = 0 if "text" in manifest.kinds else len(every)
    what = f"{plural(len(every) - most, 'picture')} of {len(every)} left out"
    if most == len(every):
        # It has no place for words alone: its own rule says what is too much.
        return every, ()
    return every[:most], (Adaptation("media", what, why),)


def _takes_moment(manifest: ConnectorManifest, kind: str, options: Mapping[str, Any]) -> bool:
    """Whether the platform takes a moment of the video as its cover, and none was chosen."""
    if COVER_MOMENT in options:
        return False
    named = (one for one in manifest.options if one.name == COVER_MOMENT)
    return any(kind in (one.kinds or (kind,)) for one in named)


def _title(manifest: ConnectorManifest, kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """The content's own title where the platform shows one."""
    rules = rules_for(manifest, kind).title
    if rules is None or not content["title"]:
        return {}
    return {"title": shorten(content["title"], rules)}
