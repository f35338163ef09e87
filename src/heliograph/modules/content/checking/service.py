"""Judges a text that a person brings, with everything the brand made before."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from heliograph.kit.database import UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.modules.assets import AssetsService
from heliograph.modules.brands import BrandsService
from heliograph.modules.content.errors import PlatformUnknown, TypeUnknown
from heliograph.modules.content.gate import (
    Licensed,
    PictureFile,
    Piece,
    is_fixed,
    judge,
    known_checks,
    measure,
)
from heliograph.modules.content.service.judging import Judging, voice_of
from heliograph.modules.content.service.making import forbidden_words
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.service.years import Almanac
from heliograph.sdk.files import MediaFacts
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.packs import Brief, DateOutOfRange, Fact, NothingToSay, Pack, Plan

_TAGS = re.compile(r"(?:\s*\n\s*|^\s*)((?:#\w+[\s,]*)+)$")
Brand = Mapping[str, Any]


@dataclass(frozen=True)
class Brought:
    """A text and what goes with it."""

    brand_id: UUID
    text: str
    hashtags: Sequence[str] | None = None
    title: str = ""
    alt_text: str | None = None
    platforms: Sequence[str] = ()
    type: str | None = None
    day: date | None = None
    asset_id: UUID | None = None
    picture: PictureFile | None = None


@dataclass(frozen=True)
class Shown:
    """The picture that goes with a text, as far as it is known."""

    file: PictureFile | None = None
    alt_text: str | None = None
    licences: Sequence[Licensed] | None = None


class CheckingService:
    """The gate of one workspace, for texts that are not stored."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._work = work
        self._tools = tools

    async def check(self, brought: Brought) -> dict[str, Any]:
        """The gate's report.

        Raises `BrandNotFound`, `AssetNotFound`, `PlatformUnknown`, `TypeUnknown`.
        """
        manifests = [self._manifest(one) for one in brought.platforms]
        brand = await BrandsService(self._work, self._tools.brands).get(brought.brand_id)
        pack = self._tools.catalogue.pack(brand["pack"])
        text, hashtags = _parts(brought)
        plan = await self._plan(pack, brand, brought)
        shown = await self._shown(brought)
        alike, recent = await Judging(self._work, self._tools).before(
            {
                "id": new_id(),
                "brand_id": brand["id"],
                "title": brought.title,
                "text": text,
                "type": plan.type,
                "target_date": plan.date,
            }
        )
        piece = Piece(
            text=text,
            hashtags=hashtags,
            alt_text=shown.alt_text if brought.alt_text is None else brought.alt_text,
            plan=plan,
            picture=None,
            forbidden=forbidden_words(pack, brand),
            recent=recent,
            alike=alike,
            voice=voice_of(brand),
            file=shown.file,
            licences=shown.licences,
            platforms=manifests,
            title=brought.title,
        )
        report = await asyncio.to_thread(judge, piece, pack, brand["policy"])
        return report.as_json()

    def known(self) -> list[dict[str, Any]]:
        """The checks that a brand's policy may name."""
        names = known_checks([one.id for one in self._tools.catalogue.connectors()])
        return [{"name": name, "is_fixed": is_fixed(name)} for name in names]

    def _manifest(self, platform: str) -> ConnectorManifest:
        try:
            return self._tools.catalogue.connector_manifest(platform)
        except LookupError as error:
            raise PlatformUnknown(str(error), pointer="/platforms") from error

    async def _plan(self, pack: Pack, brand: Brand, brought: Brought) -> Plan:
        """What the text may claim: the facts of its type, or all facts of its day."""
        known = [kind.id for kind in pack.manifest.types]
        if brought.type is not None and brought.type not in known:
            raise TypeUnknown(
                f"{pack.manifest.name} makes {', '.join(known)}, not {brought.type}",
                pointer="/content_type",
            )
        zone = ZoneInfo(brand["time_zone"])
        day = brought.day or self._tools.clock.now().astimezone(zone).date()
        kind = brought.type or known[0]
        brief = Brief(
            subject=brand["subject"],
            type=kind,
            day=day,
            zone=zone,
            language=brand["language"],
            series=str(brand["id"]),
            options=brand["options"],
        )
        return await self._planned(pack, brief, everything=brought.type is None)

    async def _planned(self, pack: Pack, brief: Brief, *, everything: bool) -> Plan:
        facts: Sequence[Fact] = ()
        with suppress(DateOutOfRange):
            facts = await Almanac(self._work, self._tools.pool).facts(pack, brief)
        try:
            plan = await self._tools.pool.run(pack.plan, brief, facts)
        except (NothingToSay, ValueError):
            # A day without anything to say still has facts that a text may name.
            return _bare(pack, brief, facts)
        plan = replace(plan, language=brief.language)
        if not everything:
            return plan
        more = {fact.id: fact for fact in (*plan.facts, *facts)}
        return replace(plan, facts=tuple(more.values()))

    async def _shown(self, brought: Brought) -> Shown:
        if brought.asset_id is None:
            return Shown(brought.picture)
        assets = AssetsService(self._work, self._tools.assets)
        asset = await assets.get(brought.asset_id)
        facts = MediaFacts(
            asset["mime"], asset["size"], asset["width"], asset["height"], asset["alt"]
        )
        name = asset.get("title") or "the picture"
        licences = [Licensed(name, asset.get("licence") or "")]
        return Shown(await self._measured(asset, facts), asset["alt"], licences)

    async def _measured(self, asset: Mapping[str, Any], facts: MediaFacts) -> PictureFile | None:
        if not facts.mime.startswith("image/"):
            return None
        data = await self._tools.assets.storage.read(asset["stored_as"])
        return await self._tools.pool.run(measure, data, facts)


def _parts(brought: Brought) -> tuple[str, Sequence[str]]:
    """The text and its hashtags; the lines of hashtags that end a text are no part of it."""
    if brought.hashtags is not None:
        return brought.text, brought.hashtags
    text = brought.text.rstrip()
    found = _TAGS.search(text)
    if found is None:
        return text, ()
    return text[: found.start()].rstrip(), re.findall(r"#\w+", found.group(1))


def _bare(pack: Pack, brief: Brief, facts: Sequence[Fact]) -> Plan:
    return Plan(
        pack=pack.manifest.id,
        subject=brief.subject,
        type=brief.type,
        date=brief.day,
        time_zone=str(brief.zone),
        language=brief.language,
        facts=tuple(facts),
        themes=(),
        tone="",
        slots={"subject_name": pack.subject(brief.subject).name},
    )
