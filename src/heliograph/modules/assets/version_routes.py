"""Versions and renditions of a file over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from heliograph.kit.web.envelope import Many, One, answers, listed_response, one_response
from heliograph.kit.web.permissions import Caller, Work, requires
from heliograph.modules.assets.schemas import AssetOut, AssetVersionOut, RenditionOut
from heliograph.modules.assets.service.looking import PREVIEW, THUMBNAIL
from heliograph.modules.assets.service.versions import VersionService
from heliograph.modules.assets.upload import Upload
from heliograph.modules.assets.wire import Assets, Tools, asset_out

router = APIRouter(tags=["assets"])
FILE = {"type": "string", "format": "binary", "title": "File"}
PURPOSES = {THUMBNAIL: "thumbnail", PREVIEW: "preview"}
"""What renditions are for that no platform asked for."""
FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "title": "Version",
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": FILE},
                }
            }
        },
    }
}


@router.get(
    "/assets/{asset_id}/versions",
    dependencies=[requires("content:read")],
    responses=answers(Many[AssetVersionOut]),
)
async def list_versions(asset_id: UUID, work: Work, tools: Tools) -> Response:
    """The files an asset had and has, the newest first."""
    found = await VersionService(work, tools).all(asset_id)
    return listed_response([_only(AssetVersionOut.model_fields, one) for one in found], None)


@router.post(
    "/assets/{asset_id}/versions",
    status_code=201,
    dependencies=[requires("content:write")],
    responses=answers(One[AssetOut], 201),
    openapi_extra=FORM,
)
async def replace_file(
    asset_id: UUID, request: Request, work: Work, tools: Tools, assets: Assets, caller: Caller
) -> Response:
    """Give an asset a new file; posts that were made with the old one keep it."""
    await assets.get(asset_id)
    upload = Upload(request.headers.get("content-type", ""), request.stream())
    versions = VersionService(work, tools)
    changed = await versions.replace(asset_id, upload.file(), caller.user_id)
    await upload.finish()
    return one_response(asset_out(changed), 201)


@router.post(
    "/assets/{asset_id}/versions/{version}/restore",
    dependencies=[requires("content:write")],
    responses=answers(One[AssetOut]),
)
async def restore_version(
    asset_id: UUID, version: int, work: Work, tools: Tools, caller: Caller
) -> Response:
    """Let an earlier file stand again, as the newest version."""
    restored = await VersionService(work, tools).restore(asset_id, version, caller.user_id)
    return one_response(asset_out(restored))


@router.get(
    "/assets/{asset_id}/renditions",
    dependencies=[requires("content:read")],
    responses=answers(Many[RenditionOut]),
)
async def list_renditions(asset_id: UUID, work: Work, tools: Tools) -> Response:
    """The forms that were made of a file."""
    found = await VersionService(work, tools).renditions(asset_id)
    shown = [
        dict(row)
        | {
            "url": tools.path(row["id"], row["mime"]),
            "purpose": PURPOSES.get(row["recipe"], "platform"),
        }
        for row in found
    ]
    return listed_response([_only(RenditionOut.model_fields, one) for one in shown], None)


def _only(names: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in names}
