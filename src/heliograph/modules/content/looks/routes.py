"""Looks over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from heliograph.kit.web.envelope import One, answers, one_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.brands import KitOut
from heliograph.modules.content.looks.schemas import KitOffer, LogoOrder, LookOrder
from heliograph.modules.content.looks.service import LooksService
from heliograph.modules.content.service.tools import ContentTools

router = APIRouter(prefix="/brands/{brand_id}", tags=["brands"])


async def looks(work: Work, tools: Annotated[ContentTools, offered(ContentTools)]) -> LooksService:
    """The service for this request."""
    return LooksService(work, tools)


Looks = Annotated[LooksService, Depends(looks)]


@router.post(
    "/kit-from-logo",
    dependencies=[requires("brands:write")],
    responses=answers(One[KitOffer]),
)
async def read_kit_from_logo(brand_id: UUID, order: LogoOrder, looks: Looks) -> Response:
    """Read a kit from a logo of the library; with `keep` the brand takes both over."""
    return one_response(await looks.from_logo(brand_id, order.asset_id, keep=order.keep))


@router.put("/look", dependencies=[requires("brands:write")], responses=answers(One[KitOut]))
async def set_look(brand_id: UUID, order: LookOrder, looks: Looks) -> Response:
    """Set the logo and the background of a brand's pictures, as far as they are given."""
    given = order.model_dump(mode="json", exclude_unset=True)
    return one_response(await looks.change(brand_id, given))
