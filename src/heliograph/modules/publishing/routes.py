"""What happened to posts, and decisions about the doubtful ones, over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from heliograph.kit.web.envelope import Many, One, answers, one_response
from heliograph.kit.web.permissions import Caller, Work, offered, requires
from heliograph.modules.publishing.schemas import (
    AttemptOut,
    HandFinish,
    HistoryOut,
    StageOut,
    TestOrder,
)
from heliograph.modules.publishing.service.by_hand import ByHandService
from heliograph.modules.publishing.service.decide import HistoryService
from heliograph.modules.publishing.service.takedown import TakedownService
from heliograph.modules.publishing.service.trial import TestPosts
from heliograph.modules.scheduling import Desk, PostOut, Resolve, SchedulingTools

router = APIRouter(tags=["posts"])
Tools = Annotated[SchedulingTools, offered(SchedulingTools)]


async def history(work: Work, tools: Tools) -> HistoryService:
    """The service for this request."""
    return HistoryService(work, tools.channels.service(work), tools.service(work))


async def takedown(work: Work, tools: Tools) -> TakedownService:
    """The service for this request."""
    return TakedownService(work, tools.channels.service(work), tools.service(work))


async def test_posts(work: Work, tools: Tools) -> TestPosts:
    """The service for this request."""
    channels, assets = tools.channels.service(work), tools.assets.service(work)
    return TestPosts(work, channels, tools.service(work), assets)


async def by_hand(work: Work, tools: Tools) -> ByHandService:
    """The service for this request."""
    return ByHandService(work, tools.channels.service(work), tools.service(work))


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


@router.get(
    "/posts/{post_id}/stages",
    dependencies=[requires("posts:read")],
    responses=answers(Many[StageOut]),
)
async def read_stages(post_id: UUID, history: History) -> Response:
    """The post, its cover and playlist, the parts of its thread and its first comment, each with
    what became of it."""
    return one_response(await history.stages(post_id))


@router.post(
    "/posts/{post_id}/hand-finish",
    dependencies=[requires("posts:write")],
    responses=answers(One[PostOut]),
)
async def finish_by_hand(
    post_id: UUID,
    order: HandFinish,
    service: Annotated[ByHandService, Depends(by_hand)],
    shows: Shows,
) -> Response:
    """Say that you have put the post on the platform yourself; its address lets us read its
    numbers."""
    return one_response(shows.shown(await service.finish(post_id, order.url)))


@router.post(
    "/channels/{channel_id}/test-post",
    status_code=202,
    dependencies=[requires("posts:write")],
    responses=answers(One[PostOut], 202),
)
async def try_channel(
    channel_id: UUID,
    order: TestOrder,
    tests: Annotated[TestPosts, Depends(test_posts)],
    shows: Shows,
    caller: Caller,
) -> Response:
    """Publish a test, as private as the platform allows; it is taken down as soon as it stands."""
    post = await tests.make(channel_id, order.asset_id, caller.user_id)
    return one_response(shows.shown(post), 202)


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
    """Take a post down from its platform, where the platform lets us: one that stands, or one
    that the platform holds until its time."""
    return one_response(shows.shown(await service.take_down(post_id)))
