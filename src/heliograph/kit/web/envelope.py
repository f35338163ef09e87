"""The shape of every answer: data and meta, or errors and meta."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson
from fastapi import Response
from pydantic import BaseModel, Field

from heliograph.kit.errors import AppError
from heliograph.kit.ids import new_id
from heliograph.kit.web.context import current_request_id

T = TypeVar("T")
JSON_TYPE = "application/json"
_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC | orjson.OPT_NON_STR_KEYS


class Meta(BaseModel):
    """About the answer itself."""

    request_id: str
    timestamp: datetime


class Pagination(BaseModel):
    """Where a page stands in its list; `total` and `pages` are null when a cursor was followed."""

    page: int | None
    per_page: int
    total: int | None
    pages: int | None
    next_cursor: str | None = None


class One(BaseModel, Generic[T]):
    """One thing."""

    data: T
    meta: Meta


class Many(BaseModel, Generic[T]):
    """A short list that comes whole."""

    data: list[T]
    meta: Meta


class Listed(BaseModel, Generic[T]):
    """One page of a list."""

    data: list[T]
    pagination: Pagination
    meta: Meta


class ErrorSource(BaseModel):
    """Which part of the input is to blame."""

    pointer: str


class ErrorEntry(BaseModel):
    """One thing that went wrong, and what to do about it."""

    id: str
    status: str
    code: str
    title: str
    detail: str
    remedy: str
    source: ErrorSource | None = None


class Failure(BaseModel):
    """The answer when something went wrong."""

    errors: list[ErrorEntry] = Field(min_length=1)
    meta: Meta


def one(value: T) -> One[T]:
    """Wrap one thing for an answer."""
    return One(data=value, meta=_meta())


def many(values: Sequence[T]) -> Many[T]:
    """Wrap a short list that comes whole."""
    return Many(data=list(values), meta=_meta())


def one_response(value: Any, status: int = 200) -> Response:
    """The same as `one`, for plain values that orjson writes without a model."""
    return _response({"data": value, "meta": _plain_meta()}, status)


def listed_response(
    values: Sequence[Any], pagination: Mapping[str, Any] | None, status: int = 200
) -> Response:
    """A list of plain values (mappings, dataclasses, UUIDs, times) written by orjson."""
    body: dict[str, Any] = {"data": values, "meta": _plain_meta()}
    if pagination is not None:
        body["pagination"] = pagination
    return _response(body, status)


def entry_of(error: AppError) -> dict[str, Any]:
    """One error as the envelope lists it."""
    entry: dict[str, Any] = {
        "id": str(new_id()),
        "status": str(error.status),
        "code": error.code,
        "title": error.title,
        "detail": error.detail,
        "remedy": error.remedy,
    }
    if error.pointer is not None:
        entry["source"] = {"pointer": error.pointer}
    return entry


def failure_body(entries: Iterable[Mapping[str, Any]]) -> bytes:
    """The body of an answer that says what went wrong."""
    return dumped({"errors": list(entries), "meta": _plain_meta()})


def failure_response(error: AppError, headers: Mapping[str, str] | None = None) -> Response:
    """A whole answer for one error."""
    return Response(
        failure_body([entry_of(error)]), error.status, dict(headers or {}), media_type=JSON_TYPE
    )


def dumped(value: Any) -> bytes:
    """JSON bytes; times end in Z, ids are texts, stored JSON passes through."""
    return orjson.dumps(value, default=_plain, option=_OPTIONS)


def answers(kind: Any, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route that returns a `Response` itself, so that OpenAPI stays complete."""
    return {status: {"model": kind}}


def _response(body: Mapping[str, Any], status: int) -> Response:
    return Response(dumped(body), status, media_type=JSON_TYPE)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, BaseModel):
        return value.model_dump()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)


def _meta() -> Meta:
    return Meta(request_id=current_request_id(), timestamp=datetime.fromtimestamp(time.time(), UTC))


def _plain_meta() -> dict[str, Any]:
    return {
        "request_id": current_request_id(),
        "timestamp": datetime.fromtimestamp(time.time(), UTC),
    }
