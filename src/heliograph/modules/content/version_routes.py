"""Earlier wordings of a piece over HTTP: seen, compared, brought back."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from heliograph.kit.web.envelope import Many, One, answers, listed_response, one_response
from heliograph.kit.web.permissions import Caller, requires
from heliograph.modules.content.changes import changes_between
from heliograph.modules.content.routes import Contents
from heliograph.modules.content.schemas import ChangeOut, ContentOut, ContentVersionOut, Restoring

router = APIRouter(prefix="/content/{content_id}/versions", tags=["content"])
Number = Annotated[int, Path(ge=1, le=2_000_000_000)]


@router.get("", dependencies=[requires("content:read")], responses=answers(Many[ContentVersionOut]))
async def list_versions(content_id: UUID, contents: Contents) -> Response:
    """Earlier wordings, newest first."""
    return listed_response(list(await contents.versions(content_id)), None)


@router.get(
    "/{number}/changes", dependencies=[requires("content:read")], responses=answers(Many[ChangeOut])
)
async def compare_version(content_id: UUID, number: Number, contents: Contents) -> Response:
    """What was changed since an earlier wording, word by word."""
    earlier = await contents.version(content_id, number)
    now = await contents.get(content_id)
    return listed_response(changes_between(earlier["text"], now["text"]), None)


@router.post(
    "/{number}/restore",
    dependencies=[requires("content:write")],
    responses=answers(One[ContentOut]),
)
async def restore_version(
    content_id: UUID, number: Number, order: Restoring, contents: Contents, caller: Caller
) -> Response:
    """Bring an earlier wording back; the present one is kept."""
    taken = await contents.restore(content_id, number, order.version, caller.user_id)
    return one_response({name: taken[name] for name in ContentOut.model_fields})
