"""Money over HTTP: the ledger, caps, tiers, and prices before the button is pressed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy import any_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import String

from heliograph.kit.web.envelope import (
    Listed,
    Many,
    One,
    answers,
    listed_response,
    one_response,
)
from heliograph.kit.web.listing import Listing, Reader, of_workspace, states_in
from heliograph.kit.web.pagination import Page
from heliograph.kit.web.permissions import Caller, offered, requires
from heliograph.modules.providers.models import Call
from heliograph.modules.providers.routes import Providers
from heliograph.modules.providers.schemas import (
    BudgetIn,
    BudgetOut,
    CallOut,
    EstimateIn,
    EstimateOut,
    EstimatesIn,
    EstimatesOut,
    Step,
    TierIn,
    TierOut,
    TotalOut,
)
from heliograph.modules.providers.service import Wanted
from heliograph.modules.providers.values import OUTCOMES

router = APIRouter(tags=["providers"])

SHOWN = [Call.__table__.c[name] for name in CallOut.model_fields]
CALLS = Listing(
    statement=select(*SHOWN).where(Call.workspace_id == of_workspace),
    sorts={"started_at": Call.started_at, "cost": Call.cost, "milliseconds": Call.milliseconds},
    default="-started_at",
    key=Call.id,
    filters={
        "provider_id": Call.provider_id == bindparam("provider_id"),
        "brand_id": Call.brand_id == bindparam("brand_id"),
        "content_id": Call.content_id == bindparam("content_id"),
        "run_id": Call.run_id == bindparam("run_id"),
        "step": Call.step == bindparam("step"),
        "outcome": Call.outcome == any_(bindparam("outcome", type_=ARRAY(String))),
        "since": Call.started_at >= bindparam("since"),
        "until": Call.started_at < bindparam("until"),
    },
)


async def call_filters(  # noqa: PLR0913 - one parameter for each filter
    provider_id: UUID | None = None,
    brand_id: UUID | None = None,
    content_id: UUID | None = None,
    run_id: UUID | None = None,
    step: Step | None = None,
    outcome: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> dict[str, Any]:
    """Which lines are meant; several outcomes are separated by commas."""
    return {
        "provider_id": provider_id,
        "brand_id": brand_id,
        "content_id": content_id,
        "run_id": run_id,
        "step": step,
        "outcome": states_in(outcome, OUTCOMES),
        "since": since,
        "until": until,
    }


Filters = Annotated[dict[str, Any], Depends(call_filters)]


@router.get(
    "/providers/ledger",
    dependencies=[requires("providers:read")],
    responses=answers(Listed[CallOut]),
)
async def list_calls(
    reader: Annotated[Reader, offered(Reader)],
    caller: Caller,
    page: Annotated[Page, CALLS.page()],
    filters: Filters,
) -> Response:
    """Every call to a model, the newest first: tokens, money, time, outcome."""
    return await reader.answer(CALLS, caller.workspace_id, page, filters, _shown)


@router.get(
    "/providers/ledger/totals",
    dependencies=[requires("providers:read")],
    responses=answers(Many[TotalOut]),
)
async def total_calls(
    providers: Providers,
    filters: Filters,
    by: Annotated[
        Literal["provider", "brand", "step", "outcome", "day", "month", "all"], Query()
    ] = "provider",
) -> Response:
    """What the calls came to, in groups; the dearest group first."""
    return listed_response(await providers.totals(by, filters), None)


@router.get(
    "/providers/budgets",
    dependencies=[requires("providers:read")],
    responses=answers(Many[BudgetOut]),
)
async def list_budgets(providers: Providers) -> Response:
    """The caps, with what is spent and left this month."""
    return listed_response(await providers.money.budgets(), None)


@router.put(
    "/providers/budgets",
    dependencies=[requires("providers:write")],
    responses=answers(Many[BudgetOut]),
)
async def set_budget(order: BudgetIn, providers: Providers) -> Response:
    """Set or remove a cap. Once it is reached, cheaper tiers go on, at last the built-in one."""
    await providers.money.cap(order.brand_id, order.monthly_limit)
    return listed_response(await providers.money.budgets(), None)


@router.get(
    "/providers/tiers",
    dependencies=[requires("providers:read")],
    responses=answers(Many[TierOut]),
)
async def list_tiers(providers: Providers) -> Response:
    """The chosen tiers: of the workspace, and of brands that differ from it."""
    return listed_response(await providers.money.tiers(), None)


@router.put(
    "/providers/tiers",
    dependencies=[requires("providers:write")],
    responses=answers(Many[TierOut]),
)
async def set_tier(order: TierIn, providers: Providers) -> Response:
    """Choose the tier of a step."""
    await providers.money.choose(order.brand_id, order.step, order.tier)
    return listed_response(await providers.money.tiers(), None)


@router.post(
    "/providers/estimate",
    dependencies=[requires("providers:read")],
    responses=answers(One[EstimateOut]),
)
async def estimate(order: EstimateIn, providers: Providers) -> Response:
    """What pieces would cost and take, by whom; nothing is made."""
    wanted = Wanted(**order.model_dump())
    return one_response(await providers.estimate(wanted))


@router.post(
    "/providers/estimates",
    dependencies=[requires("providers:read")],
    responses=answers(One[EstimatesOut]),
)
async def estimate_many(order: EstimatesIn, providers: Providers) -> Response:
    """The same for many brands and steps at once, and what it all comes to."""
    wanted = [Wanted(**one.model_dump()) for one in order.orders]
    return one_response(await providers.estimates(wanted))


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"cost": float(row["cost"])}
