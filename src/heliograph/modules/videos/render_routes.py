"""Renders and previews of videos over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from heliograph.kit.web.envelope import One, answers, one_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.videos.schemas import RenderIn, RenderOut, SceneId, Version
from heliograph.modules.videos.service import Rendering, VideoTools
from heliograph.modules.videos.service.previews import Previews

router = APIRouter(tags=["videos"])
_NOT_KEPT = {"Cache-Control": "no-store"}


async def rendering(work: Work, tools: Annotated[VideoTools, offered(VideoTools)]) -> Rendering:
    """The service for this request."""
    return Rendering(work, tools)


async def previews(work: Work, tools: Annotated[VideoTools, offered(VideoTools)]) -> Previews:
    """The previews for this request."""
    return Previews(work, tools)


Renders = Annotated[Rendering, Depends(rendering)]
Seen = Annotated[Previews, Depends(previews)]
Numbered = Annotated[Version | None, Query(description="An earlier version; empty: the newest.")]


@router.post(
    "/videos/{video_id}/renders",
    status_code=202,
    dependencies=[requires("content:write")],
    responses=answers(One[RenderOut], 202),
)
async def render_video(video_id: UUID, order: RenderIn, renders: Renders) -> Response:
    """Start rendering a video as it stands, in its own aspect or another."""
    return one_response(_shown(await renders.order(video_id, order.aspect, order.preset)), 202)


@router.get(
    "/renders/{render_id}",
    dependencies=[requires("content:read")],
    responses=answers(One[RenderOut]),
)
async def get_render(render_id: UUID, renders: Renders) -> Response:
    """A render with its progress, its file in the library, and the gate's report."""
    return one_response(_shown(await renders.get(render_id)))


@router.post(
    "/renders/{render_id}/cancel",
    dependencies=[requires("content:write")],
    responses=answers(One[RenderOut]),
)
async def cancel_render(render_id: UUID, renders: Renders) -> Response:
    """Stop a render; finished segments are kept for the next one."""
    return one_response(_shown(await renders.cancel(render_id)))


@router.get(
    "/videos/{video_id}/frame",
    dependencies=[requires("content:read")],
    responses={200: {"content": {"image/jpeg": {}}}},
    response_class=Response,
)
async def see_frame(
    video_id: UUID,
    seen: Seen,
    at: Annotated[float, Query(ge=0, le=7200, allow_inf_nan=False)] = 0.0,
    width: Annotated[int, Query(ge=90, le=1080)] = 360,
    version: Numbered = None,
) -> Response:
    """One frame, drawn now."""
    data = await seen.frame(video_id, at, width, version)
    return Response(data, media_type="image/jpeg", headers=_NOT_KEPT)


@router.get(
    "/videos/{video_id}/scenes/{scene_id}/preview",
    dependencies=[requires("content:read")],
    responses={200: {"content": {"video/mp4": {}}}},
    response_class=Response,
)
async def preview_scene(
    video_id: UUID, scene_id: SceneId, seen: Seen, version: Numbered = None
) -> Response:
    """A scene alone, small, with its sound."""
    data = await seen.scene(video_id, scene_id, version)
    return Response(data, media_type="video/mp4", headers=_NOT_KEPT)


@router.get(
    "/videos/{video_id}/captions.{form}",
    dependencies=[requires("content:read")],
    responses={200: {"content": {"text/vtt": {}, "application/x-subrip": {}}}},
    response_class=Response,
)
async def get_captions(video_id: UUID, form: Literal["srt", "vtt"], seen: Seen) -> Response:
    """The captions as a file that players take."""
    kind = "text/vtt" if form == "vtt" else "application/x-subrip"
    return Response(await seen.captions(video_id, form), media_type=kind, headers=_NOT_KEPT)


def _shown(row: dict[str, object]) -> dict[str, object]:
    return {name: row[name] for name in RenderOut.model_fields}
