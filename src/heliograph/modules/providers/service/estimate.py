"""What a number of pieces would cost and take, told before anybody presses the button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from heliograph.kit.database import Row, UnitOfWork
from heliograph.modules.providers.repository import LedgerRepository, ProviderRepository
from heliograph.modules.providers.service.chain import TRIES
from heliograph.modules.providers.service.circuit import why_not
from heliograph.modules.providers.service.parts import ProviderParts
from heliograph.modules.providers.values import (
    CURRENCY,
    TIERS,
    month_of,
    price_of,
    reachable_tiers,
    said,
)
from heliograph.sdk.generating import Usage

SAID = 700
"""Characters that are said in a video, where nobody counted them."""
USUAL = {"text": Usage(1900, 400), "image": Usage(200, 0, 1)}
"""What a piece uses before there are calls to go by."""
SECONDS = {"text": 8.0, "image": 20.0}
CHARACTER_SECONDS = 0.02
"""What a service needs for each character that it says, before there are calls to go by."""
BUILT_IN_SECONDS = {"text": 0.05, "image": 0.2, "voice": 1.0}


@dataclass(frozen=True)
class Wanted:
    """What is asked about. A piece of the step voice is all that is said in a video: so many
    `characters`. `provider_id` asks about one provider, of whatever tier."""

    step: str
    pieces: int = 1
    brand_id: UUID | None = None
    tier: str | None = None
    characters: int | None = None
    provider_id: UUID | None = None


class Estimator:
    """Prices and times of one workspace's providers."""

    def __init__(self, work: UnitOfWork, parts: ProviderParts) -> None:
        self._work = work
        self._parts = parts

    async def estimate(self, wanted: Wanted) -> dict[str, Any]:
        """Every provider of the tier with its price and time, the first choice first.

        `low` is what such pieces usually cost, `high` what they cost at the very most.
        """
        async with self._work.transaction() as session:
            rows = ProviderRepository(session, self._work.workspace_id)
            ledger = LedgerRepository(session, self._work.workspace_id)
            tier = wanted.tier or await rows.tier(wanted.brand_id, wanted.step) or TIERS[0]
            found = await rows.usable(wanted.step, reachable_tiers(tier)[:-1])
            if wanted.provider_id is not None:
                found = [one for one in await rows.all() if one["id"] == wanted.provider_id]
            ordered = sorted(found, key=lambda row: -TIERS.index(row["tier"]))
            choices = [
                self._choice(row, await ledger.typical(row["id"]), wanted) for row in ordered
            ]
            left = await self._left(rows, ledger, wanted.brand_id)
        for choice in choices:
            if left is not None and choice["low"] > left and not choice["reason"]:
                choice["reason"] = "the month's cap leaves no room for all of it"
        return {
            "step": wanted.step,
            "tier": tier,
            "pieces": wanted.pieces,
            "currency": CURRENCY,
            "left": left,
            "choices": [*choices, _built_in(wanted)],
        }

    async def many(self, wanted: Sequence[Wanted]) -> dict[str, Any]:
        """Each order's estimate with its brand, and the sum of those who would make them."""
        orders = [await self.estimate(one) | {"brand_id": one.brand_id} for one in wanted]
        makers = [_maker(one["choices"]) for one in orders]
        low, high, seconds = (
            sum(float(maker[name]) for maker in makers) for name in ("low", "high", "seconds")
        )
        async with self._work.transaction() as session:
            rows = ProviderRepository(session, self._work.workspace_id)
            ledger = LedgerRepository(session, self._work.workspace_id)
            left = await self._left(rows, ledger, None)
        total = {
            "low": low,
            "high": high,
            "seconds": seconds,
            "currency": CURRENCY,
            "left": left,
            "is_over_cap": left is not None and low > left,
        }
        return {"orders": orders, "total": total}

    def _choice(self, row: Row, typical: Row | None, wanted: Wanted) -> dict[str, Any]:
        price, pieces = price_of(row), wanted.pieces
        if wanted.step == "voice":
            usual, seconds = _spoken(wanted, typical)
            most = usual
        else:
            usual, seconds = _usual(wanted.step, typical)
            most = Usage(usual.input_tokens * 2, row["max_tokens"], usual.pictures)
        return {
            "provider_id": row["id"],
            "provider": row["name"],
            "tier": row["tier"],
            "model": row["model"],
            "low": float(price.of(usual) * pieces),
            "high": float(price.of(most) * pieces * TRIES),
            "seconds": round(seconds * pieces, 2),
            "is_measured": typical is not None,
            "priced_on": row["priced_on"],
            "reason": why_not(row, self._parts.clock.now()),
        }

    async def _left(
        self, rows: ProviderRepository, ledger: LedgerRepository, brand_id: UUID | None
    ) -> float | None:
        """What the tightest cap leaves this month; None where there is no cap."""
        since = month_of(self._parts.clock.now())
        lefts = [
            cap["monthly_limit"] - await ledger.spent(since, cap["brand_id"])
            for cap in await rows.budgets()
            if cap["brand_id"] in (None, brand_id)
        ]
        return float(max(min(lefts), Decimal(0))) if lefts else None


def _usual(step: str, typical: Row | None) -> tuple[Usage, float]:
    """What a text or a picture uses, and the seconds it takes."""
    usual = USUAL[step]
    if typical is None:
        return usual, SECONDS[step]
    tokens = round(typical["input_tokens"]), round(typical["output_tokens"])
    return Usage(*tokens, usual.pictures), typical["milliseconds"] / 1000


def _spoken(wanted: Wanted, typical: Row | None) -> tuple[Usage, float]:
    """The same for what is said: its length is known, how long a character takes is measured."""
    characters = wanted.characters or SAID
    each = CHARACTER_SECONDS
    if typical is not None and typical["characters"]:
        each = typical["milliseconds"] / 1000 / typical["characters"]
    return said(characters), each * characters


def _maker(choices: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Who would make it: the first choice that nothing speaks against."""
    return next(one for one in choices if not one["reason"])


def _built_in(wanted: Wanted) -> dict[str, Any]:
    return {
        "provider_id": None,
        "provider": "Built in",
        "tier": TIERS[0],
        "model": "",
        "low": 0.0,
        "high": 0.0,
        "seconds": BUILT_IN_SECONDS[wanted.step] * wanted.pieces,
        "is_measured": False,
        "priced_on": None,
        "reason": "",
    }
