"""What happened to posts, and decisions about the doubtful ones, over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from heliograph.kit.web.envelope import Many, One, answers, one_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.publishing.schemas import AttemptOut, HistoryOut
from heliograph.modules.publishing.service.decide import HistoryService
from heliograph.modules.publishing.service.takedown import TakedownService
from heliograph.modules.scheduling import Desk, PostOut, Resolve, SchedulingTools

router = APIRouter(tags=["posts"])
Tools = Annotated[SchedulingTools, offered(SchedulingTools)]


async def history(work: Work, tools: Tools) -> HistoryService:
    """The service for this request."""
    return HistoryService(work, tools.service(work))


async def takedown(work: Work, tools: Tools) -> TakedownService:
    """The service for this request."""
    return TakedownService(work, tools.channels.service(work), tools.service(work))


async def desk(work: Work, tools: Tools) -> Desk:
    """Shapes posts for this request."""
    return tools.desk(work)


History = Annotated[HistoryService, Depends(history)]
Shows = Annotated[Desk, Depends(desk)]


@router.get(
    "/posts/{post_id}/history",
    dependencies=[requires("posts:read")],
    responses=answers(One[HistoryOut]),
)
async def read_history(post_id: UUID, history: History) -> Response:
    """What happened to a post, in words, oldest first."""
    return one_response({"entries": await history.history(post_id)})


@router.get(
    "/posts/{post_id}/deliveries",
    dependencies=[requires("posts:read")],
    responses=answers(Many[AttemptOut]),
)
async def read_deliveries(post_id: UUID, history: History) -> Response:
    """Every attempt to publish a post, oldest first."""
    rows = await history.deliveries(post_id)
    return one_response([{name: row[name] for name in AttemptOut.model_fields} for row in rows])


@router.post(
    "/posts/{post_id}/resolve",
    dependencies=[requires("posts:write")],
    responses=answers(One[PostOut]),
)
async def resolve_post(post_id: UUID, order: Resolve, history: History, shows: Shows) -> Response:
    """Say what you saw on the platform about a post whose outcome is unknown."""
    post = await history.resolve(post_id, order.decision, order.remote_id)
    return one_response(shows.shown(post))


@router.post(
    "/posts/{post_id}/unpublish",
    dependencies=[requires("posts:write")],
    responses=answers(One[PostOut]),
)
async def unpublish_post(
    post_id: UUID, service: Annotated[TakedownService, Depends(takedown)], shows: Shows
) -> Response:
    """Take a published post down from its platform, where the platform lets us."""
    return one_response(shows.shown(await service.take_down(post_id)))
