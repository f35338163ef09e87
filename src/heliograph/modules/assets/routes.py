"""Assets over HTTP: uploads for people, signed addresses for platforms."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from heliograph.kit.database import Database
from heliograph.kit.errors import InvalidInput
from heliograph.kit.web.envelope import One, answers, one_response
from heliograph.kit.web.permissions import Work, offered, public, requires
from heliograph.modules.assets.ranges import OutOfRange, span_of
from heliograph.modules.assets.schemas import AssetChange, AssetOut
from heliograph.modules.assets.service import AssetsService, AssetTools, Origin
from heliograph.modules.assets.upload import Upload

router = APIRouter(tags=["assets"])
media_router = APIRouter(tags=["assets"])
MOST_ALT = 5000


async def assets(work: Work, tools: Annotated[AssetTools, offered(AssetTools)]) -> AssetsService:
    """The service for this request."""
    return tools.service(work)


Assets = Annotated[AssetsService, Depends(assets)]


FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "title": "Upload",
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary", "title": "File"},
                        "alt": {
                            "type": "string",
                            "maxLength": MOST_ALT,
                            "title": "Alt",
                            "default": "",
                        },
                    },
                }
            }
        },
    }
}


@router.post(
    "/assets",
    status_code=201,
    dependencies=[requires("content:write")],
    responses=answers(One[AssetOut], 201),
    openapi_extra=FORM,
)
async def upload_asset(request: Request, assets: Assets) -> Response:
    """Store a picture or video, whatever its size, as it arrives."""
    upload = Upload(request.headers.get("content-type", ""), request.stream())
    stored = await assets.store(upload.file())
    await upload.finish()
    alt = upload.fields.get("alt", "")
    if len(alt) > MOST_ALT:
        raise InvalidInput(f"alt is longer than {MOST_ALT} characters", pointer="/alt")
    return one_response(_shown(await assets.add(stored, Origin("upload", {}, alt))), 201)


@router.get(
    "/assets/{asset_id}", dependencies=[requires("content:read")], responses=answers(One[AssetOut])
)
async def get_asset(asset_id: UUID, assets: Assets) -> Response:
    """One file's particulars."""
    return one_response(_shown(await assets.get(asset_id)))


@router.patch(
    "/assets/{asset_id}", dependencies=[requires("content:write")], responses=answers(One[AssetOut])
)
async def describe_asset(asset_id: UUID, change: AssetChange, assets: Assets) -> Response:
    """Say what is to be seen; posts made from now on carry it."""
    return one_response(_shown(await assets.describe(asset_id, change.alt)))


@media_router.api_route(
    "/media/{asset_id}/{signature}.{extension}",
    methods=["GET", "HEAD"],
    dependencies=[public()],
    include_in_schema=False,
)
async def serve_media(
    asset_id: UUID,
    signature: str,
    extension: str,
    request: Request,
    tools: Annotated[AssetTools, offered(AssetTools)],
    database: Annotated[Database, offered(Database)],
) -> Response:
    """The bytes of a file under its signed address, or a part of them; platforms fetch media from
    here, and players jump about in it."""
    file = await tools.find_public(database, asset_id, signature)
    headers = {
        "accept-ranges": "bytes",
        "etag": f'"{file.name}"',
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "cross-origin",
    }
    if file.mime.startswith("application/"):
        # A document is for reading elsewhere, never for running on our own pages.
        headers["content-disposition"] = "attachment"
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    try:
        span = span_of(_range_for(request, headers["etag"]), file.size)
    except OutOfRange:
        return Response(
            status_code=416, headers=headers | {"content-range": f"bytes */{file.size}"}
        )
    headers["content-length"] = str(span.length)
    if not span.is_whole:
        headers["content-range"] = span.content_range
    status = 200 if span.is_whole else 206
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=file.mime)
    part = file.part(span.start, span.length)
    return StreamingResponse(part, status, headers, media_type=file.mime)


def _range_for(request: Request, tag: str) -> str | None:
    """The range asked for, unless it is wanted of another content only."""
    if request.headers.get("if-range", tag) != tag:
        return None
    return request.headers.get("range")


def _shown(asset: dict[str, object]) -> dict[str, object]:
    return {name: asset[name] for name in AssetOut.model_fields}
