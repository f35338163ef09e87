"""The addresses of templates that the zodiac document names; each does what ours does."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response

from heliograph.kit.web.envelope import Listed, One, answers
from heliograph.kit.web.listing import Reader
from heliograph.kit.web.pagination import Page
from heliograph.kit.web.permissions import Caller, offered, requires
from heliograph.modules.templates.routes import (
    TEMPLATES,
    Filters,
    Templates,
    change_template,
    create_template,
    delete_template,
    list_templates,
)
from heliograph.modules.templates.schemas import TemplateChange, TemplateOrder, TemplateOut

router = APIRouter(prefix="/content/templates", tags=["templates"])
Subject = Annotated[str, Path(max_length=64, pattern="^[a-z0-9_-]+$", examples=["leo"])]


@router.get(
    "/{zodiac_sign}",
    dependencies=[requires("templates:read")],
    responses=answers(Listed[TemplateOut]),
)
async def list_templates_of_subject(
    zodiac_sign: Subject,
    reader: Annotated[Reader, offered(Reader)],
    caller: Caller,
    page: Annotated[Page, TEMPLATES.page()],
    filters: Annotated[Filters, Depends()],
) -> Response:
    """The templates for one subject, and those for all; the same as `GET /templates?subject=`."""
    return await list_templates(reader, caller, page, filters, zodiac_sign)


@router.post(
    "",
    status_code=201,
    dependencies=[requires("templates:write")],
    responses=answers(One[TemplateOut], 201),
)
async def create_template_of_content(
    order: TemplateOrder, templates: Templates, caller: Caller
) -> Response:
    """The same as `POST /templates`."""
    return await create_template(order, templates, caller)


@router.put(
    "/{template_id}",
    dependencies=[requires("templates:write")],
    responses=answers(One[TemplateOut]),
)
async def change_template_of_content(
    template_id: UUID, change: TemplateChange, templates: Templates, caller: Caller
) -> Response:
    """The same as `PATCH /templates/{template_id}`."""
    return await change_template(template_id, change, templates, caller)


@router.delete("/{template_id}", status_code=204, dependencies=[requires("templates:delete")])
async def delete_template_of_content(template_id: UUID, templates: Templates) -> None:
    """The same as `DELETE /templates/{template_id}`."""
    await delete_template(template_id, templates)
