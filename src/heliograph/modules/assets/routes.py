"""Assets over HTTP: uploads for people, signed addresses for platforms."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse

from heliograph.kit.database import Database
from heliograph.kit.web.envelope import One, answers, one_response
from heliograph.kit.web.permissions import Caller, Work, offered, public, requires
from heliograph.modules.assets.ranges import OutOfRange, span_of
from heliograph.modules.assets.schemas import (
    MOST_ALT,
    MOST_TITLE,
    AssetChange,
    AssetOut,
    FetchOrder,
    NewAssetOut,
)
from heliograph.modules.assets.service.fetching import FetchService
from heliograph.modules.assets.service.library import LibraryService
from heliograph.modules.assets.service.tools import PublicFile
from heliograph.modules.assets.upload import Upload
from heliograph.modules.assets.values import Asset, AssetWish, Origin
from heliograph.modules.assets.wire import Assets, Tools, asset_out, origin_of, title_of

router = APIRouter(tags=["assets"])
media_router = APIRouter(tags=["assets"])
DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def _words(title: str, most: int | None = None) -> dict[str, object]:
    words: dict[str, object] = {"type": "string", "title": title, "default": ""}
    return words if most is None else {**words, "maxLength": most}


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
                        "alt": _words("Alt", MOST_ALT),
                        "title": _words("Title", MOST_TITLE),
                        "tags": _words("Tags, separated by commas"),
                        "folder_id": _words("Folder"),
                        "licence": _words("Licence: its kind, or JSON"),
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
    responses=answers(One[NewAssetOut], 201),
    openapi_extra=FORM,
)
async def upload_asset(request: Request, assets: Assets, caller: Caller) -> Response:
    """Store a picture, video or document, whatever its size, as it arrives. Without a word on its
    licence it is taken for the own work of whoever uploads it."""
    upload = Upload(request.headers.get("content-type", ""), request.stream())
    stored = await assets.store(upload.file())
    await upload.finish()
    upload.fields.setdefault("title", title_of(upload.filename))
    asset = await assets.add(stored, origin_of(upload.fields, caller.user_id))
    return one_response(await _new(asset, assets), 201)


@router.post(
    "/assets/fetch",
    status_code=201,
    dependencies=[requires("content:write")],
    responses=answers(One[NewAssetOut], 201),
)
async def fetch_asset(
    order: FetchOrder, work: Work, tools: Tools, assets: Assets, caller: Caller
) -> Response:
    """Fetch a file from a public address. Its licence is unknown until somebody states it."""
    origin = Origin(
        "url",
        {},
        alt=order.alt,
        title=order.title,
        tags=tuple(order.tags),
        folder_id=order.folder_id,
        licence=order.licence.value() if order.licence else None,
        by=caller.user_id,
    )
    asset = await FetchService(work, tools).fetch(order.url, origin)
    return one_response(await _new(asset, assets), 201)


@router.get(
    "/assets/{asset_id}", dependencies=[requires("content:read")], responses=answers(One[AssetOut])
)
async def get_asset(asset_id: UUID, assets: Assets) -> Response:
    """One file's particulars."""
    return one_response(asset_out(await assets.get(asset_id)))


@router.patch(
    "/assets/{asset_id}", dependencies=[requires("content:write")], responses=answers(One[AssetOut])
)
async def change_asset(
    asset_id: UUID, change: AssetChange, work: Work, tools: Tools, caller: Caller
) -> Response:
    """Say anew what is given: what is to be seen, title, tags, licence, folder. Posts made from
    now on carry it."""
    wish = AssetWish(
        alt=change.alt,
        title=change.title,
        tags=tuple(change.tags) if change.tags is not None else None,
        licence=change.licence.value() if change.licence else None,
        folder_id=change.folder_id,
        moves="folder_id" in change.model_fields_set,
    )
    changed = await LibraryService(work, tools).change(asset_id, wish, caller.user_id)
    return one_response(asset_out(changed))


@router.delete("/assets/{asset_id}", status_code=204, dependencies=[requires("content:write")])
async def trash_asset(asset_id: UUID, work: Work, tools: Tools) -> None:
    """Move a file to the trash; posts that use it keep it."""
    await LibraryService(work, tools).trash(asset_id)


@router.post(
    "/assets/{asset_id}/bring-back",
    dependencies=[requires("content:write")],
    responses=answers(One[AssetOut]),
)
async def bring_asset_back(asset_id: UUID, work: Work, tools: Tools) -> Response:
    """Take a file out of the trash."""
    return one_response(asset_out(await LibraryService(work, tools).bring_back(asset_id)))


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
    tools: Tools,
    database: Annotated[Database, offered(Database)],
) -> Response:
    """The bytes of a file under its signed address, or a part of them; platforms fetch media from
    here, and players jump about in it. With `?small` it is the file's small picture, once there is
    one."""
    small = "small" in request.query_params
    file = await tools.find_public(database, asset_id, signature, small=small)
    headers = _media_headers(file, is_small=small)
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    try:
        span = span_of(_range_for(request, headers["etag"]), file.size)
    except OutOfRange:
        return Response(
            status_code=416, headers=headers | {"content-range": f"bytes */{file.size}"}
        )
    elsewhere = await tools.link(file)
    if elsewhere is not None:
        return RedirectResponse(elsewhere, 307, {"cache-control": "private, max-age=600"})
    headers["content-length"] = str(span.length)
    if not span.is_whole:
        headers["content-range"] = span.content_range
    status = 200 if span.is_whole else 206
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=file.mime)
    part = file.part(span.start, span.length)
    return StreamingResponse(part, status, headers, media_type=file.mime)


def _media_headers(file: PublicFile, *, is_small: bool) -> dict[str, str]:
    headers = {
        "accept-ranges": "bytes",
        "etag": f'"{file.name}"',
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "cross-origin",
    }
    if is_small and file.is_whole:
        # Its small picture may be made any moment.
        headers["cache-control"] = "public, max-age=60"
    if file.mime.startswith("application/") or file.mime == "image/svg+xml":
        # A document is for reading elsewhere, never for running on our own pages.
        headers["content-disposition"] = "attachment"
        headers["content-security-policy"] = DRAWING_POLICY
    return headers


def _range_for(request: Request, tag: str) -> str | None:
    """The range asked for, unless it is wanted of another content only."""
    if request.headers.get("if-range", tag) != tag:
        return None
    return request.headers.get("range")


async def _new(asset: Asset, assets: Assets) -> dict[str, object]:
    return asset_out(asset) | {"same_as": await assets.same_as(asset)}
