"""Pictures of a piece over HTTP: seen in any size and design before one is taken."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from heliograph.kit.web.envelope import Many, One, answers, listed_response, one_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.content.schemas import (
    ContentOut,
    DesignOut,
    PictureChoice,
    PictureSizeOut,
)
from heliograph.modules.content.service.drawn import DrawnService
from heliograph.modules.content.service.tools import ContentTools
from heliograph.sdk.sizes import picture_sizes

router = APIRouter(tags=["content"])
Named = Annotated[str | None, Query(max_length=64, pattern=r"^[a-z0-9_-]+$")]


async def drawn(work: Work, tools: Annotated[ContentTools, offered(ContentTools)]) -> DrawnService:
    """The service for this request."""
    return DrawnService(work, tools)


Drawn = Annotated[DrawnService, Depends(drawn)]


@router.get(
    "/picture-sizes",
    dependencies=[requires("content:read")],
    responses=answers(Many[PictureSizeOut]),
)
async def list_picture_sizes() -> Response:
    """The named sizes, each with what must stay free of a network's buttons."""
    return listed_response([asdict(one) for one in picture_sizes().values()], None)


@router.get(
    "/content/{content_id}/designs",
    dependencies=[requires("content:read")],
    responses=answers(Many[DesignOut]),
)
async def list_designs(content_id: UUID, drawn: Drawn) -> Response:
    """The designs that suit a piece, its own first."""
    return listed_response([asdict(one) for one in await drawn.designs(content_id)], None)


@router.get(
    "/content/{content_id}/picture",
    dependencies=[requires("content:read")],
    responses={200: {"content": {"image/jpeg": {}}}},
    response_class=Response,
)
async def see_picture(
    content_id: UUID,
    drawn: Drawn,
    design: Named = None,
    size: Named = None,
    card: Annotated[int, Query(ge=1, le=100)] = 1,
) -> Response:
    """The piece's picture in a design and a size, drawn now and kept nowhere; `card` is which,
    where a piece has several."""
    picture = await drawn.see(content_id, design, size, card)
    return Response(picture.data, media_type=picture.mime, headers={"Cache-Control": "no-store"})


@router.put(
    "/content/{content_id}/picture",
    dependencies=[requires("content:write")],
    responses=answers(One[ContentOut]),
)
async def take_picture(content_id: UUID, choice: PictureChoice, drawn: Drawn) -> Response:
    """Draw the piece's pictures anew in a design and a size, or take some of the library, and
    keep them as its own."""
    if choice.asset_ids:
        content = await drawn.attach(content_id, choice.version, choice.asset_ids)
    else:
        content = await drawn.take(content_id, choice.version, choice.design, choice.size)
    return one_response({name: content[name] for name in ContentOut.model_fields})
