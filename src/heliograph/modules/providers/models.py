"""Tables of providers: who can be asked, in which tier, for how much, and what was asked."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from heliograph.kit.database import Table
from heliograph.kit.ids import new_id

PRICE = Numeric(14, 8)


class Provider(Table):
    """One configured model. `secret` is sealed and bound to the row; health is what calls found."""

    __tablename__ = "providers_providers"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(32))
    step: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(120))
    tier: Mapped[str] = mapped_column(String(16))
    base_url: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(String(200))
    secret: Mapped[str] = mapped_column(Text, default="")
    price_input: Mapped[Decimal] = mapped_column(PRICE)
    price_output: Mapped[Decimal] = mapped_column(PRICE)
    price_picture: Mapped[Decimal] = mapped_column(PRICE)
    price_characters: Mapped[Decimal] = mapped_column(PRICE, default=Decimal(0))
    priced_on: Mapped[date] = mapped_column(Date)
    timeout_seconds: Mapped[int] = mapped_column(Integer)
    max_tokens: Mapped[int] = mapped_column(Integer)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    is_enabled: Mapped[bool] = mapped_column(Boolean, default=True)
    health: Mapped[str] = mapped_column(String(16), default="untried")
    health_detail: Mapped[str] = mapped_column(Text, default="")
    failures: Mapped[int] = mapped_column(Integer, default=0)
    retry_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class TierChoice(Table):
    """The tier of a step for a brand; without a brand, for the whole workspace."""

    __tablename__ = "providers_tiers"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    brand_id: Mapped[UUID | None]
    step: Mapped[str] = mapped_column(String(8))
    tier: Mapped[str] = mapped_column(String(16))
    updated_at: Mapped[datetime]


class Budget(Table):
    """What may be spent in a calendar month (UTC); without a brand, by the whole workspace."""

    __tablename__ = "providers_budgets"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    brand_id: Mapped[UUID | None]
    monthly_limit: Mapped[Decimal] = mapped_column(Numeric(14, 4))
    updated_at: Mapped[datetime]


class Call(Table):
    """One line of the ledger. `asking` lines hold the most that the call can cost."""

    __tablename__ = "providers_calls"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[UUID]
    provider_id: Mapped[UUID | None]
    provider: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(32))
    model: Mapped[str] = mapped_column(String(200))
    tier: Mapped[str] = mapped_column(String(16))
    step: Mapped[str] = mapped_column(String(8))
    brand_id: Mapped[UUID | None]
    content_id: Mapped[UUID | None]
    run_id: Mapped[UUID | None]
    prompt: Mapped[str] = mapped_column(String(80), default="")
    outcome: Mapped[str] = mapped_column(String(16))
    detail: Mapped[str] = mapped_column(Text, default="")
    is_cached: Mapped[bool] = mapped_column(Boolean, default=False)
    input_tokens: Mapped[int] = mapped_column(Integer, default=0)
    output_tokens: Mapped[int] = mapped_column(Integer, default=0)
    pictures: Mapped[int] = mapped_column(Integer, default=0)
    characters: Mapped[int] = mapped_column(Integer, default=0)
    cost: Mapped[Decimal] = mapped_column(Numeric(16, 8), default=Decimal(0))
    is_estimate: Mapped[bool] = mapped_column(Boolean, default=False)
    milliseconds: Mapped[int] = mapped_column(Integer, default=0)
    started_at: Mapped[datetime]


class KeptAnswer(Table):
    """An answer that was good, by what was asked."""

    __tablename__ = "providers_answers"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    step: Mapped[str] = mapped_column(String(8))
    answer: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
