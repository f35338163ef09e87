"""The steps of the pipeline: each takes stored inputs and gives outputs to be stored."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from heliograph.kit.database import UnitOfWork
from heliograph.modules.assets import AssetsService, Origin
from heliograph.modules.content.repository import (
    ORIGINALITY_DRAFTS,
    ContentRepository,
)
from heliograph.modules.content.service.gate import Piece, judge
from heliograph.modules.content.service.making import Making, forbidden_words, shown
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.service.words import Words
from heliograph.modules.content.service.years import Almanac
from heliograph.modules.content.values import (
    JSON,
    draft_from,
    fact_from,
    fingerprint,
    to_json,
)
from heliograph.sdk.pictures import PictureBrief, PictureReport, TextBox

STEPS = ("facts", "plan", "words", "picture", "gate")
CARD = (1080, 1350)


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
        pack, brief = making.pack, making.brief
        inputs: JSON = {
            "pack": pack.manifest.id,
            "version": pack.manifest.version,
            "date": brief.day.isoformat(),
            "time_zone": str(brief.zone),
        }
        if pack.manifest.personal:
            inputs["personal"] = shown(brief)

        async def do() -> JSON:
            facts = await Almanac(self._work, self._tools.pool).facts(pack, brief)
            return {"facts": [to_json(fact) for fact in facts]}

        return Prepared(inputs, "", f"{pack.manifest.id} pack", 0.0, do, is_shared=True)

    async def _plan(self, making: Making) -> Prepared:
        pack, brief = making.pack, making.brief
        facts = making.outputs["facts"]["facts"]
        inputs = shown(brief) | {"facts": fingerprint(facts)}

        async def do() -> JSON:
            known = [fact_from(fact) for fact in facts]
            plan = await self._tools.pool.run(pack.plan, brief, known)
            return {"plan": to_json(replace(plan, language=brief.language))}

        return Prepared(inputs, "", f"{pack.manifest.id} pack", 0.0, do)

    async def _words(self, making: Making) -> Prepared:
        words = Words(self._work, self._tools)
        brief = await words.brief(making)
        inputs = {
            "plan": fingerprint(making.outputs["plan"]),
            "revision": brief.revision,
            "tone": brief.tone,
            "length": brief.length,
            "memory": {
                "templates": len(brief.memory.templates),
                "today": len(brief.memory.today),
                "fingerprint": fingerprint(
                    [list(brief.memory.templates), sorted(brief.memory.today)]
                ),
            },
        }

        async def do() -> JSON:
            return {"draft": to_json(await words.write(making.pack, brief))}

        writer = words.writer(making.pack)
        return Prepared(inputs, brief.seed, writer.name, writer.cost, do)

    async def _picture(self, making: Making) -> Prepared:
        provider = self._tools.catalogue.picture_provider()
        draft = draft_from(making.outputs["words"]["draft"])
        kind = next(one for one in making.pack.manifest.types if one.id == making.content["type"])
        if kind.design is None:
            return Prepared({}, "", "", 0.0, _nothing)
        seed = int.from_bytes(hashlib.sha256(making.seed.encode()).digest()[:4])
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
            forbidden=forbidden_words(making.pack, making.brand),
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


async def _nothing() -> JSON:
    return {}


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
