"""One piece of work over the providers of a tier, the dearest first, until an answer is good.

Each provider is asked at most twice: the second time with what was wrong with its first answer.
Nothing here raises for a provider's trouble: when all have failed, the work is the built-in
provider's, and the reasons are told.
"""

from __future__ import annotations

import hashlib
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

import structlog

from heliograph.kit.database import UnitOfWork
from heliograph.modules.providers.repository import ProviderRepository
from heliograph.modules.providers.service.book import ProviderBook
from heliograph.modules.providers.service.ledger import Begun, Ended, Ledger, NotAsked
from heliograph.modules.providers.service.parts import ProviderParts
from heliograph.modules.providers.values import (
    TIERS,
    CallContext,
    Configured,
    Question,
    Receipt,
    reachable_tiers,
)
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.generating import AnswerUnusable, ModelAccess, Usage, told
from heliograph.sdk.writing import PromptBroken

log = structlog.get_logger("heliograph.providers")
T = TypeVar("T")
TRIES = 2
_SHORTEST_CALL = 1.0


class Task(ABC, Generic[T]):
    """What is to be made, without saying by whom."""

    step: str

    @abstractmethod
    def question(self, provider: Configured, problems: Sequence[str]) -> Question:
        """How much is asked, and under what name an answer is kept."""

    @abstractmethod
    async def ask(self, kind: str, access: ModelAccess, problems: Sequence[str]) -> tuple[T, Usage]:
        """Ask a model; raises the errors of `heliograph.sdk.generating`."""

    @abstractmethod
    def judge(self, value: T) -> Sequence[str]:
        """What is wrong with an answer, as sentences that help to mend it."""

    @abstractmethod
    async def stored(self, value: T) -> dict[str, Any]:
        """An answer as it is kept."""

    @abstractmethod
    async def restored(self, answer: Mapping[str, Any]) -> T | None:
        """A kept answer; None when it cannot be used any more."""


@dataclass
class Tally:
    """What one piece of work has used so far, over all its calls."""

    deadline: float
    cost: Decimal = Decimal(0)
    usage: Usage = field(default_factory=Usage)

    def add(self, ended: Ended) -> None:
        """Count one call."""
        self.cost += ended.cost
        used = self.usage
        self.usage = Usage(
            used.input_tokens + ended.usage.input_tokens,
            used.output_tokens + ended.usage.output_tokens,
            used.pictures + ended.usage.pictures,
            used.characters + ended.usage.characters,
        )

    @property
    def left(self) -> float:
        """Seconds until the built-in provider takes over."""
        return self.deadline - time.monotonic()


@dataclass(frozen=True)
class Made(Generic[T]):
    """What came of it: a value, or None with the reasons in the receipt."""

    value: T | None
    receipt: Receipt


@dataclass(frozen=True)
class _Answer(Generic[T]):
    """What one call brought: a value, or None, and what is to be mended."""

    value: T | None
    problems: Sequence[str]


class _Failed(Exception):
    """A provider did not make it; the message says why, for people."""


class Chain:
    """Asks the providers of one workspace."""

    def __init__(self, work: UnitOfWork, parts: ProviderParts) -> None:
        self._work = work
        self._parts = parts
        self._book = ProviderBook(work, parts)
        self._ledger = Ledger(work, parts)

    async def run(self, task: Task[T], context: CallContext) -> Made[T]:
        """The first good answer, and what it took."""
        made = await self.run_all([task], context)
        return Made(None if made.value is None else made.value[0], made.receipt)

    async def run_all(self, tasks: Sequence[Task[T]], context: CallContext) -> Made[tuple[T, ...]]:
        """All of one step by one provider, the first that makes every one, and what it took; never
        some by one and some by another."""
        started = time.monotonic()
        tally = Tally(started + self._parts.limits.chain_seconds)
        providers, tier = await self.candidates(tasks[0].step, context)
        reasons = [] if providers or tier == "offline" else [f"no provider is set up for {tier}"]
        for provider in providers:
            try:
                values, is_cached = await self._every(provider, tasks, context, tally)
            except (_Failed, NotAsked, PromptBroken) as error:
                reasons.append(f"{provider.name}: {error}")
                continue
            receipt = _receipt(provider, tasks[0].question(provider, ()), tally, started)
            return Made(values, _with(receipt, is_cached, reasons))
        if reasons:
            log.warning("providers.fell_back", step=tasks[0].step, reasons=len(reasons))
        return Made(None, _with(_nobody(tally, started), False, reasons))

    async def candidates(self, step: str, context: CallContext) -> tuple[list[Configured], str]:
        """Who may be asked for a step, the dearest tier first, and the tier that was chosen."""
        async with self._work.transaction() as session:
            rows = ProviderRepository(session, self._work.workspace_id)
            if context.provider_id is not None:
                usable = await rows.usable(step, TIERS)
                chosen = [row for row in usable if row["id"] == context.provider_id]
                return [self._book.opened(row) for row in chosen], "what was chosen"
            tier = context.tier or await rows.tier(context.brand_id, step) or "offline"
            found = await rows.usable(step, reachable_tiers(tier)) if tier != "offline" else []
        ordered = sorted(found, key=lambda row: -TIERS.index(row["tier"]))
        return [self._book.opened(row) for row in ordered], tier

    async def _every(
        self, provider: Configured, tasks: Sequence[Task[T]], context: CallContext, tally: Tally
    ) -> tuple[tuple[T, ...], bool]:
        """Good answers of one provider to all, and whether all were kept from before."""
        questions = [task.question(provider, ()) for task in tasks]
        kept: list[T | None] = []
        for question, task in zip(questions, tasks, strict=True):
            found = await self._kept(_name_of(provider, question), task)
            kept.append(found)
        # Half of a whole would be paid for nothing: what is left must have room for all of it.
        asked = [one for one, value in zip(questions, kept, strict=True) if value is None]
        if len(asked) > 1:
            await self._ledger.check_room(provider, tasks[0].step, asked, context)
        values: list[T] = []
        for task, question, value in zip(tasks, questions, kept, strict=True):
            if value is None:
                values.append(await self._try(provider, task, context, tally))
            else:
                await self._ledger.note_cached(provider, task.step, question, context)
                values.append(value)
        return tuple(values), not asked

    async def _try(
        self, provider: Configured, task: Task[T], context: CallContext, tally: Tally
    ) -> T:
        """A good answer of one provider."""
        name = _name_of(provider, task.question(provider, ()))
        problems: Sequence[str] = ()
        for _ in range(TRIES):
            answer: _Answer[T] = await self._once(provider, task, context, tally, problems)
            problems = answer.problems
            if answer.value is not None and not problems:
                await self._ledger.keep(name, task.step, await task.stored(answer.value))
                return answer.value
        raise _Failed(f"its answers did not pass the checks ({told(problems[0], provider.key)})")

    async def _kept(self, name: str, task: Task[T]) -> T | None:
        answer = await self._ledger.kept(name)
        value = await task.restored(answer) if answer is not None else None
        # What passed then must pass now: the checks may look at more than the question said.
        return None if value is None or task.judge(value) else value

    async def _once(
        self,
        provider: Configured,
        task: Task[T],
        context: CallContext,
        tally: Tally,
        problems: Sequence[str],
    ) -> _Answer[T]:
        """One call; raises `_Failed` or `NotAsked` where another would be in vain."""
        if tally.left < _SHORTEST_CALL:
            raise _Failed("no time was left")
        question = task.question(provider, problems)
        begun = await self._ledger.begin(provider, task.step, question, context)
        seconds = min(float(provider.timeout_seconds), tally.left)
        started = time.monotonic()
        try:
            value, usage = await task.ask(
                provider.kind, self._book.access(provider, seconds), problems
            )
        except AnswerUnusable as error:
            tally.add(await self._ledger.fail(begun, error, _ms(started)))
            return _Answer(None, [error.detail])
        except ConnectorError as error:
            ended = await self._ledger.fail(begun, error, _ms(started))
            tally.add(ended)
            raise _Failed(ended.detail) from error
        took = _ms(started)
        found = task.judge(value)
        ended = _answered(begun, usage, found)
        tally.add(ended)
        await self._ledger.end(begun, ended, took)
        return _Answer(value, found)


def _answered(begun: Begun, usage: Usage, problems: Sequence[str]) -> Ended:
    outcome = "failed_check" if problems else "done"
    detail = told(" ".join(problems), begun.provider.key)
    return Ended(outcome, usage, begun.provider.price.of(usage), detail=detail)


def _name_of(provider: Configured, question: Question) -> str:
    """What an answer is kept under: the model that gave it, and the question."""
    parts = (provider.kind, provider.base_url, provider.model, str(provider.max_tokens))
    return hashlib.sha256("\n".join((*parts, question.fingerprint)).encode()).hexdigest()


def _receipt(provider: Configured, question: Question, tally: Tally, started: float) -> Receipt:
    return Receipt(
        provider=provider.name,
        provider_id=provider.id,
        kind=provider.kind,
        tier=provider.tier,
        model=provider.model,
        prompt=question.prompt,
        input_tokens=tally.usage.input_tokens,
        output_tokens=tally.usage.output_tokens,
        cost=float(tally.cost),
        ms=_ms(started),
    )


def _nobody(tally: Tally, started: float) -> Receipt:
    return Receipt(
        provider="",
        kind="",
        tier="offline",
        input_tokens=tally.usage.input_tokens,
        output_tokens=tally.usage.output_tokens,
        cost=float(tally.cost),
        ms=_ms(started),
    )


def _with(receipt: Receipt, is_cached: bool, reasons: Sequence[str]) -> Receipt:
    return Receipt(
        **{
            **vars(receipt),
            "cached": is_cached,
            "fell_back_because": "; ".join(reasons),
        }
    )


def _ms(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
