"""Multipart forms that are streamed and yet know their length."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from uuid import uuid4

from starlette.requests import Request
from starlette.types import Message

from heliograph.kit.http import read_all
from heliograph.sdk.connectors import MediaFile
from heliograph.sdk.forms import FilesForm, file_name


def file(body: bytes, mime: str) -> MediaFile:
    async def read() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 3):
            yield body[start : start + 3]

    return MediaFile(uuid4(), mime, len(body), hashlib.sha256(body).hexdigest(), read, "")


async def parsed(form: FilesForm) -> dict[str, object]:
    """What a server reads."""
    body = await read_all(form.stream())
    assert form.headers["Content-Length"] == str(len(body))

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(name.lower().encode(), value.encode()) for name, value in form.headers.items()]
    found: dict[str, object] = {}
    async with Request({"type": "http", "headers": headers}, receive).form() as read:
        for name, part in read.multi_items():
            found[name] = part if isinstance(part, str) else (part.filename, await part.read())
    return found


async def test_a_server_reads_the_fields_and_the_files() -> None:
    files = {"files[0]": file(b"first file", "image/jpeg"), "b": file(b"", "video/mp4")}
    form = FilesForm({"payload_json": '{"content": "Löwe 🌙"}', "empty": ""}, files)
    assert await parsed(form) == {
        "payload_json": '{"content": "Löwe 🌙"}',
        "empty": "",
        "files[0]": ("files0.jpg", b"first file"),
        "b": ("b.mp4", b""),
    }


async def test_a_form_may_be_streamed_again() -> None:
    form = FilesForm({"a": "b"}, {"c": file(b"body", "image/png")})
    assert await read_all(form.stream()) == await read_all(form.stream())


def test_a_file_name_is_plain_and_ends_like_its_type() -> None:
    assert file_name('a"]\r\n', "image/png") == "a.png"
    assert file_name("a", "no/such-type") == "a"
