"""The steps of the pipeline: each takes stored inputs and gives outputs to be stored."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from heliograph.kit.database import UnitOfWork
from heliograph.modules.content.service.judging import Judging
from heliograph.modules.content.service.making import Making, shown
from heliograph.modules.content.service.pictures import Pictures, card_inputs
from heliograph.modules.content.service.props import PAINTED, PropsService
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

WRITING, DRAWING, JUDGING = ("facts", "plan", "words"), ("picture",), ("gate",)
STEPS = (*WRITING, *DRAWING, *JUDGING)


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
            facts = await Almanac(self._work, self._tools.planning).facts(pack, brief)
            return {"facts": [to_json(fact) for fact in facts]}

        return Prepared(inputs, "", f"{pack.manifest.id} pack", 0.0, do, is_shared=True)

    async def _plan(self, making: Making) -> Prepared:
        pack, brief = making.pack, making.brief
        facts = making.outputs["facts"]["facts"]
        inputs = shown(brief) | {"facts": fingerprint(facts)}

        async def do() -> JSON:
            known = [fact_from(fact) for fact in facts]
            plan = await self._tools.planning.run(pack.plan, brief, known)
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
            "room": brief.max_characters,
            "memory": {
                "templates": len(brief.memory.templates),
                "today": len(brief.memory.today),
                "fingerprint": fingerprint(
                    [list(brief.memory.templates), sorted(brief.memory.today)]
                ),
            },
        }

        async def do() -> JSON:
            written = await words.write(making, brief)
            told = {} if written.receipt is None else {"receipt": written.receipt}
            return {"draft": to_json(written.draft), **told}

        return Prepared(inputs, brief.seed, await words.writer(making), 0.0, do)

    async def _picture(self, making: Making) -> Prepared:
        pictures = Pictures(self._work, self._tools)
        draft = draft_from(making.outputs["words"]["draft"])
        cards = await pictures.cards(making, draft)
        if not cards:
            return Prepared({}, "", "", 0.0, _nothing)
        finder = PropsService(self._work, self._tools)
        props = await finder.of(making)

        async def do() -> JSON:
            ready = await finder.painted(props, making, cards[0].brief)
            return await pictures.keep(cards, ready)

        painter, first = pictures.painter, cards[0].brief
        inputs = card_inputs(cards, props)
        # A painter that had no time or no money then may have both now.
        is_shared = props.kind != PAINTED
        cost = painter.cost_per_call
        return Prepared(inputs, str(first.seed), painter.id, cost, do, is_shared)

    async def _gate(self, making: Making) -> Prepared:
        draft = draft_from(making.outputs["words"]["draft"])
        drawn = making.outputs["picture"]
        content = {
            **making.content,
            **to_json(draft),
            "plan": making.outputs["plan"]["plan"],
        }
        if drawn.get("alt"):
            content["alt_text"] = drawn["alt"]
        inputs = {
            "draft": fingerprint(making.outputs["words"]),
            "picture": fingerprint(drawn),
            "policy": making.brand["policy"],
        }

        async def do() -> JSON:
            judging = Judging(self._work, self._tools)
            return {"quality": await judging.report(content, making.brand, drawn)}

        return Prepared(inputs, "", "gate", 0.0, do)


async def _nothing() -> JSON:
    return {}
