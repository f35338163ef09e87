"""Tiers and caps: what a brand may use, what may be spent, what is left."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.brands import BrandsService
from heliograph.modules.providers.errors import BudgetInvalid
from heliograph.modules.providers.repository import LedgerRepository, ProviderRepository
from heliograph.modules.providers.service.parts import ProviderParts
from heliograph.modules.providers.values import CURRENCY, STEPS, TIERS, month_of


class MoneyBook:
    """Tiers and caps of one workspace."""

    def __init__(self, work: UnitOfWork, parts: ProviderParts) -> None:
        self._work = work
        self._parts = parts

    async def tiers(self) -> list[dict[str, Any]]:
        """Every choice; the workspace's stands for each step, chosen or not."""
        async with self._work.transaction() as session:
            rows = await ProviderRepository(session, self._work.workspace_id).tiers()
        chosen = {(row["brand_id"], row["step"]): row["tier"] for row in rows}
        own = [(None, step, chosen.pop((None, step), TIERS[0])) for step in STEPS]
        others = [(brand_id, step, tier) for (brand_id, step), tier in chosen.items()]
        return [{"brand_id": one[0], "step": one[1], "tier": one[2]} for one in (*own, *others)]

    async def choose(self, brand_id: UUID | None, step: str, tier: str | None) -> None:
        """Set the tier of a step; None goes back to the workspace's, or to offline."""
        if step not in STEPS:
            raise BudgetInvalid(f"The steps are {', '.join(STEPS)}", pointer="/step")
        if tier is not None and tier not in TIERS:
            raise BudgetInvalid(f"The tiers are {', '.join(TIERS)}", pointer="/tier")
        await self._check_brand(brand_id)
        async with self._work.transaction() as session:
            rows = ProviderRepository(session, self._work.workspace_id)
            if tier is None:
                await rows.unchoose(brand_id, step)
            else:
                await rows.choose(brand_id, step, tier, self._parts.clock.now())

    async def budgets(self) -> list[dict[str, Any]]:
        """Every cap with what is spent and left this month; the workspace's line always stands."""
        since = month_of(self._parts.clock.now())
        async with self._work.transaction() as session:
            caps = await ProviderRepository(session, self._work.workspace_id).budgets()
            limits = {None: None} | {one["brand_id"]: one["monthly_limit"] for one in caps}
            rows = LedgerRepository(session, self._work.workspace_id)
            return [
                _shown(brand_id, limit, await rows.spent(since, brand_id))
                for brand_id, limit in limits.items()
            ]

    async def cap(self, brand_id: UUID | None, limit: Decimal | None) -> None:
        """Set what may be spent in a month; None takes the cap away."""
        await self._check_brand(brand_id)
        async with self._work.transaction() as session:
            rows = ProviderRepository(session, self._work.workspace_id)
            if limit is None:
                await rows.uncap(brand_id)
            else:
                await rows.cap(brand_id, limit, self._parts.clock.now())

    async def _check_brand(self, brand_id: UUID | None) -> None:
        if brand_id is not None:
            await BrandsService.check_all_exist(self._work, [brand_id])


def _shown(brand_id: UUID | None, limit: Decimal | None, spent: Decimal) -> dict[str, Any]:
    left = None if limit is None else float(max(limit - spent, Decimal(0)))
    return {
        "brand_id": brand_id,
        "monthly_limit": None if limit is None else float(limit),
        "spent": float(spent),
        "left": left,
        "currency": CURRENCY,
    }
