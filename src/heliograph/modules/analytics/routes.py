"""Numbers over HTTP."""

from __future__ import annotations

from collections import Counter
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from heliograph.kit.web.envelope import One, answers, one_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.analytics.schemas import (
    AccountMetricsOut,
    HomeOut,
    PerformanceOut,
    PostMetricsOut,
    SummaryOut,
)
from heliograph.modules.analytics.service import NumbersService, NumbersTools, OverviewService
from heliograph.modules.content import ContentReader

router = APIRouter(tags=["analytics"])
Tools = Annotated[NumbersTools, offered(NumbersTools)]


async def numbers(work: Work, tools: Tools) -> NumbersService:
    """The service for this request."""
    return tools.service(work)


Numbers = Annotated[NumbersService, Depends(numbers)]


@router.get(
    "/posts/{post_id}/metrics",
    dependencies=[requires("analytics:read")],
    responses=answers(One[PostMetricsOut]),
)
async def read_post_metrics(post_id: UUID, numbers: Numbers, work: Work, tools: Tools) -> Response:
    """A post's numbers over time."""
    await tools.scheduling.service(work).get(post_id)
    rows = await numbers.of_post(post_id)
    shown = [{"at": row.pop("taken_at")} | row for row in rows]
    return one_response({"snapshots": shown})


@router.get(
    "/channels/{channel_id}/metrics",
    dependencies=[requires("analytics:read")],
    responses=answers(One[AccountMetricsOut]),
)
async def read_account_metrics(channel_id: UUID, work: Work, tools: Tools) -> Response:
    """An account's own numbers over time: followers and what else its platform tells."""
    await tools.channels.service(work).card(channel_id)
    rows = await tools.accounts(work).of_channel(channel_id)
    shown = [{"at": row["taken_at"], "metrics": row["metrics"]} for row in rows]
    return one_response({"snapshots": shown})


@router.get(
    "/content/{content_id}/performance",
    dependencies=[requires("analytics:read")],
    responses=answers(One[PerformanceOut]),
)
async def read_performance(content_id: UUID, work: Work, tools: Tools) -> Response:
    """How a content did over all its posts."""
    await ContentReader(work).get(content_id)
    posts = await tools.scheduling.service(work).of_content(content_id)
    totals: Counter[str] = Counter()
    for post in posts:
        totals.update(post["metrics"] or {})
    names = ("id", "status", "metrics")
    shown = [
        {name: post[name] for name in names} | {"platform": post["channel_platform"]}
        for post in posts
    ]
    return one_response({"totals": dict(totals), "posts": shown})


@router.get(
    "/analytics/dashboard/summary",
    dependencies=[requires("analytics:read")],
    responses=answers(One[SummaryOut]),
)
async def read_summary(numbers: Numbers) -> Response:
    """The last day in numbers."""
    return one_response(await numbers.summary())


@router.get("/home", dependencies=[requires("posts:read")], responses=answers(One[HomeOut]))
async def read_home(work: Work, tools: Tools) -> Response:
    """Everything the home page shows, in one read."""
    return one_response(await OverviewService(work, tools).home())
