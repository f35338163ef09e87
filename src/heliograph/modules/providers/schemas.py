"""What crosses the wire of providers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr

Tier = Literal["offline", "budget", "balanced", "premium"]
Step = Literal["text", "image", "voice"]
Amount = Annotated[Decimal, Field(ge=0, le=100_000, max_digits=14, decimal_places=8)]
Key = Annotated[SecretStr, Field(max_length=4000)]
Options = Annotated[
    dict[
        Annotated[str, Field(max_length=40)],
        Annotated[str, Field(max_length=200)],
    ],
    Field(max_length=20),
]


class PriceIn(BaseModel):
    """Prices in US dollars, as the service's price page showed them on a day."""

    model_config = ConfigDict(extra="forbid")

    input_per_1k: Amount = Field(Decimal(0), description="A thousand tokens that are read.")
    output_per_1k: Amount = Field(Decimal(0), description="A thousand tokens that are written.")
    per_picture: Amount = Decimal(0)
    per_1k_characters: Amount = Field(Decimal(0), description="A thousand characters, spoken.")
    as_of: date = Field(description="The day on which somebody looked.")


class ProviderOrder(BaseModel):
    """A provider to be set up."""

    model_config = ConfigDict(extra="forbid")

    kind: str = Field(max_length=32, examples=["openai"])
    model: str = Field(min_length=1, max_length=200)
    name: str | None = Field(None, min_length=1, max_length=120)
    tier: Tier | None = Field(None, description="Default: the tier of its kind.")
    base_url: str | None = Field(
        None, max_length=2000, description="An address, or the name of a known service: groq."
    )
    key: Key | None = Field(None, description="Stored encrypted, and never shown again.")
    price: PriceIn | None = Field(
        None, description="Needed unless the service is on your own machine or network."
    )
    timeout_seconds: int | None = Field(None, ge=2, le=600)
    max_tokens: int | None = Field(None, ge=64, le=32_000, description="Longest answer.")
    options: Options = Field(default_factory=dict)
    is_enabled: bool = True


class ProviderChange(BaseModel):
    """What may be changed about a provider; another server needs its key given again."""

    model_config = ConfigDict(extra="forbid")

    model: str | None = Field(None, min_length=1, max_length=200)
    name: str | None = Field(None, min_length=1, max_length=120)
    tier: Tier | None = None
    base_url: str | None = Field(None, max_length=2000)
    key: Key | None = None
    price: PriceIn | None = None
    timeout_seconds: int | None = Field(None, ge=2, le=600)
    max_tokens: int | None = Field(None, ge=64, le=32_000)
    options: Options | None = None
    is_enabled: bool | None = None


class PriceOut(BaseModel):
    """Prices in US dollars, and when somebody looked."""

    input_per_1k: float
    output_per_1k: float
    per_picture: float
    per_1k_characters: float
    as_of: date


class ProviderOut(BaseModel):
    """A provider as it is shown: whether it has a key, never which."""

    id: UUID
    kind: str
    step: Step
    name: str
    tier: Tier
    base_url: str
    model: str
    has_key: bool
    price: PriceOut
    timeout_seconds: int
    max_tokens: int
    options: dict[str, str]
    is_enabled: bool
    health: str
    health_detail: str
    failures: int
    retry_at: datetime | None
    created_at: datetime
    updated_at: datetime


class ProviderKindOut(BaseModel):
    """A kind of provider that can be set up."""

    id: str
    name: str
    step: Step
    tier: Tier
    key: Literal["none", "optional", "needed"]
    default_base_url: str
    addresses: dict[str, str]
    description: str
    hint: str
    maturity: str


class TrialOut(BaseModel):
    """What trying a provider out has found."""

    is_ok: bool
    sentence: str
    remedy: str
    models: list[str]
    has_model: bool | None
    milliseconds: int


class CallOut(BaseModel):
    """One line of the ledger."""

    id: UUID
    provider_id: UUID | None
    provider: str
    kind: str
    model: str
    tier: Tier
    step: Step
    brand_id: UUID | None
    content_id: UUID | None
    run_id: UUID | None
    prompt: str
    outcome: str
    detail: str
    is_cached: bool
    input_tokens: int
    output_tokens: int
    pictures: int
    characters: int
    cost: float
    is_estimate: bool
    milliseconds: int
    started_at: datetime


class TotalOut(BaseModel):
    """What one group of calls came to."""

    group: str | None
    calls: int
    cached: int
    failed: int
    input_tokens: int
    output_tokens: int
    pictures: int
    characters: int
    cost: float


class TierIn(BaseModel):
    """The tier of a step, for a brand or for the whole workspace; null takes a choice back."""

    model_config = ConfigDict(extra="forbid")

    brand_id: UUID | None = None
    step: Step
    tier: Tier | None


class TierOut(BaseModel):
    """A chosen tier."""

    brand_id: UUID | None
    step: Step
    tier: Tier


class BudgetIn(BaseModel):
    """What may be spent in a calendar month, by a brand or by the whole workspace; null: no cap."""

    model_config = ConfigDict(extra="forbid")

    brand_id: UUID | None = None
    monthly_limit: (
        Annotated[Decimal, Field(ge=0, le=1_000_000, max_digits=12, decimal_places=4)] | None
    )


class BudgetOut(BaseModel):
    """A cap, and what is spent and left this month (UTC)."""

    brand_id: UUID | None
    monthly_limit: float | None
    spent: float
    left: float | None
    currency: str


class EstimateIn(BaseModel):
    """What is to be made."""

    model_config = ConfigDict(extra="forbid")

    step: Step
    pieces: int = Field(1, ge=1, le=100_000)
    brand_id: UUID | None = None
    tier: Tier | None = Field(None, description="Default: what the brand has chosen.")
    characters: int | None = Field(
        None, ge=1, le=20_000, description="Said in each piece of the step voice; default: 700."
    )


class ChoiceOut(BaseModel):
    """One provider of the tier with its price and time; `reason` says why it would be passed."""

    provider_id: UUID | None
    provider: str
    tier: Tier
    model: str
    low: float
    high: float
    seconds: float
    is_measured: bool
    priced_on: date | None
    reason: str


class EstimateOut(BaseModel):
    """Price and time, before anything is made; the first choice without a reason makes it."""

    step: Step
    tier: Tier
    pieces: int
    currency: str
    left: float | None
    choices: list[ChoiceOut]


class EstimatesIn(BaseModel):
    """What is to be made, brand by brand and step by step."""

    model_config = ConfigDict(extra="forbid")

    orders: list[EstimateIn] = Field(min_length=1, max_length=400)


class BrandEstimateOut(EstimateOut):
    """Price and time of one of several orders."""

    brand_id: UUID | None


class SumOut(BaseModel):
    """All of it together, each piece by who would make it. `left` is what the workspace's cap
    leaves; over it, cheaper providers make the rest."""

    low: float
    high: float
    seconds: float
    currency: str
    left: float | None
    is_over_cap: bool


class EstimatesOut(BaseModel):
    """Price and time of many orders, in their order, and of all of them."""

    orders: list[BrandEstimateOut]
    total: SumOut
