"""Variants over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from heliograph.kit.web.envelope import Many, One, answers, listed_response, one_response
from heliograph.kit.web.permissions import Caller, Work, offered, requires
from heliograph.modules.content.schemas import ContentOut
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.variants.schemas import (
    Choice,
    FillOrder,
    ShotOut,
    VariantOrder,
    VariantOut,
)
from heliograph.modules.content.variants.service import VariantService

router = APIRouter(prefix="/content/{content_id}", tags=["content"])


async def variants(
    work: Work, tools: Annotated[ContentTools, offered(ContentTools)]
) -> VariantService:
    """The service for this request."""
    return VariantService(work, tools)


Variants = Annotated[VariantService, Depends(variants)]


@router.get(
    "/variants", dependencies=[requires("content:read")], responses=answers(Many[VariantOut])
)
async def list_variants(content_id: UUID, variants: Variants) -> Response:
    """Other wordings of a piece, in the order they were made."""
    return listed_response([_shown(one) for one in await variants.of(content_id)], None)


@router.post(
    "/variants",
    status_code=201,
    dependencies=[requires("content:write")],
    responses=answers(Many[VariantOut], 201),
)
async def make_variants(content_id: UUID, order: VariantOrder, variants: Variants) -> Response:
    """Make other wordings: alternatives, hooks, forms for platforms, or an improved one."""
    made = await variants.make(content_id, order.asked())
    return listed_response([_shown(one) for one in made], None, 201)


@router.post(
    "/fill",
    status_code=201,
    dependencies=[requires("content:write")],
    responses=answers(One[VariantOut], 201),
)
async def fill_template(content_id: UUID, order: FillOrder, variants: Variants) -> Response:
    """Make another wording from a template and the facts of the piece's own plan."""
    made = await variants.fill(content_id, order.template_id, order.values)
    return one_response(_shown(made), 201)


@router.post(
    "/variants/{variant_id}/choose",
    dependencies=[requires("content:write")],
    responses=answers(One[ContentOut]),
)
async def choose_variant(
    content_id: UUID, variant_id: UUID, choice: Choice, variants: Variants, caller: Caller
) -> Response:
    """Take a wording; what stood there before is kept as a version."""
    taken = await variants.choose(content_id, variant_id, choice.version, caller.user_id)
    return one_response({name: taken[name] for name in ContentOut.model_fields})


@router.delete("/variants/{variant_id}", status_code=204, dependencies=[requires("content:write")])
async def remove_variant(content_id: UUID, variant_id: UUID, variants: Variants) -> None:
    """Take a wording away."""
    await variants.remove(content_id, variant_id)


@router.get("/script", dependencies=[requires("content:read")], responses=answers(Many[ShotOut]))
async def get_script(content_id: UUID, variants: Variants) -> Response:
    """The piece as the script of a video: one shot for each sentence."""
    shots = await variants.script(content_id)
    return listed_response([asdict(shot) for shot in shots], None)


def _shown(variant: Mapping[str, Any]) -> dict[str, Any]:
    return {name: variant[name] for name in VariantOut.model_fields}
