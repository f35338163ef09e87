"""Videos as rows of a list, with the facts of their documents; the database reads them itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    String,
    Uuid,
    bindparam,
    case,
    func,
    literal_column,
    select,
)

from heliograph.kit.web.listing import Listing, of_workspace
from heliograph.modules.videos.models import Render, Video
from heliograph.modules.videos.schemas import VideoRow
from heliograph.modules.videos.values import CANCELLED, DONE

# As `sdk.timeline.seconds_of` counts: whole frames, of which a transition takes at most half of
# either neighbour. Both round halves to even.
_SECONDS: ColumnElement[float] = literal_column(
    """(
    SELECT round(
        (sum(frames - CASE WHEN number = 1 THEN 0 ELSE least(wish, most) END) / fps)::numeric, 3
    )::float8
    FROM (
        SELECT number, fps, frames, wish,
            floor(least(frames, lag(frames) OVER (ORDER BY number)) / 2) AS most
        FROM (
            SELECT number, fps,
                greatest(2, round((scene ->> 'seconds')::float8 * fps)) AS frames,
                CASE WHEN scene #>> '{transition,kind}' = 'cut' THEN 0
                    ELSE round((scene #>> '{transition,seconds}')::float8 * fps) END AS wish
            FROM jsonb_array_elements(videos_videos.timeline -> 'scenes')
                WITH ORDINALITY AS scenes (scene, number),
                (SELECT (videos_videos.timeline ->> 'fps')::float8 AS fps) AS rate
        ) AS counted
    ) AS laid
    GROUP BY fps
)""",
    Float(),
)
_TIMELINE: Any = Video.timeline
_WISHES: Any = Video.wishes
_ASPECT = func.coalesce(_TIMELINE["aspect"].astext, _WISHES["aspect"].astext, "9:16")
_STYLE = func.coalesce(
    func.nullif(_TIMELINE["notes"]["style"].astext, ""), _WISHES["style"].astext, ""
)
_SCENES = case((_TIMELINE.has_key("scenes"), func.jsonb_array_length(_TIMELINE["scenes"])), else_=0)
_newest = select(Render.id).where(Render.video_id == Video.id).order_by(Render.created_at.desc())
_RENDER = (
    _newest.with_only_columns(Render.status).where(Render.status != CANCELLED).limit(1)
).scalar_subquery()
_COVER = (
    _newest.with_only_columns(Render.cover_asset_id)
    .where(Render.status == DONE, Render.version == Video.version)
    .limit(1)
).scalar_subquery()
_FACTS: dict[str, Any] = {
    "seconds": _SECONDS,
    "aspect": _ASPECT,
    "style": _STYLE,
    "scenes": _SCENES,
    "render_status": _RENDER,
    "cover_asset_id": _COVER,
}

VIDEOS = Listing(
    statement=select(
        *(
            _FACTS[name].label(name) if name in _FACTS else Video.__table__.c[name]
            for name in VideoRow.model_fields
        )
    ).where(Video.workspace_id == of_workspace),
    sorts={"created_at": Video.created_at, "updated_at": Video.updated_at, "title": Video.title},
    default="-created_at",
    key=Video.id,
    filters={
        "brand_id": Video.brand_id == bindparam("brand_id", type_=Uuid()),
        "content_id": Video.content_id == bindparam("content_id", type_=Uuid()),
        "status": Video.status == bindparam("status", type_=String()),
        "style": bindparam("style", type_=String()) == _STYLE,
    },
)
