"""Assets over HTTP: uploads for people, signed addresses for platforms."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Response, UploadFile
from fastapi.responses import StreamingResponse

from heliograph.kit.database import Database
from heliograph.kit.web.envelope import One, answers, one_response
from heliograph.kit.web.permissions import Work, offered, public, requires
from heliograph.modules.assets.errors import FileTooLarge
from heliograph.modules.assets.schemas import AssetOut
from heliograph.modules.assets.service import MAX_BYTES, AssetsService, AssetTools, Origin

router = APIRouter(tags=["assets"])
media_router = APIRouter(tags=["assets"])


async def assets(work: Work, tools: Annotated[AssetTools, offered(AssetTools)]) -> AssetsService:
    """The service for this request."""
    return tools.service(work)


Assets = Annotated[AssetsService, Depends(assets)]


@router.post(
    "/assets",
    status_code=201,
    dependencies=[requires("content:write")],
    responses=answers(One[AssetOut], 201),
)
async def upload_asset(
    file: UploadFile, assets: Assets, alt: Annotated[str, Form(max_length=5000)] = ""
) -> Response:
    """Store a picture or video."""
    if (file.size or 0) > MAX_BYTES:
        raise FileTooLarge(f"{file.size} bytes, allowed {MAX_BYTES}")
    origin = Origin("upload", {}, alt)
    return one_response(_shown(await assets.keep(await file.read(), origin)), 201)


@router.get(
    "/assets/{asset_id}", dependencies=[requires("content:read")], responses=answers(One[AssetOut])
)
async def get_asset(asset_id: UUID, assets: Assets) -> Response:
    """One file's particulars."""
    return one_response(_shown(await assets.get(asset_id)))


@media_router.get(
    "/media/{asset_id}/{signature}.{extension}", dependencies=[public()], include_in_schema=False
)
async def serve_media(
    asset_id: UUID,
    signature: str,
    extension: str,
    tools: Annotated[AssetTools, offered(AssetTools)],
    database: Annotated[Database, offered(Database)],
) -> Response:
    """The bytes of a file under its signed address; platforms fetch media from here."""
    mime, size, stream = await tools.open_public(database, asset_id, signature)
    headers = {
        "content-length": str(size),
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "cross-origin",
    }
    return StreamingResponse(stream, media_type=mime, headers=headers)


def _shown(asset: dict[str, object]) -> dict[str, object]:
    return {name: asset[name] for name in AssetOut.model_fields}
