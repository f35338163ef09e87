"""The steps of the pipeline: each takes stored inputs and gives outputs to be stored."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from heliograph.kit.database import UnitOfWork
from heliograph.modules.assets import AssetsService, Origin
from heliograph.modules.content.repository import (
    MEMORY_DRAFTS,
    ORIGINALITY_DRAFTS,
    ContentRepository,
)
from heliograph.modules.content.service.gate import Piece, judge
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.service.years import Almanac
from heliograph.modules.content.values import (
    JSON,
    draft_from,
    fact_from,
    fingerprint,
    plan_from,
    to_json,
)
from heliograph.sdk.packs import Pack, Plan
from heliograph.sdk.pictures import PictureBrief, PictureReport, TextBox
from heliograph.sdk.text import TextBrief, TextMemory

STEPS = ("facts", "plan", "words", "picture", "gate")
CARD = (1080, 1350)


@dataclass(frozen=True)
class Making:
    """What a run is making, and what its steps have made so far."""

    content: Mapping[str, Any]
    brand: Mapping[str, Any]
    pack: Pack
    request: JSON
    outputs: Mapping[str, JSON] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The local date that the content is about."""
        day: date = self.content["target_date"]
        return day

    @property
    def zone(self) -> ZoneInfo:
        """The audience's time zone."""
        return ZoneInfo(self.brand["time_zone"])

    @property
    def plan(self) -> Plan:
        """The plan that an earlier step made."""
        return plan_from(self.outputs["plan"]["plan"])


@dataclass(frozen=True)
class Prepared:
    """A step ready to be done: everything it works from, and who does it."""

    inputs: JSON
    seed: str
    provider: str
    cost: float
    do: Callable[[], Awaitable[JSON]]
    is_shared: bool = False
    """Whether equal inputs may take over what an earlier run made."""


class Steps:
    """Prepares the steps of one run."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._work = work
        self._tools = tools

    async def prepare(self, name: str, making: Making) -> Prepared:
        """One step with its inputs; nothing is done yet."""
        prepare = {
            "facts": self._facts,
            "plan": self._plan,
            "words": self._words,
            "picture": self._picture,
            "gate": self._gate,
        }[name]
        return await prepare(making)

    async def _facts(self, making: Making) -> Prepared:
        pack, day, zone = making.pack, making.day, making.zone
        inputs = {
            "pack": pack.manifest.id,
            "version": pack.manifest.version,
            "date": day.isoformat(),
            "time_zone": str(zone),
        }

        async def do() -> JSON:
            facts = await Almanac(self._work, self._tools.pool).facts(pack, day, zone)
            return {"facts": [to_json(fact) for fact in facts]}

        return Prepared(inputs, "", f"{pack.manifest.id} pack", 0.0, do, is_shared=True)

    async def _plan(self, making: Making) -> Prepared:
        content, pack = making.content, making.pack
        facts = making.outputs["facts"]["facts"]
        inputs = {
            "subject": content["subject"],
            "type": content["type"],
            "facts": fingerprint(facts),
        }

        async def do() -> JSON:
            plan = pack.plan(
                content["subject"],
                content["type"],
                making.day,
                making.zone,
                [fact_from(fact) for fact in facts],
            )
            return {"plan": to_json(replace(plan, language=content["language"]))}

        return Prepared(inputs, "", f"{pack.manifest.id} pack", 0.0, do)

    async def _words(self, making: Making) -> Prepared:
        provider = self._tools.catalogue.text_provider()
        content, style = making.content, making.request.get("style", {})
        async with self._work.transaction() as session:
            rows = ContentRepository(session, self._work.workspace_id)
            earlier = await rows.drafts_before(content, MEMORY_DRAFTS)
            today = await rows.drafts_of_day(content)
        memory = TextMemory(
            templates=tuple(one for row in earlier for one in row["used_templates"]),
            today=frozenset(one for row in today for one in row["used_templates"]),
            openings=frozenset(row["opening"] for row in today),
        )
        brief = TextBrief(
            plan=making.plan,
            pack_folder=making.pack.folder,
            seed=_seed(making),
            series=str(content["workspace_id"]),
            revision=content["revision"],
            tone=style.get("tone"),
            length=style.get("length") or "medium",
            forbidden=_forbidden(making),
            memory=memory,
        )
        inputs = {
            "plan": fingerprint(making.outputs["plan"]),
            "revision": brief.revision,
            "tone": brief.tone,
            "length": brief.length,
            "memory": {
                "templates": len(memory.templates),
                "today": len(memory.today),
                "fingerprint": fingerprint([list(memory.templates), sorted(memory.today)]),
            },
        }

        async def do() -> JSON:
            return {"draft": to_json(await provider.write(brief))}

        manifest = provider.manifest
        return Prepared(inputs, brief.seed, manifest.id, manifest.cost_per_call, do)

    async def _picture(self, making: Making) -> Prepared:
        provider = self._tools.catalogue.picture_provider()
        draft = draft_from(making.outputs["words"]["draft"])
        kind = next(one for one in making.pack.manifest.types if one.id == making.content["type"])
        if kind.design is None:
            return Prepared({}, "", "", 0.0, _nothing)
        seed = int.from_bytes(hashlib.sha256(_seed(making).encode()).digest()[:4])
        brief = PictureBrief(
            design=kind.design,
            pack_folder=making.pack.folder,
            width=CARD[0],
            height=CARD[1],
            palette=making.brand["kit"]["palette"],
            words=_card_words(making, draft.card_text, kind.name),
            seed=seed,
            symbol=making.brand["kit"].get("symbol"),
            language=making.content["language"],
        )
        inputs = _brief_inputs(brief)

        async def do() -> JSON:
            picture = await self._tools.pool.run(provider.draw, brief)
            origin = Origin(provider.manifest.id, picture.licences, draft.alt_text)
            assets = AssetsService(self._work, self._tools.assets)
            asset = await assets.keep(picture.data, origin)
            return {
                "asset_id": str(asset["id"]),
                "url": asset["url"],
                "width": picture.width,
                "height": picture.height,
                "bytes": len(picture.data),
                "report": to_json(picture.report),
            }

        manifest = provider.manifest
        return Prepared(inputs, str(seed), manifest.id, manifest.cost_per_call, do, is_shared=True)

    async def _gate(self, making: Making) -> Prepared:
        draft = draft_from(making.outputs["words"]["draft"])
        async with self._work.transaction() as session:
            rows = ContentRepository(session, self._work.workspace_id)
            earlier = await rows.drafts_before(making.content, ORIGINALITY_DRAFTS)
        piece = Piece(
            text=draft.text,
            hashtags=draft.hashtags,
            alt_text=draft.alt_text,
            plan=making.plan,
            picture=report_from(making.outputs["picture"].get("report")),
            forbidden=_forbidden(making),
            earlier=[row["text"] for row in earlier],
        )
        inputs = {
            "draft": fingerprint(making.outputs["words"]),
            "picture": fingerprint(making.outputs["picture"]),
            "earlier": len(earlier),
        }

        async def do() -> JSON:
            return {"quality": judge(piece, making.pack).as_json()}

        return Prepared(inputs, "", "gate", 0.0, do)


def report_from(stored: JSON | None) -> PictureReport | None:
    """A picture's report from stored JSON."""
    if stored is None:
        return None
    return PictureReport(
        boxes=tuple(TextBox(**box) for box in stored["boxes"]),
        safe_area=tuple(stored["safe_area"]),
        overflowing=tuple(stored["overflowing"]),
        missing_glyphs=tuple(stored["missing_glyphs"]),
    )


def forbidden_words(pack: Pack, brand: Mapping[str, Any]) -> tuple[str, ...]:
    """What neither the pack nor the brand wants to read."""
    rules = pack.folder / "rules.yaml"
    listed: Sequence[str] = []
    if rules.exists():
        listed = (yaml.safe_load(rules.read_text()) or {}).get("forbidden", [])
    return (*listed, *brand["forbidden"])


async def _nothing() -> JSON:
    return {}


def _forbidden(making: Making) -> tuple[str, ...]:
    return forbidden_words(making.pack, making.brand)


def _seed(making: Making) -> str:
    content = making.content
    parts = (
        content["workspace_id"],
        content["brand_id"],
        content["type"],
        content["subject"],
        content["target_date"],
        content["revision"],
    )
    return fingerprint([str(part) for part in parts])


def _brief_inputs(brief: PictureBrief) -> JSON:
    return {
        "design": brief.design,
        "size": [brief.width, brief.height],
        "palette": brief.palette,
        "words": brief.words,
        "symbol": brief.symbol,
        "seed": brief.seed,
    }


def _card_words(making: Making, body: str, kicker: str) -> dict[str, str]:
    day = making.day
    return {
        "title": making.pack.subject(making.content["subject"]).name,
        "kicker": kicker,
        "date": f"{day:%A} {day.day} {day:%B}",
        "body": body,
        "footer": f"@{making.brand['handle']}",
    }
