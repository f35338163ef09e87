"""Pages of lists: page and per_page for people, a cursor for deep lists."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from fastapi import Depends, Request, Response

from heliograph.kit.errors import InvalidInput
from heliograph.kit.web.envelope import listed_response
from heliograph.kit.web.quick import Quick

DEFAULT_PER_PAGE = 20
MOST_PER_PAGE = 100
DEEPEST_PAGE = 100_000
LONGEST_CURSOR = 500


class CursorInvalid(InvalidInput):
    """A cursor that this list did not hand out."""

    code = "app.cursor_invalid"
    title = "The cursor does not belong to this list"
    remedy = "Start again without a cursor, and keep the sort while you follow it."

    def __init__(self) -> None:
        super().__init__("the cursor cannot be read", pointer="/query/cursor")


@dataclass(frozen=True)
class Page:
    """Which part of a list was asked for."""

    number: int = 1
    per_page: int = 20
    sort: str = ""
    cursor: str | None = None

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.per_page

    @property
    def sort_name(self) -> str:
        """What the list is sorted by, without its direction."""
        return self.sort.removeprefix("-")

    @property
    def is_descending(self) -> bool:
        """Whether the greatest comes first."""
        return self.sort.startswith("-")

    def pagination(self, total: int | None, next_cursor: str | None = None) -> dict[str, Any]:
        """What the answer says about this page."""
        pages = None if total is None else -(-total // self.per_page)
        return {
            "page": None if self.cursor else self.number,
            "per_page": self.per_page,
            "total": total,
            "pages": pages,
            "next_cursor": next_cursor,
        }


class PageReader(Quick):
    """A dependency that reads which part of a list was asked for.

    It reads the query itself, which is ten times faster than declaring four parameters;
    `parameters` documents them, and `mounting` puts that into OpenAPI.
    """

    def __init__(self, sorts: Sequence[str], default: str) -> None:
        self._sorts = [f"{sign}{name}" for name in sorts for sign in ("", "-")]
        self._default = default

    def read(self, request: Request) -> Page:
        """The page; raises `InvalidInput` naming the parameter that is wrong."""
        if not request.scope["query_string"]:
            return Page(sort=self._default)
        query = request.query_params
        number = _whole(query, "page", 1, DEEPEST_PAGE)
        per_page = _whole(query, "per_page", DEFAULT_PER_PAGE, MOST_PER_PAGE)
        sort = query.get("sort") or self._default
        if sort not in self._sorts:
            raise InvalidInput(
                f"this list cannot be sorted by {sort[:60]!r}; it knows {', '.join(self._sorts)}",
                pointer="/query/sort",
            )
        return Page(number, per_page, sort, query.get("cursor") or None)

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """The four query parameters, as OpenAPI lists them."""
        whole = {"type": "integer", "minimum": 1}
        return [
            _parameter("page", {**whole, "maximum": DEEPEST_PAGE, "default": 1}),
            _parameter(
                "per_page", {**whole, "maximum": MOST_PER_PAGE, "default": DEFAULT_PER_PAGE}
            ),
            _parameter("sort", {"type": "string", "enum": self._sorts, "default": self._default}),
            _parameter("cursor", {"type": "string", "maxLength": LONGEST_CURSOR}),
        ]


def paged(sorts: Sequence[str], default: str) -> Any:
    """For `page: Annotated[Page, paged(…)]`: reads and checks the query of a list route.

    `sorts` are the names a caller may sort by; a `-` in front turns the order around.
    """
    return Depends(PageReader(sorts, default))


def rows_response(
    rows: Sequence[Any],
    page: Page,
    total: int,
    shape: Callable[[Any], object] | None = None,
) -> Response:
    """One page of rows (SQLAlchemy rows, mappings, dataclasses), written by orjson.

    For lists that `Listing` cannot express; the caller has cut the rows to the page.
    """
    values = [shape(row) if shape else _as_mapping(row) for row in rows]
    return listed_response(values, page.pagination(total))


def write_cursor(sort: str, value: object, key: object) -> str:
    """An opaque mark after one row of a sorted list."""
    raw = orjson.dumps([sort, value, key], default=str, option=orjson.OPT_UTC_Z)
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def read_cursor(cursor: str, sort: str, kinds: tuple[type, type]) -> tuple[Any, Any]:
    """The value and key behind a cursor; raises `CursorInvalid`."""
    try:
        if len(cursor) > LONGEST_CURSOR:
            raise CursorInvalid
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        named, value, key = orjson.loads(raw)
        if named != sort:
            raise CursorInvalid
        return _typed(value, kinds[0]), _typed(key, kinds[1])
    except (binascii.Error, ValueError, TypeError) as error:
        raise CursorInvalid from error


def _whole(query: Mapping[str, str], name: str, default: int, most: int) -> int:
    """A whole number from 1 to `most`."""
    value = query.get(name)
    if value is None:
        return default
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
    if not 1 <= number <= most:
        raise InvalidInput(
            f"{name} must be a whole number from 1 to {most}", pointer=f"/query/{name}"
        )
    return number


def _parameter(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": dict(schema)}


def _typed(value: Any, kind: type) -> Any:
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is UUID:
        return UUID(value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _as_mapping(row: Any) -> object:
    if isinstance(row, Mapping):
        return row
    mapping = getattr(row, "_mapping", None)
    return row if mapping is None else dict(mapping)
