"""Carries a run from its first undone step to its end; safe to start again at any time."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import structlog

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import AppError
from heliograph.kit.events import Event, Payload, announce, tell_live
from heliograph.kit.faults import fault_point
from heliograph.modules.brands import BrandsService
from heliograph.modules.content import events
from heliograph.modules.content.errors import RunNotFound
from heliograph.modules.content.repository import ContentRepository, RunRepository
from heliograph.modules.content.search import ContentIndex
from heliograph.modules.content.service.making import Making
from heliograph.modules.content.service.pictures import images_of
from heliograph.modules.content.service.steps import DRAWING, JUDGING, WRITING, Steps
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.service.turns import Turns, turns
from heliograph.modules.content.values import JSON, draft_from, fingerprint
from heliograph.sdk.packs import DateOutOfRange
from heliograph.sdk.text import opening_of

log = structlog.get_logger("heliograph.content")
FINISHED = ("done", "reused")
ENDED = ("done", "refused", "cancelled")


class Pipeline:
    """Makes contents of one workspace."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._work = work
        self._tools = tools
        self._steps = Steps(work, tools)

    async def run(self, run_id: UUID) -> None:
        """Do every step that is not done; a failure is written to the run, not raised.

        While one piece is drawn, the next is written. Each is written from what was written
        before it, and judged beside what its brand has: so one at a time does either.
        """
        async with turns(self._work) as hold, hold.turn(f"run {run_id}"):
            await self._run(run_id, hold)

    async def _run(self, run_id: UUID, hold: Turns) -> None:
        async with hold.turn("writing"):
            run, making = await self._load(run_id)
            if run["status"] in ENDED:
                return
            await self._change_run(run_id, {"status": "running"})
            if not await self._all(run_id, making, WRITING):
                return
        if not await self._all(run_id, making, DRAWING):
            return
        async with hold.turn(f"judging {making.content['brand_id']}"):
            if await self._all(run_id, making, JUDGING):
                await self._finish(run_id, making)

    async def _all(self, run_id: UUID, making: Making, names: Sequence[str]) -> bool:
        """Do the steps that are not done; their outputs join what the piece has. False when one
        failed."""
        for name in names:
            if name in making.outputs:
                continue
            try:
                making.outputs[name] = await self._do(run_id, name, making)
            except (AppError, DateOutOfRange, ValueError) as error:
                await self._fail(run_id, name, error)
                return False
            fault_point(f"content.after_{name}")
        return True

    async def _load(self, run_id: UUID) -> tuple[Mapping[str, Any], Making]:
        async with self._work.transaction() as session:
            runs = RunRepository(session, self._work.workspace_id)
            run = await runs.get(run_id)
            if run is None:
                raise RunNotFound(f"There is no run {run_id}")
            contents = ContentRepository(session, self._work.workspace_id)
            content = await contents.get(run["content_id"])
            assert content is not None  # noqa: S101 - the foreign key says so
            brand = await BrandsService(self._work, self._tools.brands).get(content["brand_id"])
            steps = list(await runs.steps(run_id))
        pack = self._tools.catalogue.pack(content["pack"])
        outputs = {step["name"]: step["outputs"] for step in steps if step["status"] in FINISHED}
        return run, Making(content, brand, pack, run["request"], outputs)

    async def _do(self, run_id: UUID, name: str, making: Making) -> JSON:
        prepared = await self._steps.prepare(name, making)
        inputs_hash = fingerprint([name, prepared.inputs, prepared.seed, prepared.provider])
        begun = {
            "status": "running",
            "inputs": prepared.inputs,
            "inputs_hash": inputs_hash,
            "seed": prepared.seed,
            "provider": prepared.provider,
            "started_at": self._tools.clock.now(),
        }
        known = None
        async with self._work.transaction() as session:
            await self._change_step(run_id, name, begun)
            if prepared.is_shared:
                runs = RunRepository(session, self._work.workspace_id)
                known = await runs.same_outputs(name, inputs_hash)
        if known is not None:
            told = {"status": "reused", "milliseconds": 0, "cost": 0.0}
            return await self._done(run_id, name, making, known, told)
        started = time.perf_counter()
        made = await prepared.do()
        told = {
            "status": "done",
            "milliseconds": round((time.perf_counter() - started) * 1000),
            # Only a provider's receipt says what a call came to, and who answered in the end.
            "cost": float(made.get("receipt", {}).get("cost", prepared.cost)),
        }
        return await self._done(run_id, name, making, made, told)

    async def _done(self, run_id: UUID, name: str, making: Making, made: JSON, told: JSON) -> JSON:
        values = {**told, "outputs": made, "finished_at": self._tools.clock.now()}
        async with self._work.transaction() as session:
            await self._change_step(run_id, name, values)
            if early := _early(name, made):
                contents = ContentRepository(session, self._work.workspace_id)
                await contents.change(making.content["id"], early)
        return made

    async def _fail(self, run_id: UUID, name: str, error: Exception) -> None:
        detail = error.detail if isinstance(error, AppError) else str(error)
        remedy = error.remedy if isinstance(error, AppError) else ""
        log.warning("content.step_failed", run=str(run_id), step=name, error=detail)
        await self._change_step(run_id, name, {"status": "failed"})
        trouble = {"step": name, "detail": detail, "remedy": remedy}
        now = self._tools.clock.now()
        await self._change_run(run_id, {"status": "failed", "error": trouble, "finished_at": now})

    async def _finish(self, run_id: UUID, making: Making) -> None:
        quality = making.outputs["gate"]["quality"]
        status = "ready" if quality["passed"] else "refused"
        async with self._work.transaction() as session:
            contents = ContentRepository(session, self._work.workspace_id)
            await contents.change(
                making.content["id"],
                {"status": status, "quality": quality, "score": quality["score"]},
            )
            await self._change_run(
                run_id,
                {
                    "status": "done" if quality["passed"] else "refused",
                    "finished_at": self._tools.clock.now(),
                },
            )
            name = events.READY if quality["passed"] else events.REFUSED
            payload: Payload = {
                "content_id": str(making.content["id"]),
                "brand_id": str(making.content["brand_id"]),
                "run_id": str(run_id),
            }
            await announce(session, Event(name, self._work.workspace_id, payload))
            index = ContentIndex(self._work, self._tools.embedder)
            await index.refresh(making.content["id"])

    async def _change_run(self, run_id: UUID, values: Mapping[str, Any]) -> None:
        async with self._work.transaction() as session:
            await RunRepository(session, self._work.workspace_id).change(run_id, values)
            ids = {"run_id": str(run_id)}
            await tell_live(session, self._work.workspace_id, events.RUN_CHANGED, ids)

    async def _change_step(self, run_id: UUID, name: str, values: Mapping[str, Any]) -> None:
        async with self._work.transaction() as session:
            runs = RunRepository(session, self._work.workspace_id)
            await runs.change_step(run_id, name, values)
            ids = {"run_id": str(run_id), "step": name}
            await tell_live(session, self._work.workspace_id, events.STEP_CHANGED, ids)


def _early(name: str, made: JSON) -> Mapping[str, Any] | None:
    """What a step's outputs say about the content, shown before the run is over."""
    if name == "plan":
        return {"plan": made["plan"], "facts": made["plan"]["facts"]}
    if name == "words":
        draft = draft_from(made["draft"])
        return {
            "title": draft.title,
            "hook": draft.hook,
            "text": draft.text,
            "hashtags": list(draft.hashtags),
            "call_to_action": draft.call_to_action,
            "alt_text": draft.alt_text,
            "card_text": draft.card_text,
            "opening": opening_of(draft.text),
            "used_templates": list(draft.used_templates),
        }
    if name == "picture":
        alt = made.get("alt")
        return images_of(made) | ({"alt_text": alt} if alt else {})
    return None
