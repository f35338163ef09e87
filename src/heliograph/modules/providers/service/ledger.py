"""Every call is written down before it is made, with the most it can cost, and completed after.

So the caps hold while many workers spend at once, and what a dying process spent is not lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.modules.providers.repository import LedgerRepository, ProviderRepository
from heliograph.modules.providers.service.circuit import GOOD, after_failure, turn_of, why_not
from heliograph.modules.providers.service.parts import ProviderParts
from heliograph.modules.providers.values import (
    CallContext,
    Configured,
    Question,
    month_of,
    shown_money,
)
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import (
    AnswerUnusable,
    Declined,
    KeyRefused,
    ModelUnknown,
    NoAnswerInTime,
    OutOfCredit,
    Usage,
    told,
)

_OUTCOMES: tuple[tuple[type[ConnectorError], str], ...] = (
    (NoAnswerInTime, "no_answer"),
    (KeyRefused, "key_refused"),
    (ModelUnknown, "model_unknown"),
    (OutOfCredit, "no_credit"),
    (AnswerUnusable, "unusable"),
    (Declined, "declined"),
    (TryLater, "later"),
)


class NotAsked(Exception):
    """The provider is not asked now; the message is the reason, for people."""


@dataclass(frozen=True)
class Begun:
    """A call that is written down and may be made."""

    id: UUID
    provider: Configured
    most: Decimal


@dataclass(frozen=True)
class Ended:
    """What became of a call, as the ledger keeps it."""

    outcome: str
    usage: Usage
    cost: Decimal
    is_estimate: bool = False
    detail: str = ""


class Ledger:
    """Calls of one workspace: money before, outcome after."""

    def __init__(self, work: UnitOfWork, parts: ProviderParts) -> None:
        # Apart, so that a line is committed whatever becomes of the caller's transaction.
        self._work = work.apart()
        self._parts = parts

    async def check_room(
        self,
        provider: Configured,
        step: str,
        questions: Sequence[Question],
        context: CallContext,
    ) -> None:
        """Raises `NotAsked`, and writes it down, where the caps have no room for all of these."""
        most = sum((provider.price.of(one.most) for one in questions), Decimal(0))
        if not most:
            return
        async with self._work.transaction() as session:
            reason = await self._over(session, most, context.brand_id)
        if reason:
            about = _about(provider, step, questions[0].prompt, context)
            await self.note({**about, "outcome": "over_budget", "detail": reason})
            raise NotAsked(reason)

    async def begin(
        self,
        provider: Configured,
        step: str,
        question: Question,
        context: CallContext,
        *,
        is_trial: bool = False,
    ) -> Begun:
        """Write a call down; raises `NotAsked` where the provider rests or a cap is reached. A
        trial is made although it rests."""
        now = self._parts.clock.now()
        most = provider.price.of(question.most)
        line = {
            **_about(provider, step, question.prompt, context),
            "id": new_id(),
            "started_at": now,
        }
        async with self._work.transaction() as session:
            rows = ProviderRepository(session, self._work.workspace_id)
            row = await rows.for_update(provider.id)
            if row is None:
                raise NotAsked("it was removed")
            if not is_trial and (reason := why_not(row, now)):
                raise NotAsked(reason)
            reason = await self._over(session, most, context.brand_id) if most else ""
            line |= (
                {"outcome": "over_budget", "detail": reason}
                if reason
                else {"outcome": "asking", "cost": most, "is_estimate": True}
            )
            await LedgerRepository(session, self._work.workspace_id).add(line)
            if not reason and (turn := turn_of(row, now)):
                await rows.change(provider.id, turn)
        if reason:
            raise NotAsked(reason)
        return Begun(line["id"], provider, most)

    async def end(self, begun: Begun, ended: Ended, milliseconds: int) -> None:
        """Complete a line whose call was answered; the provider is well."""
        await self._complete(begun, ended, milliseconds, None)

    async def fail(self, begun: Begun, error: ConnectorError, milliseconds: int) -> Ended:
        """Complete a line whose call came to nothing; the provider may rest for it."""
        ended = _failed(begun, error)
        await self._complete(begun, ended, milliseconds, error)
        return ended

    async def note(self, line: dict[str, Any]) -> None:
        """Write a line about something that cost nothing."""
        async with self._work.transaction() as session:
            rows = LedgerRepository(session, self._work.workspace_id)
            await rows.add({"id": new_id(), "started_at": self._parts.clock.now(), **line})

    async def note_cached(
        self, provider: Configured, step: str, question: Question, context: CallContext
    ) -> None:
        """Write down that an earlier answer was taken."""
        about = _about(provider, step, question.prompt, context)
        await self.note({**about, "outcome": "cached", "is_cached": True})

    async def kept(self, fingerprint: str) -> dict[str, Any] | None:
        """An answer to the very same question, while it is young enough."""
        days = self._parts.limits.cache_days
        if days <= 0:
            return None
        since = self._parts.clock.now() - timedelta(days=days)
        async with self._work.transaction() as session:
            return await LedgerRepository(session, self._work.workspace_id).kept(fingerprint, since)

    async def keep(self, fingerprint: str, step: str, answer: dict[str, Any]) -> None:
        """Keep a good answer; those that are too old go."""
        days = self._parts.limits.cache_days
        if days <= 0:
            return
        now = self._parts.clock.now()
        values = {"fingerprint": fingerprint, "step": step, "answer": answer, "created_at": now}
        async with self._work.transaction() as session:
            rows = LedgerRepository(session, self._work.workspace_id)
            await rows.forget_before(now - timedelta(days=days))
            await rows.keep(values)

    async def _over(self, session: AsyncSession, most: Decimal, brand_id: UUID | None) -> str:
        """Which cap a call could break; empty when none."""
        workspace_id = self._work.workspace_id
        budgets = await ProviderRepository(session, workspace_id).budgets()
        caps = [one for one in budgets if one["brand_id"] in (None, brand_id)]
        if not caps:
            return ""
        rows = LedgerRepository(session, workspace_id)
        await rows.take_turn()
        since = month_of(self._parts.clock.now())
        for cap in caps:
            spent = await rows.spent(since, cap["brand_id"])
            if spent + most > cap["monthly_limit"]:
                whose = "workspace" if cap["brand_id"] is None else "brand"
                limit, gone = shown_money(cap["monthly_limit"]), shown_money(spent)
                return f"the {whose}'s cap of {limit} a month leaves no room: {gone} are spent"
        return ""

    async def _complete(
        self, begun: Begun, ended: Ended, milliseconds: int, error: ConnectorError | None
    ) -> None:
        workspace_id = self._work.workspace_id
        values = {
            "outcome": ended.outcome,
            "detail": ended.detail,
            "input_tokens": ended.usage.input_tokens,
            "output_tokens": ended.usage.output_tokens,
            "pictures": ended.usage.pictures,
            "characters": ended.usage.characters,
            "cost": ended.cost,
            "is_estimate": ended.is_estimate,
            "milliseconds": milliseconds,
        }
        async with self._work.transaction() as session:
            await LedgerRepository(session, workspace_id).change(begun.id, values)
            rows = ProviderRepository(session, workspace_id)
            row = await rows.for_update(begun.provider.id)
            if row is None:
                return
            found = dict(GOOD)
            if error is not None:
                now, limits = self._parts.clock.now(), self._parts.limits
                found = after_failure(row, error, ended.detail, now, limits)
            await rows.change(begun.provider.id, found)


def _about(provider: Configured, step: str, prompt: str, context: CallContext) -> dict[str, Any]:
    return {
        "provider_id": provider.id,
        "provider": provider.name,
        "kind": provider.kind,
        "model": provider.model,
        "tier": provider.tier,
        "step": step,
        "prompt": prompt,
        "brand_id": context.brand_id,
        "content_id": context.content_id,
        "run_id": context.run_id,
    }


def _failed(begun: Begun, error: ConnectorError) -> Ended:
    outcome = next((name for kind, name in _OUTCOMES if isinstance(error, kind)), "declined")
    detail = told(error.detail, begun.provider.key)
    usage = getattr(error, "usage", Usage())
    # Somebody worked on it and did not say how much: the most it can have been counts.
    is_guess = outcome == "no_answer" or (outcome == "unusable" and usage == Usage())
    cost = begun.most if is_guess else begun.provider.price.of(usage)
    return Ended(outcome, usage, cost, is_guess and cost > 0, detail)
