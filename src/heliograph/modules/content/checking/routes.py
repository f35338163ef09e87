"""The gate over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from heliograph.kit.web.envelope import Many, One, answers, listed_response, one_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.content.checking.schemas import (
    CheckOrder,
    GateCheckOut,
    LookedAt,
    ReportOut,
)
from heliograph.modules.content.checking.service import Brought, CheckingService
from heliograph.modules.content.gate import PictureFile
from heliograph.modules.content.service.tools import ContentTools
from heliograph.sdk.files import MediaFacts

router = APIRouter(prefix="/content", tags=["content"])


async def checking(
    work: Work, tools: Annotated[ContentTools, offered(ContentTools)]
) -> CheckingService:
    """The service for this request."""
    return CheckingService(work, tools)


@router.post("/check", dependencies=[requires("content:read")], responses=answers(One[ReportOut]))
async def check_text(
    order: CheckOrder, checking: Annotated[CheckingService, Depends(checking)]
) -> Response:
    """What the gate says of a text that was written elsewhere; nothing is stored."""
    brought = Brought(
        brand_id=order.brand_id,
        text=order.text,
        hashtags=order.hashtags,
        title=order.title,
        alt_text=order.alt_text,
        platforms=order.platforms,
        type=order.content_type,
        day=order.target_date,
        asset_id=order.asset_id,
        picture=_file(order.picture),
    )
    return one_response(await checking.check(brought))


@router.get(
    "/checks", dependencies=[requires("content:read")], responses=answers(Many[GateCheckOut])
)
async def list_checks(checking: Annotated[CheckingService, Depends(checking)]) -> Response:
    """The checks of the gate that a brand's policy may name."""
    return listed_response(checking.known(), None)


def _file(seen: LookedAt | None) -> PictureFile | None:
    if seen is None:
        return None
    return PictureFile(MediaFacts(seen.mime, seen.size, seen.width, seen.height), seen.spread)
