"""Batches over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from heliograph.kit.web.envelope import Listed, One, answers, one_response
from heliograph.kit.web.pagination import Page, paged, rows_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.content.batches.schemas import BatchOut, BulkOrder, ProposalOut
from heliograph.modules.content.batches.service import BatchService
from heliograph.modules.content.service.tools import ContentTools

router = APIRouter(prefix="/content/batches", tags=["content"])


async def batches(
    work: Work, tools: Annotated[ContentTools, offered(ContentTools)]
) -> BatchService:
    """The service for this request."""
    return BatchService(work, tools)


Batches = Annotated[BatchService, Depends(batches)]


@router.post(
    "/preview", dependencies=[requires("content:read")], responses=answers(One[ProposalOut])
)
async def preview_batch(order: BulkOrder, batches: Batches) -> Response:
    """What a batch would make; nothing is made."""
    return one_response(asdict(await batches.propose(order.wish())))


@router.post(
    "",
    status_code=202,
    dependencies=[requires("content:write")],
    responses=answers(One[BatchOut], 202),
)
async def order_batch(order: BulkOrder, batches: Batches) -> Response:
    """Start making many pieces; the answer can be followed and stopped."""
    return one_response(await batches.order(order.wish()), 202)


@router.get("", dependencies=[requires("content:read")], responses=answers(Listed[BatchOut]))
async def list_batches(
    batches: Batches, page: Annotated[Page, paged(("created_at",), "-created_at")]
) -> Response:
    """Batches, the newest first."""
    rows, total = await batches.page(page.per_page, page.offset)
    return rows_response(rows, page, total)


@router.get(
    "/{batch_id}", dependencies=[requires("content:read")], responses=answers(One[BatchOut])
)
async def get_batch(batch_id: UUID, batches: Batches) -> Response:
    """One batch with its progress and what went wrong."""
    return one_response(await batches.get(batch_id))


@router.post(
    "/{batch_id}/cancel", dependencies=[requires("content:write")], responses=answers(One[BatchOut])
)
async def cancel_batch(batch_id: UUID, batches: Batches) -> Response:
    """Stop what has not begun; what is made stays."""
    return one_response(await batches.cancel(batch_id))
