"""Every query of providers, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.kit.ids import new_id
from heliograph.modules.providers.models import Budget, Call, KeptAnswer, Provider, TierChoice

_RECENT_CALLS = 50
_MOST_GROUPS = 1000
_GOOD = ("done", "cached", "offline", "asking")
_TURN = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")


class ProviderRepository:
    """Configured providers, tiers and budgets of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._mine = select(Provider.__table__).where(Provider.workspace_id == workspace_id)

    async def add(self, values: Mapping[str, Any]) -> None:
        """Insert one provider."""
        self._session.add(Provider(workspace_id=self._workspace_id, **values))
        await self._session.flush()

    async def get(self, provider_id: UUID) -> Row | None:
        """One provider."""
        rows = await self._session.execute(self._mine.where(Provider.id == provider_id))
        return rows.mappings().one_or_none()

    async def all(self) -> Sequence[Row]:
        """Every provider, in the order they were made."""
        rows = await self._session.execute(self._mine.order_by(Provider.created_at, Provider.id))
        return rows.mappings().all()

    async def usable(self, step: str, tiers: Sequence[str]) -> Sequence[Row]:
        """Those switched on for a step and in one of the tiers."""
        query = self._mine.where(
            Provider.step == step, Provider.tier.in_(tiers), Provider.is_enabled.is_(True)
        )
        rows = await self._session.execute(query.order_by(Provider.created_at, Provider.id))
        return rows.mappings().all()

    async def for_update(self, provider_id: UUID) -> Row | None:
        """One provider, held until the transaction ends."""
        query = self._mine.where(Provider.id == provider_id).with_for_update()
        return (await self._session.execute(query)).mappings().one_or_none()

    async def change(self, provider_id: UUID, values: Mapping[str, Any]) -> bool:
        """Update one provider; False when there is none."""
        done = await self._session.execute(
            update(Provider)
            .where(Provider.workspace_id == self._workspace_id, Provider.id == provider_id)
            .values(**values)
            .returning(Provider.id)
        )
        return done.scalar_one_or_none() is not None

    async def delete(self, provider_id: UUID) -> bool:
        """Remove one provider with its key; False when there is none."""
        done = await self._session.execute(
            delete(Provider)
            .where(Provider.workspace_id == self._workspace_id, Provider.id == provider_id)
            .returning(Provider.id)
        )
        return done.scalar_one_or_none() is not None

    async def tiers(self) -> Sequence[Row]:
        """Every choice of a tier."""
        query = select(TierChoice.brand_id, TierChoice.step, TierChoice.tier).where(
            TierChoice.workspace_id == self._workspace_id
        )
        rows = await self._session.execute(query.order_by(TierChoice.brand_id, TierChoice.step))
        return rows.mappings().all()

    async def tier(self, brand_id: UUID | None, step: str) -> str | None:
        """The brand's own choice, else the workspace's; None where nobody chose."""
        query = (
            select(TierChoice.tier)
            .where(
                TierChoice.workspace_id == self._workspace_id,
                TierChoice.step == step,
                or_(TierChoice.brand_id == brand_id, TierChoice.brand_id.is_(None)),
            )
            .order_by(TierChoice.brand_id.is_(None))
            .limit(1)
        )
        return (await self._session.execute(query)).scalar_one_or_none()

    async def choose(self, brand_id: UUID | None, step: str, tier: str, now: datetime) -> None:
        """Set a tier."""
        place = {"workspace_id": self._workspace_id, "brand_id": brand_id, "step": step}
        values = {"tier": tier, "updated_at": now}
        query = insert(TierChoice).values(id=new_id(), **place, **values)
        await self._session.execute(
            query.on_conflict_do_update(index_elements=list(place), set_=values)
        )

    async def unchoose(self, brand_id: UUID | None, step: str) -> None:
        """Go back to the workspace's tier, or to the built-in one."""
        await self._session.execute(
            delete(TierChoice).where(
                TierChoice.workspace_id == self._workspace_id,
                TierChoice.brand_id.is_not_distinct_from(brand_id),
                TierChoice.step == step,
            )
        )

    async def budgets(self) -> Sequence[Row]:
        """Every cap, the workspace's first."""
        query = select(Budget.brand_id, Budget.monthly_limit).where(
            Budget.workspace_id == self._workspace_id
        )
        rows = await self._session.execute(
            query.order_by(Budget.brand_id.is_not(None), Budget.brand_id)
        )
        return rows.mappings().all()

    async def cap(self, brand_id: UUID | None, limit: Decimal, now: datetime) -> None:
        """Set a cap."""
        place = {"workspace_id": self._workspace_id, "brand_id": brand_id}
        values = {"monthly_limit": limit, "updated_at": now}
        query = insert(Budget).values(id=new_id(), **place, **values)
        await self._session.execute(
            query.on_conflict_do_update(index_elements=list(place), set_=values)
        )

    async def uncap(self, brand_id: UUID | None) -> None:
        """Remove a cap."""
        await self._session.execute(
            delete(Budget).where(
                Budget.workspace_id == self._workspace_id,
                Budget.brand_id.is_not_distinct_from(brand_id),
            )
        )


class LedgerRepository:
    """Calls and kept answers of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id

    async def take_turn(self) -> None:
        """Wait for others that look at the money, until this transaction ends.

        Two calls that fit alone and not together must not both see the same remainder.
        """
        await self._session.execute(_TURN, {"name": f"providers {self._workspace_id}"})

    async def add(self, values: Mapping[str, Any]) -> None:
        """Write one line."""
        self._session.add(Call(workspace_id=self._workspace_id, **values))
        await self._session.flush()

    async def change(self, call_id: UUID, values: Mapping[str, Any]) -> None:
        """Complete one line."""
        await self._session.execute(
            update(Call)
            .where(Call.workspace_id == self._workspace_id, Call.id == call_id)
            .values(**values)
        )

    async def spent(self, since: datetime, brand_id: UUID | None) -> Decimal:
        """What was spent since a moment, by a brand or by everyone; calls under way count."""
        query = select(func.coalesce(func.sum(Call.cost), Decimal(0))).where(
            Call.workspace_id == self._workspace_id, Call.started_at >= since
        )
        if brand_id is not None:
            query = query.where(Call.brand_id == brand_id)
        return Decimal(await self._session.scalar(query) or 0)

    async def typical(self, provider_id: UUID) -> Row | None:
        """What the last good calls of a provider used and took; None before the first."""
        recent = (
            select(Call.input_tokens, Call.output_tokens, Call.characters, Call.milliseconds)
            .where(
                Call.workspace_id == self._workspace_id,
                Call.provider_id == provider_id,
                Call.outcome == "done",
            )
            .order_by(Call.started_at.desc())
            .limit(_RECENT_CALLS)
            .subquery()
        )
        middle = func.percentile_cont(0.5)
        query = select(
            func.count().label("calls"),
            middle.within_group(recent.c.input_tokens).label("input_tokens"),
            middle.within_group(recent.c.output_tokens).label("output_tokens"),
            middle.within_group(recent.c.characters).label("characters"),
            middle.within_group(recent.c.milliseconds).label("milliseconds"),
        )
        row = (await self._session.execute(query)).mappings().one()
        return row if row["calls"] else None

    async def totals(
        self, by: ColumnElement[Any], conditions: Sequence[ColumnElement[bool]]
    ) -> Sequence[Row]:
        """Sums over groups of lines, the dearest first."""
        cost = func.sum(Call.cost)
        query = (
            select(
                by.label("group"),
                func.count().label("calls"),
                func.count().filter(Call.is_cached).label("cached"),
                func.count().filter(Call.outcome.not_in(_GOOD)).label("failed"),
                func.sum(Call.input_tokens).label("input_tokens"),
                func.sum(Call.output_tokens).label("output_tokens"),
                func.sum(Call.pictures).label("pictures"),
                func.sum(Call.characters).label("characters"),
                cost.label("cost"),
            )
            .where(Call.workspace_id == self._workspace_id, *conditions)
            .group_by(by)
            .order_by(cost.desc(), by)
            .limit(_MOST_GROUPS)
        )
        return (await self._session.execute(query)).mappings().all()

    async def kept(self, fingerprint: str, since: datetime) -> dict[str, Any] | None:
        """An answer to the very same question."""
        query = select(KeptAnswer.answer).where(
            KeptAnswer.workspace_id == self._workspace_id,
            KeptAnswer.fingerprint == fingerprint,
            KeptAnswer.created_at >= since,
        )
        return (await self._session.execute(query)).scalar_one_or_none()

    async def keep(self, values: Mapping[str, Any]) -> None:
        """Keep an answer in place of an earlier one."""
        query = insert(KeptAnswer).values(workspace_id=self._workspace_id, **values)
        await self._session.execute(
            query.on_conflict_do_update(
                index_elements=["workspace_id", "fingerprint"],
                set_={"answer": values["answer"], "created_at": values["created_at"]},
            )
        )

    async def forget_before(self, moment: datetime) -> None:
        """Let go of answers that are too old to be used."""
        await self._session.execute(
            delete(KeptAnswer).where(
                KeptAnswer.workspace_id == self._workspace_id, KeptAnswer.created_at < moment
            )
        )


async def files_kept(session: AsyncSession, names: Sequence[str]) -> frozenset[str]:
    """Those of the stored files that are kept answers of any workspace; for system work."""
    file = KeptAnswer.answer["file"].astext
    found = await session.scalars(select(file).where(file.in_(names)))
    return frozenset(found.all())
