"""Sends a file in pieces, and goes on where it broke off."""

from __future__ import annotations

import asyncio
import base64
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from heliograph.apps.cli.door import Door, Request
from heliograph.apps.cli.failures import AnswerLost, BadInput
from heliograph.apps.cli.printing import note

PIECE = 8_000_000
_TRIES = 6
_TUS = {"Tus-Resumable": "1.0.0"}
_BYTES = {"Content-Type": "application/offset+octet-stream"}
Upload = dict[str, Any]


async def send(door: Door, path: Path, about: Mapping[str, str], begun: str | None) -> Upload:
    """Upload a file, or go on with an upload that was begun; the file it became."""
    size = await asyncio.to_thread(_size, path)
    upload = await (_begun(door, begun, size) if begun else _begin(door, path.name, size, about))
    file = await asyncio.to_thread(path.open, "rb")
    with file:
        while upload["asset_id"] is None:
            upload = await _send_piece(door, upload, file)
    asset: Upload = await door.get("assets", str(upload["asset_id"]))
    return asset


async def _begin(door: Door, name: str, size: int, about: Mapping[str, str]) -> Upload:
    said = {"filename": name, **about}
    metadata = ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items() if value
    )
    headers = _TUS | {"Upload-Length": str(size), "Upload-Metadata": metadata}
    upload: Upload = (await door.ask("POST", ("assets", "uploads"), Request(headers=headers))).data
    if size > PIECE:
        note(f"If it breaks off, go on with --go-on {upload['id']}")
    return upload


async def _begun(door: Door, upload_id: str, size: int) -> Upload:
    upload: Upload = await door.get("assets", "uploads", upload_id)
    if upload["length"] != size:
        raise BadInput(
            f"That upload is of a file of {upload['length']} bytes, and this one has {size}",
            "Name the same file, or begin anew without --go-on.",
        )
    if upload["received"]:
        note(f"{upload['received']} of {size} bytes have arrived before")
    return upload


async def _send_piece(door: Door, upload: Upload, file: io.BufferedReader) -> Upload:
    """The next bytes; asks again how much has arrived after each piece, and after each break."""
    place = ("assets", "uploads", str(upload["id"]))
    for left in range(_TRIES - 1, -1, -1):
        piece = await asyncio.to_thread(_read, file, int(upload["received"]))
        headers = _TUS | _BYTES | {"Upload-Offset": str(upload["received"])}
        try:
            await door.ask("PATCH", place, Request(content=piece, headers=headers))
        except AnswerLost:
            if left == 0:
                raise
            await asyncio.sleep(1.0)
            upload = await door.get(*place)
            continue
        break
    after: Upload = await door.get(*place)
    return after


def _read(file: io.BufferedReader, start: int) -> bytes:
    file.seek(start)
    return file.read(PIECE)


def _size(path: Path) -> int:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}", "Name a file.") from error
    if not path.is_file():
        raise BadInput(f"{path} is no file", "Name a file.")
    return size
