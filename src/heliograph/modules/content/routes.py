"""Content and runs over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy import any_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import String

from heliograph.kit.web.envelope import (
    Listed,
    One,
    answers,
    one_response,
)
from heliograph.kit.web.listing import Listing, Reader, of_workspace, states_in
from heliograph.kit.web.pagination import Page
from heliograph.kit.web.permissions import Caller, Work, offered, requires
from heliograph.modules.content.models import Content
from heliograph.modules.content.schemas import (
    ContentChange,
    ContentOut,
    MakeOrder,
    Redo,
    RunOut,
    StepOut,
)
from heliograph.modules.content.service.orders import ContentService, Wish, Wording
from heliograph.modules.content.service.tools import ContentTools

router = APIRouter(tags=["content"])

STATES = ("making", "ready", "refused", "archived")
SHOWN = [Content.__table__.c[name] for name in ContentOut.model_fields]
CONTENTS = Listing(
    statement=select(*SHOWN).where(Content.workspace_id == of_workspace),
    sorts={"created_at": Content.created_at, "target_date": Content.target_date},
    default="-created_at",
    key=Content.id,
    filters={
        "brand_id": Content.brand_id == bindparam("brand_id"),
        "type": Content.type == bindparam("type"),
        "status": Content.status == any_(bindparam("status", type_=ARRAY(String))),
    },
)


async def contents(
    work: Work, tools: Annotated[ContentTools, offered(ContentTools)]
) -> ContentService:
    """The service for this request."""
    return ContentService(work, tools)


async def content_filters(
    brand_id: UUID | None = None,
    content_type: Annotated[str | None, Query(alias="type")] = None,
    status: str | None = None,
) -> dict[str, Any]:
    """Which pieces a list shows; several states are separated by commas."""
    wanted = states_in(status, STATES)
    return {"brand_id": brand_id, "type": content_type, "status": wanted}


Contents = Annotated[ContentService, Depends(contents)]


@router.post(
    "/content/generate",
    status_code=202,
    dependencies=[requires("content:write")],
    responses=answers(One[RunOut], 202),
)
async def generate_content(order: MakeOrder, contents: Contents) -> Response:
    """Start making a piece; the answer is a run that can be followed."""
    style = order.style_preferences
    wish: dict[str, Any] = {
        "type": order.content_type,
        "day": order.target_date,
        "tone": style.tone,
        "length": style.length,
        "language": order.language,
        "notes": tuple(order.notes),
        "options": order.options,
        "background": order.background and order.background.model_dump(mode="json"),
        "platform": order.platform,
        "channel_ids": order.channel_ids,
        "when": order.when,
    }
    if order.brand_id is not None:
        run_id = await contents.make(Wish(brand_id=order.brand_id, **wish))
    else:
        sign = str(order.zodiac_sign).lower()
        run_id = await contents.make_for_subject("zodiac", sign, wish)
    return one_response(_run_shown(await contents.run(run_id)), 202)


@router.get(
    "/content/runs/{run_id}",
    dependencies=[requires("content:read")],
    responses=answers(One[RunOut]),
)
async def get_run(run_id: UUID, contents: Contents) -> Response:
    """A run with its steps."""
    return one_response(_run_shown(await contents.run(run_id)))


@router.post(
    "/content/runs/{run_id}/redo",
    status_code=202,
    dependencies=[requires("content:write")],
    responses=answers(One[RunOut], 202),
)
async def redo_step(run_id: UUID, order: Redo, contents: Contents) -> Response:
    """Do one step again, and the steps after it."""
    return one_response(_run_shown(await contents.redo(run_id, order.step)), 202)


@router.get(
    "/content", dependencies=[requires("content:read")], responses=answers(Listed[ContentOut])
)
async def list_contents(
    reader: Annotated[Reader, offered(Reader)],
    caller: Caller,
    page: Annotated[Page, CONTENTS.page()],
    filters: Annotated[dict[str, Any], Depends(content_filters)],
) -> Response:
    """Made pieces, the newest first."""
    return await reader.answer(CONTENTS, caller.workspace_id, page, filters)


@router.get(
    "/content/{content_id}",
    dependencies=[requires("content:read")],
    responses=answers(One[ContentOut]),
)
async def get_content(content_id: UUID, contents: Contents) -> Response:
    """One made piece."""
    return one_response(_shown(await contents.get(content_id)))


@router.patch(
    "/content/{content_id}",
    dependencies=[requires("content:write")],
    responses=answers(One[ContentOut]),
)
async def change_content(
    content_id: UUID, change: ContentChange, contents: Contents, caller: Caller
) -> Response:
    """Put a person's wording in place of the machine's; the gate looks at it again."""
    wording = Wording(change.version, change.text, change.hashtags, caller.user_id)
    return one_response(_shown(await contents.reword(content_id, wording)))


@router.delete("/content/{content_id}", status_code=204, dependencies=[requires("content:delete")])
async def archive_content(content_id: UUID, contents: Contents) -> None:
    """Put a piece away; nothing of it is lost."""
    await contents.archive(content_id)


def _shown(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: content[name] for name in ContentOut.model_fields}


def _run_shown(run: Mapping[str, Any]) -> dict[str, Any]:
    view = {name: run[name] for name in RunOut.model_fields if name != "steps"}
    names = StepOut.model_fields
    view["steps"] = [{name: step[name] for name in names} for step in run["steps"]]
    return view
