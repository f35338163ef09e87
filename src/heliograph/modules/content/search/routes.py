"""Search over HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from heliograph.kit.web.envelope import Many, answers, listed_response
from heliograph.kit.web.listing import states_in
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.content.search.index import Wanted
from heliograph.modules.content.search.schemas import FoundOut
from heliograph.modules.content.search.service import SearchService
from heliograph.modules.content.service.tools import ContentTools

router = APIRouter(prefix="/content", tags=["content"])
Period: TypeAlias = tuple[date | None, date | None]
STATES = ("ready", "refused", "archived")


async def searching(
    work: Work, tools: Annotated[ContentTools, offered(ContentTools)]
) -> SearchService:
    """The service for this request."""
    return SearchService(work, tools)


async def wanted(
    q: Annotated[
        str, Query(max_length=500, description="Words, or a thought; nothing finds nothing.")
    ] = "",
    brand_id: UUID | None = None,
    content_type: Annotated[str | None, Query(alias="type", max_length=64)] = None,
    status: Annotated[str | None, Query(description="Default: ready,refused.")] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> Wanted:
    """What is looked for."""
    states = states_in(status, STATES) or ("ready", "refused")
    return Wanted(q, brand_id, content_type, states, most=limit)


async def period(since: date | None = None, until: date | None = None) -> Period:
    """The days that the contents are about."""
    return since, until


@router.get("/search", dependencies=[requires("content:read")], responses=answers(Many[FoundOut]))
async def search_contents(
    wanted: Annotated[Wanted, Depends(wanted)],
    period: Annotated[Period, Depends(period)],
    search: Annotated[SearchService, Depends(searching)],
) -> Response:
    """Made pieces by words and by meaning, the best first; the newest wording counts."""
    since, until = period
    found = await search.find(replace(wanted, since=since, until=until))
    names = FoundOut.model_fields
    return listed_response([{name: one[name] for name in names} for one in found], None)
