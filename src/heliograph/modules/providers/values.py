"""Values of this module: tiers, prices, receipts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from heliograph.sdk.generating import Usage, estimated_tokens
from heliograph.sdk.writing import Voice

TIERS = ("offline", "budget", "balanced", "premium")
"""From free and built in to the dearest; a tier may use every cheaper one."""
STEPS = ("text", "image", "voice")
CURRENCY = "USD"
OUTCOMES = (
    "asking",
    "done",
    "cached",
    "offline",
    "failed_check",
    "unusable",
    "declined",
    "later",
    "no_answer",
    "key_refused",
    "model_unknown",
    "no_credit",
    "over_budget",
)
"""What became of a call. `asking` is under way, or its process died: it counts as spent in full."""

_THOUSAND = Decimal(1000)


@dataclass(frozen=True)
class Price:
    """What a thousand tokens, a picture, and a thousand spoken characters cost."""

    input: Decimal = Decimal(0)
    output: Decimal = Decimal(0)
    picture: Decimal = Decimal(0)
    characters: Decimal = Decimal(0)

    def of(self, usage: Usage) -> Decimal:
        """What was used, in money."""
        tokens = self.input * usage.input_tokens + self.output * usage.output_tokens
        said = self.characters * usage.characters
        return (tokens + said) / _THOUSAND + self.picture * usage.pictures


@dataclass(frozen=True)
class Question:
    """What one call asks: how a cache knows it, and how much it can use at most."""

    fingerprint: str
    prompt: str
    most: Usage


@dataclass(frozen=True)
class CallContext:
    """What a call is for. `tier` replaces what the brand has chosen for the step; `provider_id`
    asks one provider, of whatever tier, and no other."""

    brand_id: UUID | None = None
    content_id: UUID | None = None
    run_id: UUID | None = None
    voice: Voice | None = None
    tier: str | None = None
    provider_id: UUID | None = None


@dataclass(frozen=True)
class Receipt:
    """Who made it, what it took, and why it was nobody dearer.

    `fell_back_because` is empty when the first choice made it. The cost counts every call that
    was needed, those that failed as well.
    """

    provider: str
    kind: str
    tier: str
    model: str = ""
    prompt: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    ms: int = 0
    cached: bool = False
    fell_back_because: str = ""
    provider_id: UUID | None = None

    @property
    def tokens(self) -> int:
        """Read and written together."""
        return self.input_tokens + self.output_tokens


@dataclass(frozen=True)
class Configured:
    """A provider of the workspace, opened for calls."""

    id: UUID
    kind: str
    step: str
    name: str
    tier: str
    base_url: str
    model: str
    key: str = field(repr=False)
    price: Price
    timeout_seconds: int
    max_tokens: int
    options: Mapping[str, str]


def voice_of(brand: Mapping[str, Any]) -> Voice:
    """How a brand speaks, from its row."""
    voice = brand["voice"]
    lists = {name: tuple(voice.get(name, ())) for name in ("tone", "do", "dont", "samples")}
    return Voice(**lists, audience=brand["audience"])


def reachable_tiers(tier: str) -> tuple[str, ...]:
    """A tier and every cheaper one, the dearest first."""
    return TIERS[TIERS.index(tier) :: -1]


def most_of(characters: int, max_tokens: int) -> Usage:
    """The most that writing can use."""
    return Usage(estimated_tokens(characters), max_tokens)


def said(characters: int) -> Usage:
    """What saying a text of this length uses; services count it in tokens or in characters."""
    return Usage(estimated_tokens(characters), characters=characters)


def month_of(moment: datetime) -> datetime:
    """When the calendar month of a moment began, in UTC."""
    return moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def price_of(row: Mapping[str, Any]) -> Price:
    """The prices in a row."""
    names = ("price_input", "price_output", "price_picture", "price_characters")
    return Price(*(row[name] for name in names))


def shown_money(amount: Decimal) -> str:
    """An amount for people: cents, or as much as a fraction of a cent needs."""
    return f"${amount:.2f}" if amount >= Decimal("0.01") or amount == 0 else f"${amount:.6f}"
