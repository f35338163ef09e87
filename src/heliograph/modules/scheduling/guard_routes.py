"""What holds posts back, over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from heliograph.kit.web.envelope import Many, One, answers, listed_response, one, one_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.scheduling.schemas import GuardStateOut, LetGoOut
from heliograph.modules.scheduling.service import SchedulingTools
from heliograph.modules.scheduling.service.guards import GuardService

router = APIRouter(tags=["posts"])


async def guards(
    work: Work, tools: Annotated[SchedulingTools, offered(SchedulingTools)]
) -> GuardService:
    """The service for this request."""
    return tools.guards(work)


Guards = Annotated[GuardService, Depends(guards)]


@router.get(
    "/guards", dependencies=[requires("channels:read")], responses=answers(Many[GuardStateOut])
)
async def list_guards(guards: Guards) -> Response:
    """What holds the posts of each channel back at this moment."""
    return listed_response(await guards.states(), None)


@router.get(
    "/channels/{channel_id}/guards",
    dependencies=[requires("channels:read")],
    responses=answers(One[GuardStateOut]),
)
async def read_guards(channel_id: UUID, guards: Guards) -> Response:
    """What holds the posts of one channel back at this moment."""
    return one_response(await guards.state(channel_id))


@router.post("/channels/{channel_id}/fuse/reset", dependencies=[requires("posts:write")])
async def reset_fuse(channel_id: UUID, guards: Guards) -> One[LetGoOut]:
    """Send what the channel's fuse holds back, and let it count anew."""
    return one(LetGoOut(channel_id=channel_id, let_go=await guards.let_go(channel_id)))
