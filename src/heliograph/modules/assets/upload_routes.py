"""Uploads that go on after a break: the tus protocol 1.0.0 with creation, termination and
expiration, and plain JSON for whoever wants to look."""

from __future__ import annotations

import base64
import binascii
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from starlette.requests import ClientDisconnect

from heliograph.kit.errors import InvalidInput
from heliograph.kit.web.envelope import Many, One, answers, listed_response, one_response
from heliograph.kit.web.errors import WrongMediaType
from heliograph.kit.web.permissions import Caller, Work, requires
from heliograph.modules.assets.errors import ProtocolUnknown
from heliograph.modules.assets.schemas import UploadOut
from heliograph.modules.assets.service.uploads import Announced, Upload, UploadService
from heliograph.modules.assets.wire import Tools, origin_of, title_of

router = APIRouter(
    tags=["uploads"],
    responses={
        410: {"description": "The upload was not finished in time, and is gone"},
        412: {"description": "This version of the upload protocol is not spoken here"},
    },
)
VERSION = "1.0.0"
PLACE = "/api/v1/assets/uploads"
KIND = "application/offset+octet-stream"
SPOKEN = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}
LONGEST_METADATA = 16_000


def _header(name: str, about: str, *, required: bool = True) -> dict[str, Any]:
    schema = {"type": "string"}
    return {"name": name, "in": "header", "required": required, "schema": schema} | {
        "description": about
    }


TUS = _header("Tus-Resumable", "The version of the protocol: 1.0.0")
LENGTH = _header("Upload-Length", "How many bytes the file has")
OFFSET = _header("Upload-Offset", "How many bytes have arrived before these")
METADATA = _header(
    "Upload-Metadata",
    "Pairs of a name and a value in base64, separated by commas: filename, alt, title, tags, "
    "folder_id, licence",
    required=False,
)


async def uploads(work: Work, tools: Tools) -> UploadService:
    """The service for this request."""
    return UploadService(work, tools)


Uploads = Annotated[UploadService, Depends(uploads)]


@router.options("/assets/uploads", status_code=204, dependencies=[requires("content:read")])
async def describe_uploads(tools: Tools) -> Response:
    """What of the protocol is spoken here, and how large a file may be."""
    return Response(
        status_code=204,
        headers=SPOKEN
        | {
            "Tus-Version": VERSION,
            "Tus-Extension": "creation,termination,expiration",
            "Tus-Max-Size": str(tools.settings.max_bytes),
        },
    )


@router.get(
    "/assets/uploads", dependencies=[requires("content:read")], responses=answers(Many[UploadOut])
)
async def list_uploads(uploads: Uploads) -> Response:
    """Uploads on their way, the newest first."""
    return listed_response([_shown(one) for one in await uploads.open()], None)


@router.post(
    "/assets/uploads",
    status_code=201,
    dependencies=[requires("content:write")],
    responses=answers(One[UploadOut], 201),
    openapi_extra={"parameters": [TUS, LENGTH, METADATA]},
)
async def begin_upload(request: Request, uploads: Uploads, caller: Caller) -> Response:
    """Begin an upload; `Location` tells where its bytes go."""
    _speaks(request)
    said = _metadata(request.headers.get("upload-metadata", ""))
    if not said.get("title"):
        said["title"] = title_of(said.get("filename", ""))
    announced = Announced(_whole(request, "upload-length"), origin_of(said, caller.user_id))
    upload = await uploads.begin(announced, caller.user_id)
    answer = one_response(_shown(upload), 201)
    answer.headers.update(_told(upload) | {"Location": f"{PLACE}/{upload['id']}"})
    return answer


@router.head(
    "/assets/uploads/{upload_id}",
    dependencies=[requires("content:read")],
    openapi_extra={"parameters": [TUS]},
)
async def measure_upload(upload_id: UUID, request: Request, uploads: Uploads) -> Response:
    """How much has arrived."""
    upload = await uploads.get(upload_id)
    _speaks(request)
    return Response(headers=_told(upload) | {"Upload-Length": str(upload["length"])})


@router.get(
    "/assets/uploads/{upload_id}",
    dependencies=[requires("content:read")],
    responses=answers(One[UploadOut]),
)
async def get_upload(upload_id: UUID, uploads: Uploads) -> Response:
    """One upload, and the file it became."""
    return one_response(_shown(await uploads.get(upload_id)))


@router.patch(
    "/assets/uploads/{upload_id}",
    status_code=204,
    dependencies=[requires("content:write")],
    openapi_extra={
        "parameters": [TUS, OFFSET],
        "requestBody": {
            "required": True,
            "content": {KIND: {"schema": {"type": "string", "format": "binary"}}},
        },
    },
)
async def go_on(upload_id: UUID, request: Request, uploads: Uploads) -> Response:
    """Send the next bytes; after the last ones `Heliograph-Asset` names the file."""
    upload = await uploads.get(upload_id)
    _speaks(request)
    if request.headers.get("content-type", "") != KIND:
        raise WrongMediaType(f"The bytes of an upload come as {KIND}")
    offset = _whole(request, "upload-offset")
    after = await uploads.append(upload, offset, _arriving(request))
    made = {"Heliograph-Asset": str(after["asset_id"])} if after["asset_id"] else {}
    return Response(status_code=204, headers=_told(after) | made)


@router.delete(
    "/assets/uploads/{upload_id}", status_code=204, dependencies=[requires("content:write")]
)
async def end_upload(upload_id: UUID, uploads: Uploads) -> Response:
    """Give an upload up; what has arrived is removed."""
    await uploads.remove(upload_id)
    return Response(status_code=204, headers=SPOKEN)


async def _arriving(request: Request) -> AsyncIterator[bytes]:
    """The body as far as it comes: what arrived before a break is kept."""
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        return


def _speaks(request: Request) -> None:
    if request.headers.get("tus-resumable") != VERSION:
        raise ProtocolUnknown(f"Only version {VERSION} is spoken here")


def _whole(request: Request, name: str) -> int:
    value = request.headers.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) < 16):
        raise InvalidInput(f"{name} must be a whole number", pointer=f"/header/{name}")
    return int(value)


def _metadata(header: str) -> dict[str, str]:
    """Pairs of a name and a value in base64, as the protocol writes them."""
    if len(header) > LONGEST_METADATA:
        raise InvalidInput("Upload-Metadata is too long", pointer="/header/upload-metadata")
    said: dict[str, str] = {}
    for pair in header.split(",") if header else ():
        name, _, value = pair.strip().partition(" ")
        try:
            said[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise InvalidInput(
                f"Upload-Metadata: {name[:40]} is not text in base64",
                pointer="/header/upload-metadata",
            ) from error
    return said


def _told(upload: Mapping[str, Any]) -> dict[str, str]:
    expires: datetime = upload["expires_at"]
    return SPOKEN | {
        "Upload-Offset": str(upload["received"]),
        "Upload-Expires": format_datetime(expires, usegmt=True),
    }


def _shown(upload: Upload) -> dict[str, Any]:
    return {name: upload[name] for name in UploadOut.model_fields}
