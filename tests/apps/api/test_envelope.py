"""Every answer has the promised shape, whatever went right or wrong."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any

import pytest
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from heliograph.kit.database import Database
from heliograph.kit.errors import Conflict
from heliograph.kit.web.envelope import One, one
from heliograph.kit.web.permissions import public
from tests.apps.api.support import Client, RunningAPI, running_api

router = APIRouter()


class Piece(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=5)]
    sizes: list[int] = []


@router.post("/pieces", status_code=201, dependencies=[public()])
async def make_piece(piece: Piece) -> One[Piece]:
    return one(piece)


@router.get("/broken/{how}", dependencies=[public()])
async def broken(how: str) -> One[str]:
    errors: dict[str, Exception] = {
        "bug": RuntimeError("secret detail in /private/x"),
        "conflict": Conflict("it is gone"),
        "disk": OSError(errno.ENOSPC, "no space"),
        "network": ConnectionRefusedError("refused"),
    }
    raise errors[how]


@pytest.fixture
async def pieces(database: Database) -> AsyncIterator[RunningAPI]:
    async with running_api(database, routers=(router,)) as running:
        yield running


def checked_errors(answer: Any, status: int) -> list[dict[str, Any]]:
    """The errors of an answer whose shape is right."""
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert body.keys() == {"errors", "meta"}
    for error in body["errors"]:
        assert {"id", "status", "code", "title", "detail", "remedy"} <= error.keys()
        assert error["status"] == str(status)
        assert error["remedy"]
    assert body["meta"]["request_id"] == answer.headers["x-request-id"]
    errors: list[dict[str, Any]] = body["errors"]
    return errors


async def test_a_success_carries_data_and_meta(pieces: RunningAPI) -> None:
    answer = await pieces.client.post("/api/v1/pieces", json={"name": "one"})
    body = answer.json()
    assert body["data"] == {"name": "one", "sizes": []}
    assert body["meta"]["request_id"] == answer.headers["x-request-id"]
    assert body["meta"]["timestamp"].endswith("Z")
    assert datetime.fromisoformat(body["meta"]["timestamp"]).tzinfo is not None


async def test_every_wrong_field_is_named_by_its_pointer(pieces: RunningAPI) -> None:
    body = {"name": "too long", "sizes": [1, "x"], "other": 1}
    answer = await pieces.client.post("/api/v1/pieces", json=body)
    errors = checked_errors(answer, 422)
    assert {one["source"]["pointer"] for one in errors} == {"/name", "/sizes/1", "/other"}
    assert all(one["code"] == "app.invalid" for one in errors)


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (b"{not json", "application/json", 400, "app.malformed"),
        (b"\xff\xfe", "application/json", 400, "app.malformed"),
        (b'{"name": "x"}', "text/plain", 415, "app.wrong_media_type"),
        (b"name=x", "application/x-www-form-urlencoded", 415, "app.wrong_media_type"),
        (b"", "application/json", 422, "app.invalid"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused_by_its_kind(
    pieces: RunningAPI, content: bytes, kind: str, status: int, code: str
) -> None:
    answer = await pieces.client.post(
        "/api/v1/pieces", content=content, headers={"content-type": kind}
    )
    assert checked_errors(answer, status)[0]["code"] == code


async def test_a_body_larger_than_the_limit_is_refused_before_it_is_read(
    pieces: RunningAPI,
) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(200):
            yield b"x" * 1_000_000

    kind = {"content-type": "application/json"}
    streamed = await pieces.client.post("/api/v1/pieces", content=endless(), headers=kind)
    checked_errors(streamed, 413)
    keyed = {**kind, "Idempotency-Key": "k", "Authorization": f"Bearer {pieces.owner_key}"}
    repeatable = await pieces.client.post("/api/v1/pieces", content=endless(), headers=keyed)
    checked_errors(repeatable, 413)
    announced = await pieces.client.post(
        "/api/v1/pieces", content=b"{}", headers={**kind, "content-length": "99999999"}
    )
    checked_errors(announced, 413)


async def test_unknown_addresses_and_methods_are_told_apart(pieces: RunningAPI) -> None:
    checked_errors(await pieces.client.get("/api/v1/nothing"), 404)
    answer = await pieces.client.delete("/api/v1/pieces")
    checked_errors(answer, 405)
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("how", "status", "code"),
    [
        ("bug", 500, "app.unexpected"),
        ("conflict", 409, "app.conflict"),
        ("disk", 507, "app.disk_full"),
        ("network", 503, "app.database_away"),
    ],
)
async def test_whatever_breaks_is_answered_without_its_inside(
    pieces: RunningAPI, how: str, status: int, code: str
) -> None:
    answer = await pieces.client.get(f"/api/v1/broken/{how}")
    assert checked_errors(answer, status)[0]["code"] == code
    assert "/private" not in answer.text
    assert "Traceback" not in answer.text
    assert ("retry-after" in answer.headers) == (status in {503, 507})


async def test_a_callers_request_id_is_kept_when_it_is_harmless(client_of: Client) -> None:
    kept = await client_of.get("/health", headers={"x-request-id": "trace-12345678"})
    assert kept.headers["x-request-id"] == "trace-12345678"
    for bad in ("short", "x" * 65, 'a"b<script>aaaaa', "spaces are bad"):
        answer = await client_of.get("/health", headers={"x-request-id": bad})
        assert answer.headers["x-request-id"] != bad


async def test_every_answer_carries_the_security_headers(client_of: Client) -> None:
    for path in ("/health", "/api/v1/me", "/api/v1/nothing", "/"):
        headers = (await client_of.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert "server" not in headers


@pytest.fixture
def client_of(api: RunningAPI) -> Client:
    return api.client
