"""A video beside what its style was learned from, over HTTP."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from heliograph.kit.web.envelope import One, answers, one_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.videos.schemas import ComparisonOrder, ComparisonOut
from heliograph.modules.videos.service import VideoTools
from heliograph.modules.videos.service.comparing import Comparing, Comparison
from heliograph.sdk.style.comparing import Likeness

router = APIRouter(tags=["videos"])


async def comparing(work: Work, tools: Annotated[VideoTools, offered(VideoTools)]) -> Comparing:
    """The service for this request."""
    return Comparing(work, tools)


Compares = Annotated[Comparing, Depends(comparing)]


@router.post(
    "/styles/{style_id}/comparisons",
    status_code=202,
    dependencies=[requires("content:write")],
    responses=answers(One[ComparisonOut], 202),
)
async def compare_video(style_id: UUID, order: ComparisonOrder, compares: Compares) -> Response:
    """Measure the newest film of a video, once, and compare it with what a style was learned
    from."""
    found = await compares.order(style_id, order.video_id)
    return one_response(_shown(style_id, order.video_id, found), 202)


@router.get(
    "/styles/{style_id}/comparisons/{video_id}",
    dependencies=[requires("content:read")],
    responses=answers(One[ComparisonOut]),
)
async def get_comparison(style_id: UUID, video_id: UUID, compares: Compares) -> Response:
    """How like a video's newest film is to what a style was learned from, as far as it is
    measured."""
    return one_response(_shown(style_id, video_id, await compares.get(style_id, video_id)))


def _shown(style_id: UUID, video_id: UUID, found: Comparison) -> dict[str, Any]:
    similarity, render = found.similarity, found.render
    return {
        "style_id": style_id,
        "video_id": video_id,
        "render_id": render["id"] if render else None,
        "version": render["version"] if render else None,
        "status": found.status,
        "share": found.share,
        "overall": similarity.overall if similarity else None,
        "features": [_feature(one) for one in similarity.features] if similarity else [],
        "error": found.error,
    }


def _feature(one: Likeness) -> dict[str, Any]:
    return {
        "feature": one.feature,
        "reference": one.first,
        "result": one.second,
        "alike": round(1 - one.apart, 3),
        "confidence": one.confidence,
        "is_kept": one.is_kept,
    }
