"""Templates over HTTP: make, change, bring back, try out, fill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from sqlalchemy import Boolean, String, bindparam, select

from heliograph.kit.web.envelope import Listed, Many, One, answers, listed_response, one_response
from heliograph.kit.web.listing import Listing, Reader, of_workspace
from heliograph.kit.web.pagination import Page
from heliograph.kit.web.permissions import Caller, Work, offered, requires
from heliograph.modules.templates.models import Template
from heliograph.modules.templates.schemas import (
    DraftPreviewIn,
    FilledOut,
    FillIn,
    PreviewIn,
    TemplateChange,
    TemplateOrder,
    TemplateOut,
    TemplateVersionOut,
)
from heliograph.modules.templates.service import Filled, TemplatesService, TemplateTools

router = APIRouter(prefix="/templates", tags=["templates"])
Number = Annotated[int, Path(ge=1, le=2_000_000_000)]


def _fits(column: Any, name: str) -> Any:
    """Those for one pack, platform and so on, and those for all of them."""
    return column.in_(["", bindparam(name, type_=String())])


TEMPLATES = Listing(
    statement=select(*(Template.__table__.c[name] for name in TemplateOut.model_fields)).where(
        Template.workspace_id == of_workspace
    ),
    sorts={
        "name": Template.name,
        "created_at": Template.created_at,
        "updated_at": Template.updated_at,
        "usage_count": Template.usage_count,
    },
    default="name",
    key=Template.id,
    filters={
        **{
            name: _fits(Template.__table__.c[name], name)
            for name in ("pack", "content_type", "subject", "platform")
        },
        "language": Template.language == bindparam("language"),
        "archived": Template.archived_at.is_not(None) == bindparam("archived", type_=Boolean()),
    },
)


async def templates(
    work: Work, tools: Annotated[TemplateTools, offered(TemplateTools)]
) -> TemplatesService:
    """The service for this request."""
    return tools.service(work)


Templates = Annotated[TemplatesService, Depends(templates)]
Wanted = Annotated[
    str | None,
    Query(
        max_length=64,
        pattern="^[a-z0-9_-]*$",
        description="Also found: templates for all of that kind.",
    ),
]


class Filters:
    """By what a list of templates is narrowed."""

    def __init__(
        self,
        pack: Wanted = None,
        content_type: Wanted = None,
        platform: Wanted = None,
        language: Annotated[str | None, Query(max_length=16, pattern="^[A-Za-z-]*$")] = None,
        archived: bool = False,
    ) -> None:
        self.values: dict[str, Any] = {
            "pack": pack,
            "content_type": content_type,
            "platform": platform,
            "language": language,
            "archived": archived,
        }


@router.get("", dependencies=[requires("templates:read")], responses=answers(Listed[TemplateOut]))
async def list_templates(
    reader: Annotated[Reader, offered(Reader)],
    caller: Caller,
    page: Annotated[Page, TEMPLATES.page()],
    filters: Annotated[Filters, Depends()],
    subject: Wanted = None,
) -> Response:
    """The templates of the workspace."""
    wanted = filters.values | {"subject": subject}
    return await reader.answer(TEMPLATES, caller.workspace_id, page, wanted)


@router.post(
    "",
    status_code=201,
    dependencies=[requires("templates:write")],
    responses=answers(One[TemplateOut], 201),
)
async def create_template(order: TemplateOrder, templates: Templates, caller: Caller) -> Response:
    """Make a template. What cannot be read is refused with line, column and remedy."""
    return one_response(shown(await templates.create(order.model_dump(), caller.user_id)), 201)


@router.post(
    "/preview", dependencies=[requires("templates:read")], responses=answers(One[FilledOut])
)
async def preview_draft(asked: DraftPreviewIn, templates: Templates) -> Response:
    """What a template that is not saved would give, and what is wrong with it."""
    return one_response(told(await templates.preview(asked.model_dump())))


@router.get(
    "/{template_id}",
    dependencies=[requires("templates:read")],
    responses=answers(One[TemplateOut]),
)
async def get_template(template_id: UUID, templates: Templates) -> Response:
    """One template."""
    return one_response(shown(await templates.get(template_id)))


@router.patch(
    "/{template_id}",
    dependencies=[requires("templates:write")],
    responses=answers(One[TemplateOut]),
)
async def change_template(
    template_id: UUID, change: TemplateChange, templates: Templates, caller: Caller
) -> Response:
    """Change what is given; another text or other fields make a new version."""
    return one_response(
        shown(await templates.change(template_id, change.model_dump(), caller.user_id))
    )


@router.delete("/{template_id}", status_code=204, dependencies=[requires("templates:delete")])
async def delete_template(template_id: UUID, templates: Templates) -> None:
    """Remove a template; one that was used is archived and keeps its wordings."""
    await templates.remove(template_id)


@router.get(
    "/{template_id}/versions",
    dependencies=[requires("templates:read")],
    responses=answers(Many[TemplateVersionOut]),
)
async def list_template_versions(template_id: UUID, templates: Templates) -> Response:
    """Every wording, newest first."""
    rows = await templates.versions(template_id)
    names = TemplateVersionOut.model_fields
    return listed_response([{name: row[name] for name in names} for row in rows], None)


@router.post(
    "/{template_id}/versions/{number}/restore",
    dependencies=[requires("templates:write")],
    responses=answers(One[TemplateOut]),
)
async def restore_template_version(
    template_id: UUID, number: Number, templates: Templates, caller: Caller
) -> Response:
    """Bring an earlier wording back as a new version; the present one is kept."""
    return one_response(shown(await templates.restore(template_id, number, caller.user_id)))


@router.post(
    "/{template_id}/preview",
    dependencies=[requires("templates:read")],
    responses=answers(One[FilledOut]),
)
async def preview_template(template_id: UUID, asked: PreviewIn, templates: Templates) -> Response:
    """What a template gives with values or its samples, as saved or as being edited."""
    return one_response(told(await templates.preview(asked.model_dump(), template_id)))


@router.post(
    "/{template_id}/fill",
    dependencies=[requires("templates:write")],
    responses=answers(One[FilledOut]),
)
async def fill_template(template_id: UUID, asked: FillIn, templates: Templates) -> Response:
    """A text from a template; it counts as a use when it is ready."""
    return one_response(told(await templates.fill(template_id, asked.values, asked.brand_id)))


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A template as it is shown."""
    return {name: row[name] for name in TemplateOut.model_fields}


def told(found: Filled) -> dict[str, Any]:
    """A filled text as it is shown."""
    return {
        "text": found.text,
        "is_ready": found.is_ready,
        "problems": found.problems,
        "counts": found.counts,
        "fields": found.fields,
    }
