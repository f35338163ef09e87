"""What we are, at a public address: some platforms know a program by its description alone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from heliograph.kit.web.permissions import offered, public
from heliograph.modules.channels.service import ChannelTools
from heliograph.modules.channels.service.parts import PROGRAMS

root_router = APIRouter(tags=["channels"])


@root_router.get(f"{PROGRAMS}/{{platform}}", dependencies=[public()], include_in_schema=False)
async def describe_program(
    platform: str, tools: Annotated[ChannelTools, offered(ChannelTools)]
) -> Response:
    """The description of our program for one platform."""
    return JSONResponse(dict(tools.program(platform)))
