"""Where platforms call us. Nobody signs in here: the platform's signature is the proof."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response

from heliograph.kit.database import Database
from heliograph.kit.web.permissions import offered, public
from heliograph.modules.channels.service import ChannelTools
from heliograph.sdk.hooks import Handshake, HookCall

router = APIRouter(tags=["channels"])


@router.api_route(
    "/hooks/{platform}/{owner_id}",
    methods=["GET", "POST"],
    dependencies=[public()],
    include_in_schema=False,
)
async def take_call(
    platform: str,
    owner_id: UUID,
    request: Request,
    database: Annotated[Database, offered(Database)],
    tools: Annotated[ChannelTools, offered(ChannelTools)],
) -> Response:
    """A proof of ownership is answered; what a platform tells is kept once and acted on later."""
    call = HookCall(
        method=request.method,
        query=dict(request.query_params),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await request.body(),
        received_at=tools.clock.now(),
    )
    answer = await tools.incoming(database).receive(platform, owner_id, call)
    if isinstance(answer, Handshake):
        return Response(answer.body, media_type=answer.mime)
    return Response(status_code=200)
