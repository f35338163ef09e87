"""Posts, slots, the calendar and the freeze switch over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy import Boolean, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP
from sqlalchemy.types import String

from heliograph.kit.web.envelope import (
    Listed,
    Many,
    One,
    answers,
    listed_response,
    one,
    one_response,
)
from heliograph.kit.web.listing import Listing, Reader, of_workspace, states_in
from heliograph.kit.web.pagination import Page
from heliograph.kit.web.permissions import Caller, Work, offered, requires
from heliograph.modules.channels import channel_cards
from heliograph.modules.scheduling.models import Post
from heliograph.modules.scheduling.preview_schemas import DraftOrder, PreviewOrder, PreviewOut
from heliograph.modules.scheduling.repository import AWAITS_YES, COLUMNS
from heliograph.modules.scheduling.schemas import (
    Approval,
    BatchOrder,
    CalendarOut,
    Freeze,
    FrozenOut,
    PostChange,
    PostOrder,
    PostOut,
    SlotOrder,
    SlotOut,
    Status,
)
from heliograph.modules.scheduling.service import Desk, SchedulingTools
from heliograph.modules.scheduling.view import PostView

router = APIRouter(tags=["posts"])

_cards = channel_cards()
_face = [column.label(f"channel_{column.name}") for column in _cards.c if column.name != "id"]
_when = func.coalesce(Post.due_at, Post.created_at)
POSTS = Listing(
    statement=select(*COLUMNS, *_face)
    .join(_cards, _cards.c.id == Post.channel_id)
    .where(Post.workspace_id == of_workspace),
    sorts={"due_at": _when, "created_at": Post.created_at},
    default="-due_at",
    key=Post.id,
    filters={
        "status": Post.status == any_(bindparam("status", type_=ARRAY(String))),
        "channel_id": Post.channel_id == bindparam("channel_id"),
        "brand_id": Post.brand_id == bindparam("brand_id"),
        "content_id": Post.content_id == bindparam("content_id"),
        "needs_approval": bindparam("needs_approval", type_=Boolean()) == AWAITS_YES,
        "reason": Post.problem["code"].astext == bindparam("reason"),
        "since": Post.due_at >= bindparam("since", type_=TIMESTAMP(timezone=True)),
        "until": Post.due_at < bindparam("until", type_=TIMESTAMP(timezone=True)),
    },
)
CALENDAR_MOST = 1000
DEAD = ("failed", "unknown", "needs_reconnect")


async def desk(work: Work, tools: Annotated[SchedulingTools, offered(SchedulingTools)]) -> Desk:
    """The service for this request."""
    return tools.desk(work)


async def post_view(tools: Annotated[SchedulingTools, offered(SchedulingTools)]) -> PostView:
    """Shapes posts for this request."""
    return tools.view()


@dataclass(frozen=True)
class PostReads:
    """What a list of posts is read and shaped with."""

    reader: Reader
    workspace_id: UUID
    view: PostView


async def post_reads(
    reader: Annotated[Reader, offered(Reader)],
    caller: Caller,
    view: Annotated[PostView, Depends(post_view)],
) -> PostReads:
    """The reading side for this request."""
    return PostReads(reader, caller.workspace_id, view)


SchedulingDesk = Annotated[Desk, Depends(desk)]
Reads = Annotated[PostReads, Depends(post_reads)]


async def post_filters(
    status: str | None = None,
    channel_id: UUID | None = None,
    brand_id: UUID | None = None,
    content_id: UUID | None = None,
    needs_approval: bool | None = None,
) -> dict[str, Any]:
    """Which posts a list shows; several states are separated by commas."""
    return {
        "status": states_in(status, get_args(Status)),
        "channel_id": channel_id,
        "brand_id": brand_id,
        "content_id": content_id,
        "needs_approval": needs_approval,
    }


Filters = Annotated[dict[str, Any], Depends(post_filters)]
From = Annotated[datetime | None, Query(alias="from")]
To = Annotated[datetime | None, Query(alias="to")]


@router.get("/posts", dependencies=[requires("posts:read")], responses=answers(Listed[PostOut]))
async def list_posts(
    reads: Reads,
    page: Annotated[Page, POSTS.page()],
    filters: Filters,
    since: From = None,
    until: To = None,
) -> Response:
    """Posts, the latest due first."""
    wanted = filters | {"since": since, "until": until}
    return await reads.reader.answer(POSTS, reads.workspace_id, page, wanted, shape=reads.view.post)


@router.get(
    "/calendar", dependencies=[requires("posts:read")], responses=answers(Many[CalendarOut])
)
async def read_calendar(
    reads: Reads, filters: Filters, since: From = None, until: To = None
) -> Response:
    """Every dated post of a period, at most a thousand, earliest first."""
    found: list[dict[str, Any]] = []
    wanted = filters | {"since": since, "until": until}
    for number in range(1, CALENDAR_MOST // 100 + 1):
        page = Page(number, 100, "due_at")
        rows, about = await reads.reader.read(POSTS, reads.workspace_id, page, wanted)
        found += [reads.view.calendar(row) for row in rows if row["due_at"] is not None]
        if number >= (about["pages"] or 0):
            break
    return listed_response(found, None)


@router.post(
    "/posts",
    status_code=201,
    dependencies=[requires("posts:write")],
    responses=answers(One[PostOut], 201),
)
async def create_post(order: PostOrder, desk: SchedulingDesk, caller: Caller) -> Response:
    """Plan a post: from a content, or from a text with media of its own."""
    return one_response(await desk.order(order, caller.user_id), 201)


@router.post(
    "/posts/batch",
    status_code=201,
    dependencies=[requires("posts:write")],
    responses=answers(Many[PostOut], 201),
)
async def create_posts(order: BatchOrder, desk: SchedulingDesk, caller: Caller) -> Response:
    """Plan one content for several channels; all of them or none."""
    return one_response(await desk.order_many(order, caller.user_id), 201)


@router.get(
    "/posts/{post_id}", dependencies=[requires("posts:read")], responses=answers(One[PostOut])
)
async def get_post(post_id: UUID, desk: SchedulingDesk) -> Response:
    """One post."""
    return one_response(desk.shown(await desk.posts.get(post_id)))


@router.patch(
    "/posts/{post_id}", dependencies=[requires("posts:write")], responses=answers(One[PostOut])
)
async def change_post(post_id: UUID, change: PostChange, desk: SchedulingDesk) -> Response:
    """Change text or time of a post that has not gone out."""
    return one_response(desk.shown(await desk.posts.change(post_id, change)))


@router.post(
    "/posts/{post_id}/cancel",
    dependencies=[requires("posts:write")],
    responses=answers(One[PostOut]),
)
async def cancel_post(post_id: UUID, desk: SchedulingDesk) -> Response:
    """Stop a post from going out."""
    return one_response(desk.shown(await desk.posts.cancel(post_id)))


@router.post(
    "/posts/{post_id}/approve",
    dependencies=[requires("approvals:write")],
    responses=answers(One[PostOut]),
)
async def approve_post(post_id: UUID, approval: Approval, desk: SchedulingDesk) -> Response:
    """A person's yes, for a post that waits for one."""
    return one_response(desk.shown(await desk.posts.approve(post_id, approval.revision)))


@router.post(
    "/posts/{post_id}/publish-now",
    dependencies=[requires("posts:write")],
    responses=answers(One[PostOut]),
)
async def publish_post_now(post_id: UUID, desk: SchedulingDesk) -> Response:
    """Let a waiting post go out at once."""
    return one_response(desk.shown(await desk.posts.publish_now(post_id)))


@router.post(
    "/posts/{post_id}/retry",
    dependencies=[requires("posts:write")],
    responses=answers(One[PostOut]),
)
async def retry_post(post_id: UUID, desk: SchedulingDesk) -> Response:
    """Try a post again that rests after a failure."""
    return one_response(desk.shown(await desk.posts.retry(post_id)))


@router.get(
    "/dead-letters", dependencies=[requires("posts:read")], responses=answers(Listed[PostOut])
)
async def list_dead_letters(
    reads: Reads,
    page: Annotated[Page, POSTS.page()],
    status: str | None = None,
    channel_id: UUID | None = None,
    reason: str | None = None,
) -> Response:
    """Posts that rest until a person does something; `reason` is the code of their problem."""
    wanted = {
        "status": states_in(status, DEAD) or list(DEAD),
        "channel_id": channel_id,
        "reason": reason,
    }
    return await reads.reader.answer(POSTS, reads.workspace_id, page, wanted, shape=reads.view.post)


@router.post(
    "/content/{content_id}/previews",
    dependencies=[requires("posts:read")],
    responses=answers(Many[PreviewOut]),
)
async def preview_content(content_id: UUID, order: PreviewOrder, desk: SchedulingDesk) -> Response:
    """A content as each channel would get it, with what each platform would say to it."""
    return one_response(await desk.previews(content_id, order))


@router.post(
    "/posts/preview",
    dependencies=[requires("posts:read")],
    responses=answers(Many[PreviewOut]),
)
async def preview_draft(order: DraftOrder, desk: SchedulingDesk) -> Response:
    """A draft as each channel would get it; nothing is planned."""
    return one_response(await desk.preview_draft(order))


@router.get(
    "/channels/{channel_id}/slots",
    dependencies=[requires("channels:read")],
    responses=answers(Many[SlotOut]),
)
async def list_slots(channel_id: UUID, desk: SchedulingDesk) -> Response:
    """The repeating times of a channel."""
    return listed_response(await desk.slots(channel_id), None)


@router.get("/slots", dependencies=[requires("channels:read")], responses=answers(Many[SlotOut]))
async def list_all_slots(desk: SchedulingDesk) -> Response:
    """The repeating times of every channel."""
    return listed_response(await desk.slots(None), None)


@router.put(
    "/channels/{channel_id}/slots",
    dependencies=[requires("channels:write")],
    responses=answers(Many[SlotOut]),
)
async def replace_slots(channel_id: UUID, slots: list[SlotOrder], desk: SchedulingDesk) -> Response:
    """Give a channel other repeating times."""
    return listed_response(await desk.replace_slots(channel_id, slots), None)


@router.get("/freeze", dependencies=[requires("posts:read")])
async def read_freeze(desk: SchedulingDesk) -> One[FrozenOut]:
    """What is stopped."""
    return one(await desk.frozen())


@router.put("/freeze", dependencies=[requires("posts:write")])
async def freeze_everything(order: Freeze, desk: SchedulingDesk) -> One[FrozenOut]:
    """Stop all publishing of the workspace, or let it go on."""
    return one(await desk.freeze(None, order.frozen))


@router.put("/channels/{channel_id}/freeze", dependencies=[requires("posts:write")])
async def freeze_channel(channel_id: UUID, order: Freeze, desk: SchedulingDesk) -> One[FrozenOut]:
    """Stop publishing on one channel, or let it go on."""
    return one(await desk.freeze(channel_id, order.frozen))
