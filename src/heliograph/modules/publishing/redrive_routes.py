"""Dead letters go again, over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from heliograph.kit.web.envelope import Many, answers, one_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.publishing.service.redrive import MOST, RedriveService
from heliograph.modules.scheduling import DeadLetters, SchedulingTools

router = APIRouter(tags=["posts"])


class RedriveOrder(BaseModel):
    """Which dead letters go again: those named, or all, of one channel or with one reason."""

    model_config = ConfigDict(extra="forbid")

    post_ids: list[UUID] | None = Field(None, min_length=1, max_length=MOST)
    everything: bool = False
    channel_id: UUID | None = None
    reason: str | None = Field(None, max_length=100, examples=["publishing.gave_up"])

    @model_validator(mode="after")
    def _named_or_all(self) -> RedriveOrder:
        if (self.post_ids is not None) == self.everything:
            raise ValueError("give either post_ids or everything")
        if self.post_ids is not None and (self.channel_id or self.reason):
            raise ValueError("channel_id and reason go with everything")
        return self


class RedrivenOut(BaseModel):
    """What became of one post."""

    post_id: UUID
    outcome: Literal["redriven", "refused"]
    detail: str


async def redrives(
    work: Work, tools: Annotated[SchedulingTools, offered(SchedulingTools)]
) -> RedriveService:
    """The service for this request."""
    return RedriveService(work, DeadLetters(work, tools.service(work)))


@router.post(
    "/dead-letters/redrive",
    dependencies=[requires("posts:write")],
    responses=answers(Many[RedrivenOut]),
)
async def redrive(
    order: RedriveOrder, redrives: Annotated[RedriveService, Depends(redrives)]
) -> Response:
    """Let posts go again that rest after a failure; at most 500 at once."""
    if order.post_ids is not None:
        done = await redrives.redrive(order.post_ids)
    else:
        done = await redrives.redrive_all(order.channel_id, order.reason)
    return one_response([asdict(one) for one in done])
