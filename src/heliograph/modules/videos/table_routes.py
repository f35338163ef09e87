"""Colour tables of styles over HTTP: .cube files in and out."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from heliograph.kit.web.envelope import One, answers, one_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.videos.schemas import StyleOut
from heliograph.modules.videos.service import VideoTools
from heliograph.modules.videos.service.tables import StyleTables
from heliograph.modules.videos.style_routes import own_style

router = APIRouter(tags=["videos"])
FILE = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


async def tables(work: Work, tools: Annotated[VideoTools, offered(VideoTools)]) -> StyleTables:
    """The service for this request."""
    return StyleTables(work, tools)


Tables = Annotated[StyleTables, Depends(tables)]


@router.get(
    "/styles/{style_id}/table",
    dependencies=[requires("content:read")],
    responses={200: {"content": {"text/plain": {}}}},
    response_class=Response,
)
async def get_style_table(
    style_id: Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9_-]+$")], tables: Tables
) -> Response:
    """The colour table of a style, shipped or own, as a .cube file: the one it was given, else the
    one computed from its grade."""
    table = await tables.read(style_id)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(table.name, safe='')}",
        "content-length": str(table.size),
    }
    return StreamingResponse(table.content, headers=headers, media_type="text/plain")


@router.put(
    "/styles/{style_id}/table",
    dependencies=[requires("content:write")],
    responses=answers(One[StyleOut]),
    openapi_extra=FILE,
)
async def give_style_table(
    style_id: UUID,
    request: Request,
    tables: Tables,
    name: Annotated[str, Query(max_length=400, description="What the file is called.")] = "",
) -> Response:
    """Let an own style grade with this .cube file from now on; its bytes are the body. Videos made
    in the style stay as they are."""
    return one_response(own_style(await tables.give(style_id, name, request.stream())))


@router.delete(
    "/styles/{style_id}/table", status_code=204, dependencies=[requires("content:write")]
)
async def take_style_table_away(style_id: UUID, tables: Tables) -> None:
    """Let an own style compute its colour table from its grade again."""
    await tables.take_away(style_id)
