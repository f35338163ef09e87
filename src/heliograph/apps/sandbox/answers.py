"""Small parts every platform needs to read a request and to answer it."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse

from heliograph.apps.sandbox.store import JSON

_NAME = re.compile(r"^([^\[]+)(?:\[([^\]]+)\])?(\[\])?$")


class Refusal(Exception):
    """The platform says no, in its own words and with its own status."""

    def __init__(self, status: int, body: JSON, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.headers = dict(headers or {})

    def answer(self) -> JSONResponse:
        """The refusal as it goes over the wire."""
        return JSONResponse(self.body, self.status, self.headers)


async def read_parameters(request: Request) -> dict[str, JSON]:
    """Query, form and JSON in one dictionary; `a[]` becomes a list, `a[b]` a dictionary."""
    found = _gather(request.query_params.multi_items())
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        body = _parse_json(await request.body())
        found.update(body)
    elif kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        async with request.form(max_part_size=400_000_000) as form:
            found.update(_gather([(name, await _kept(part)) for name, part in form.multi_items()]))
    return found


async def _kept(part: str | UploadFile) -> str | tuple[str, str, bytes]:
    if isinstance(part, str):
        return part
    return part.filename or "", part.content_type or "", await part.read()


def _parse_json(body: bytes) -> dict[str, JSON]:
    try:
        parsed = json.loads(body or b"{}")
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _gather(items: Iterable[tuple[str, JSON]]) -> dict[str, JSON]:
    found: dict[str, JSON] = {}
    for name, value in items:
        match = _NAME.match(name)
        if match is None:
            continue
        outer, inner, is_list = match.groups()
        home = found.setdefault(outer, {}) if inner else found
        key = inner or outer
        if is_list:
            home.setdefault(key, []).append(value)
        else:
            home[key] = value
    return found


def texts_of(parameters: Mapping[str, JSON]) -> dict[str, str]:
    """All parameters, each as text."""
    return {name: text_of(value) for name, value in parameters.items()}


def basic_pair(request: Request) -> tuple[str, str]:
    """Name and secret of HTTP Basic authentication; both empty where they are not shown."""
    kind, _, pair = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        name, _, secret = b64decode(pair, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return name, secret


def is_yes(value: JSON) -> bool:
    """Whether a form's or a JSON body's value means true."""
    return value is True or str(value).lower() in {"true", "1", "on", "t"}


def moment(seconds: float) -> datetime:
    """A stored time as an aware one."""
    return datetime.fromtimestamp(seconds, UTC)


def iso_milliseconds(seconds: float) -> str:
    """The way Mastodon and Bluesky write a time: 2026-01-01T00:00:00.000Z."""
    return moment(seconds).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_moment(text: str) -> float | None:
    """Seconds of an ISO 8601 time, which counts as UTC when it names no zone."""
    try:
        parsed = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()


def text_of(value: JSON, default: str = "") -> str:
    """A parameter as text; what is no text becomes the default."""
    if isinstance(value, str):
        return value
    return default if value is None or isinstance(value, (dict, list, tuple)) else str(value)
