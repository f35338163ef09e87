"""Templates to a file and back, over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from heliograph.kit.web.envelope import One, answers, one_response
from heliograph.kit.web.permissions import Caller, Work, offered, requires
from heliograph.modules.templates.schemas import ImportedOut, TemplateFile
from heliograph.modules.templates.service import TemplateTools
from heliograph.modules.templates.service.exchange import TemplateExchange

router = APIRouter(prefix="/templates", tags=["templates"])


async def exchange(
    work: Work, tools: Annotated[TemplateTools, offered(TemplateTools)]
) -> TemplateExchange:
    """The service for this request."""
    return tools.exchange(work)


Exchange = Annotated[TemplateExchange, Depends(exchange)]
Wanted = Annotated[
    list[UUID] | None, Query(max_length=200, description="Default: all that are not archived.")
]


@router.get(
    "/export", dependencies=[requires("templates:read")], responses=answers(One[TemplateFile])
)
async def export_templates(exchange: Exchange, template_id: Wanted = None) -> Response:
    """Templates as one file, to be kept or taken to another workspace."""
    return one_response(await exchange.exported(template_id))


@router.post(
    "/import", dependencies=[requires("templates:write")], responses=answers(One[ImportedOut])
)
async def import_templates(file: TemplateFile, exchange: Exchange, caller: Caller) -> Response:
    """Take a file over: all of it or nothing. A template is known by its name."""
    orders = [one.model_dump() for one in file.templates]
    return one_response(await exchange.imported(orders, caller.user_id))
