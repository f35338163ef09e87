"""Videos over HTTP: make, look, change, bring back."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from heliograph.kit.web.envelope import Listed, Many, One, answers, listed_response, one_response
from heliograph.kit.web.listing import Reader
from heliograph.kit.web.pagination import Page
from heliograph.kit.web.permissions import Caller, Work, offered, requires
from heliograph.modules.videos.listing import VIDEOS
from heliograph.modules.videos.schemas import (
    NewScene,
    Restore,
    SceneEdit,
    SceneId,
    SceneOrder,
    StyleName,
    VideoEstimateOut,
    VideoOrder,
    VideoOut,
    VideoRow,
    VideoSettings,
    VideoVersionOut,
    WholeTimeline,
)
from heliograph.modules.videos.service import (
    Change,
    SceneChange,
    VideoEditor,
    VideosService,
    VideoTools,
)
from heliograph.modules.videos.values import VideoWish

router = APIRouter(prefix="/videos", tags=["videos"])
READS, WRITES = "content:read", "content:write"


async def videos(work: Work, tools: Annotated[VideoTools, offered(VideoTools)]) -> VideosService:
    """The service for this request."""
    return VideosService(work, tools)


async def editor(work: Work, tools: Annotated[VideoTools, offered(VideoTools)]) -> VideoEditor:
    """The editor for this request."""
    return VideoEditor(work, tools)


async def video_filters(
    brand_id: UUID | None = None,
    content_id: UUID | None = None,
    status: Annotated[str | None, Query(pattern="^(making|ready|failed)$")] = None,
    style: StyleName | None = None,
) -> dict[str, Any]:
    """Which videos are asked for."""
    wanted = {"brand_id": brand_id, "content_id": content_id, "status": status, "style": style}
    return {name: value for name, value in wanted.items() if value is not None}


Videos = Annotated[VideosService, Depends(videos)]
Editor = Annotated[VideoEditor, Depends(editor)]


@router.post(
    "", status_code=202, dependencies=[requires(WRITES)], responses=answers(One[VideoOut], 202)
)
async def make_video(order: VideoOrder, videos: Videos) -> Response:
    """Start making a video of a piece that passed the gate."""
    return one_response(await videos.make(VideoWish(**order.model_dump())), 202)


@router.post("/estimate", dependencies=[requires(READS)], responses=answers(One[VideoEstimateOut]))
async def estimate_video(order: VideoOrder, videos: Videos) -> Response:
    """Say what a video's voice would cost and take, and by whom; nothing is made."""
    return one_response(await videos.estimate(VideoWish(**order.model_dump())))


@router.get("", dependencies=[requires(READS)], responses=answers(Listed[VideoRow]))
async def list_videos(
    reader: Annotated[Reader, offered(Reader)],
    caller: Caller,
    page: Annotated[Page, VIDEOS.page()],
    filters: Annotated[dict[str, Any], Depends(video_filters)],
) -> Response:
    """Videos, the newest first."""
    return await reader.answer(VIDEOS, caller.workspace_id, page, filters)


@router.get("/{video_id}", dependencies=[requires(READS)], responses=answers(One[VideoOut]))
async def get_video(video_id: UUID, videos: Videos) -> Response:
    """One video with its document and its newest renders."""
    return one_response(await videos.get(video_id))


@router.delete("/{video_id}", status_code=204, dependencies=[requires(WRITES)])
async def remove_video(video_id: UUID, videos: Videos) -> None:
    """Delete a video; what is in the library stays there."""
    await videos.remove(video_id)


@router.post(
    "/{video_id}/retry",
    status_code=202,
    dependencies=[requires(WRITES)],
    responses=answers(One[VideoOut], 202),
)
async def retry_video(video_id: UUID, videos: Videos) -> Response:
    """Try again to make what could not be made."""
    return one_response(await videos.retry(video_id), 202)


@router.patch("/{video_id}", dependencies=[requires(WRITES)], responses=answers(One[VideoOut]))
async def change_video(
    video_id: UUID, wanted: VideoSettings, editor: Editor, caller: Caller
) -> Response:
    """Change what holds for the whole video."""
    change = Change(wanted.version, caller.user_id)
    return one_response(await editor.settings(video_id, wanted.values(), change))


@router.put(
    "/{video_id}/timeline", dependencies=[requires(WRITES)], responses=answers(One[VideoOut])
)
async def replace_timeline(
    video_id: UUID, wanted: WholeTimeline, editor: Editor, caller: Caller
) -> Response:
    """Take over a whole document."""
    change = Change(wanted.version, caller.user_id)
    return one_response(await editor.replace(video_id, wanted.timeline, change))


@router.put("/{video_id}/scenes", dependencies=[requires(WRITES)], responses=answers(One[VideoOut]))
async def order_scenes(
    video_id: UUID, wanted: SceneOrder, editor: Editor, caller: Caller
) -> Response:
    """Put the scenes in an order; those left out are removed."""
    change = Change(wanted.version, caller.user_id)
    return one_response(await editor.order(video_id, wanted.scenes, change))


@router.post(
    "/{video_id}/scenes", dependencies=[requires(WRITES)], responses=answers(One[VideoOut])
)
async def add_scene(video_id: UUID, wanted: NewScene, editor: Editor, caller: Caller) -> Response:
    """Add a scene behind another."""
    change = Change(wanted.version, caller.user_id)
    return one_response(await editor.add(video_id, wanted.scene, wanted.after, change))


@router.patch(
    "/{video_id}/scenes/{scene_id}",
    dependencies=[requires(WRITES)],
    responses=answers(One[VideoOut]),
)
async def change_scene(
    video_id: UUID, scene_id: SceneId, wanted: SceneEdit, editor: Editor, caller: Caller
) -> Response:
    """Change a line, a picture, a caption; only what it touches is made again."""
    change = Change(wanted.version, caller.user_id)
    values = SceneChange(wanted.values(), wanted.asset_id)
    return one_response(await editor.scene(video_id, scene_id, values, change))


@router.get(
    "/{video_id}/versions",
    dependencies=[requires(READS)],
    responses=answers(Many[VideoVersionOut]),
)
async def list_video_versions(video_id: UUID, videos: Videos) -> Response:
    """Earlier documents, the newest first."""
    shown = VideoVersionOut.model_fields
    rows = await videos.versions(video_id)
    return listed_response([{name: row[name] for name in shown} for row in rows], None)


@router.post(
    "/{video_id}/versions/{number}/restore",
    dependencies=[requires(WRITES)],
    responses=answers(One[VideoOut]),
)
async def restore_video(
    video_id: UUID, number: int, wanted: Restore, editor: Editor, caller: Caller
) -> Response:
    """Bring an earlier document back as the newest."""
    change = Change(wanted.version, caller.user_id)
    return one_response(await editor.restore(video_id, number, change))
