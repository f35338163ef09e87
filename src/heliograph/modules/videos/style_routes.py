"""Styles, voices and moods over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from heliograph.kit.errors import InvalidInput
from heliograph.kit.web.envelope import Many, One, answers, listed_response, one_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.videos.schemas import MoodOut, StyleEdit, StyleLearn, StyleOut, VoiceOut
from heliograph.modules.videos.service import VideoTools
from heliograph.modules.videos.service.styles import Styles
from heliograph.modules.videos.service.voices import Voices
from heliograph.sdk.style import Style

router = APIRouter(tags=["videos"])
Tools = Annotated[VideoTools, offered(VideoTools)]


async def styles(work: Work, tools: Tools) -> Styles:
    """The service for this request."""
    return Styles(work, tools)


Known = Annotated[Styles, Depends(styles)]


@router.get("/voices", dependencies=[requires("content:read")], responses=answers(Many[VoiceOut]))
async def list_voices(
    work: Work,
    tools: Tools,
    language: Annotated[str | None, Query(max_length=16, pattern="^[A-Za-z-]+$")] = None,
) -> Response:
    """The voices that can be chosen, or those of a language: of this machine, and of the providers
    that are set up, whose usual voice has an empty id."""
    found = await Voices(work, tools).every(language)
    return listed_response([asdict(one) for one in found], None)


@router.get("/moods", dependencies=[requires("content:read")], responses=answers(Many[MoodOut]))
async def list_moods(tools: Tools) -> Response:
    """The moods of music that can be made."""
    provider = tools.catalogue.music_provider()
    found = [
        {name: getattr(mood, name) for name in MoodOut.model_fields} for mood in provider.moods()
    ]
    return listed_response(found, None)


@router.get("/styles", dependencies=[requires("content:read")], responses=answers(Many[StyleOut]))
async def list_styles(known: Known) -> Response:
    """The shipped styles, and the workspace's own."""
    shipped, own = await known.every()
    return listed_response([*map(_shipped, shipped), *map(own_style, own)], None)


@router.post(
    "/styles",
    status_code=202,
    dependencies=[requires("content:write")],
    responses=answers(One[StyleOut], 202),
)
async def learn_style(order: StyleLearn, known: Known) -> Response:
    """Learn a style from a video of the library, or copy one to change it."""
    if order.asset_id is not None:
        return one_response(own_style(await known.learn(order.asset_id, order.name)), 202)
    if not order.base:
        raise InvalidInput("Give a video to learn from, or a style to copy", pointer="/asset_id")
    return one_response(own_style(await known.copy(order.name, order.base)), 202)


@router.get(
    "/styles/{style_id}", dependencies=[requires("content:read")], responses=answers(One[StyleOut])
)
async def get_style(style_id: UUID, known: Known) -> Response:
    """One own style with what was measured."""
    return one_response(own_style(await known.row(style_id)))


@router.patch(
    "/styles/{style_id}",
    dependencies=[requires("content:write")],
    responses=answers(One[StyleOut]),
)
async def change_style(style_id: UUID, wanted: StyleEdit, known: Known) -> Response:
    """Change fields of an own style."""
    return one_response(own_style(await known.change(style_id, wanted.document)))


@router.delete("/styles/{style_id}", status_code=204, dependencies=[requires("content:write")])
async def remove_style(style_id: UUID, known: Known) -> None:
    """Delete an own style; videos made in it stay as they are."""
    await known.remove(style_id)


def _shipped(style: Style) -> dict[str, Any]:
    return {
        "id": style.id,
        "name": style.name,
        "description": style.description,
        "is_shipped": True,
        "status": "ready",
        "document": style.model_dump(mode="json"),
        "analysis": {},
        "asset_id": None,
        "error": None,
    }


def own_style(row: Mapping[str, Any]) -> dict[str, Any]:
    """An own style as it crosses the wire."""
    shown = {name: row[name] for name in ("id", "name", "status", "document", "analysis")}
    about = row["document"].get("description", "")
    asset = {"asset_id": row["asset_id"], "error": row["error"]}
    return shown | asset | {"description": about, "is_shipped": False, "id": str(row["id"])}
