"""List endpoints at nearly the speed of the driver.

A `Listing` is a Core select that is compiled once per sort and set of filters. A `Reader` runs it
on connections of its own that stay bound to the workspace they served last, so that a page with
its total is one round trip. Row-level security holds here as everywhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

import asyncpg
import orjson
from fastapi import Response
from sqlalchemy import (
    JSON,
    ColumnElement,
    Integer,
    Select,
    Uuid,
    bindparam,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

from heliograph.kit.database import as_plain
from heliograph.kit.errors import InvalidInput
from heliograph.kit.web.envelope import listed_response
from heliograph.kit.web.pagination import Page, paged, read_cursor, write_cursor

_DIALECT = PGDialect_asyncpg()  # type: ignore[no-untyped-call]  # reason: SQLAlchemy leaves it so
_HIDDEN = 3
of_workspace: ColumnElement[UUID] = bindparam("workspace_id", type_=Uuid())
"""The caller's workspace inside a listing: `.where(Brand.workspace_id == of_workspace)`."""


@dataclass(frozen=True)
class _Query:
    sql: str
    names: tuple[str, ...]
    fixed: Mapping[str, Any]
    columns: tuple[str, ...]
    json_columns: tuple[str, ...]

    def arguments(self, given: Mapping[str, Any]) -> list[Any]:
        return [given[name] if name in given else self.fixed[name] for name in self.names]


@dataclass(frozen=True)
class Listing:
    """What a list route shows and how it may be asked.

    `statement` selects labelled columns where `workspace_id == of_workspace`. `sorts` maps the
    names callers use to columns that are never null; `key` breaks ties. `filters` maps a name to
    a condition with `bindparam(name)`; it applies when a value is given for it.
    """

    statement: Select[Any]
    sorts: Mapping[str, ColumnElement[Any] | Any]
    default: str
    key: Any
    filters: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)
    _compiled: dict[tuple[Any, ...], _Query] = field(default_factory=dict, repr=False)

    def page(self) -> Any:
        """For `page: Annotated[Page, LISTING.page()]`."""
        return paged(list(self.sorts), self.default)

    def query(self, page: Page, filters: frozenset[str]) -> _Query:
        """The SQL for one combination of sort, direction, filters and cursor."""
        at = (page.sort, filters, page.cursor is not None)
        found = self._compiled.get(at)
        if found is None:
            found = self._compiled[at] = self._compile(page, filters)
        return found

    def kinds(self, page: Page) -> tuple[type, type]:
        """The Python types of the sort column and of the key."""
        return self.sorts[page.sort_name].type.python_type, self.key.type.python_type

    def _compile(self, page: Page, filters: frozenset[str]) -> _Query:
        column = self.sorts[page.sort_name]
        chosen = self.statement.where(*(self.filters[name] for name in sorted(filters)))
        cut = chosen
        if page.cursor is None:
            inner = chosen.with_only_columns(self.key).order_by(None).subquery()
            total: Any = select(func.count()).select_from(inner).scalar_subquery()
            cut = cut.offset(bindparam("offset_", type_=Integer()))
        else:
            total = literal(None)
            place = tuple_(column, self.key)
            mark = tuple_(
                bindparam("after_value", type_=column.type),
                bindparam("after_key", type_=self.key.type),
            )
            cut = cut.where(place < mark if page.is_descending else place > mark)
        order = [one.desc() if page.is_descending else one.asc() for one in (column, self.key)]
        cut = cut.order_by(None).order_by(*order).limit(bindparam("limit_", type_=Integer()))
        chosen_columns = self.statement.selected_columns
        columns = tuple(chosen_columns.keys())
        in_json = tuple(name for name, one in chosen_columns.items() if isinstance(one.type, JSON))
        full = cut.add_columns(total.label("_total"), column.label("_sort"), self.key.label("_key"))
        compiled = full.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
        names: Sequence[str] = getattr(compiled, "positiontup", None) or ()
        return _Query(str(compiled), tuple(names), dict(compiled.params), columns, in_json)


class _BoundConnection(asyncpg.Connection):  # type: ignore[misc]  # reason: no types
    """A connection that remembers whose rows it may see."""

    _bound_to: UUID | None = None

    async def bind_to(self, workspace_id: UUID) -> None:
        """See the rows of this workspace from now on; no round trip when it already does."""
        if self._bound_to == workspace_id:
            return
        self._bound_to = None
        await self.execute(
            "SELECT set_config('heliograph.workspace', $1, false)", str(workspace_id)
        )
        self._bound_to = workspace_id


class Reader:
    """Runs listings. One per process; its connections serve nothing else."""

    def __init__(self, url: str, max_connections: int = 10) -> None:
        self._url = as_plain(url)
        self._max_connections = max_connections
        self._pool: Any = None
        self._opening = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close every connection."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await pool.close()

    async def answer(
        self,
        listing: Listing,
        workspace_id: UUID,
        page: Page,
        filters: Mapping[str, Any] | None = None,
        shape: Callable[[dict[str, Any]], object] | None = None,
    ) -> Response:
        """One page as a whole answer. Filters whose value is None do not apply."""
        if shape is not None:
            rows, pagination = await self.read(listing, workspace_id, page, filters)
            return listed_response([shape(row) for row in rows], pagination)
        # Nobody looks into stored JSON on its way out, so it is not parsed.
        rows, pagination = await self._read(listing, workspace_id, page, filters, orjson.Fragment)
        return listed_response(rows, pagination)

    async def read(
        self,
        listing: Listing,
        workspace_id: UUID,
        page: Page,
        filters: Mapping[str, Any] | None = None,
    ) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """One page as mappings, and what the answer says about it."""
        return await self._read(listing, workspace_id, page, filters, orjson.loads)

    async def _read(
        self,
        listing: Listing,
        workspace_id: UUID,
        page: Page,
        filters: Mapping[str, Any] | None,
        opened: Callable[[str], Any],
    ) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        given = {name: value for name, value in (filters or {}).items() if value is not None}
        query = listing.query(page, frozenset(given))
        values = {**given, **_place(listing, page), "workspace_id": workspace_id}
        records = await self.fetch(workspace_id, query.sql, query.arguments(values))
        shown = records[: page.per_page]
        rows = [dict(zip(query.columns, record, strict=False)) for record in shown]
        for name in query.json_columns:
            for row in rows:
                if row[name] is not None:
                    row[name] = opened(row[name])
        has_more = len(records) > page.per_page
        mark = write_cursor(page.sort, *shown[-1][-2:]) if has_more else None
        total = await self._total(listing, workspace_id, page, given, records)
        return rows, page.pagination(total, mark)

    async def fetch(self, workspace_id: UUID, sql: str, arguments: Sequence[Any]) -> list[Any]:
        """Rows of one read-only statement with `$1` parameters, as one workspace sees them.

        JSON comes as text.
        """
        pool = self._pool or await self._open()
        async with pool.acquire() as connection:
            await connection.bind_to(workspace_id)
            rows: list[Any] = await connection.fetch(sql, *arguments)
            return rows

    async def _total(
        self,
        listing: Listing,
        workspace_id: UUID,
        page: Page,
        given: Mapping[str, Any],
        records: Sequence[Any],
    ) -> int | None:
        if page.cursor is not None:
            return None
        if records:
            return int(records[0][-_HIDDEN])
        if page.number == 1:
            return 0
        # Past the end no row carries the total: ask the first page for it.
        first = Page(1, 1, page.sort)
        query = listing.query(first, frozenset(given))
        values = {**given, **_place(listing, first), "workspace_id": workspace_id}
        rows = await self.fetch(workspace_id, query.sql, query.arguments(values))
        return int(rows[0][-_HIDDEN]) if rows else 0

    async def _open(self) -> Any:
        async with self._opening:
            if self._pool is None:
                self._pool = await asyncpg.create_pool(
                    self._url,
                    min_size=0,
                    max_size=self._max_connections,
                    connection_class=_BoundConnection,
                    # Nothing a read could leave behind needs resetting, and it costs a round trip.
                    reset=_keep_as_is,
                    server_settings={
                        "jit": "off",
                        "timezone": "UTC",
                        "default_transaction_read_only": "on",
                    },
                )
        return self._pool


def _place(listing: Listing, page: Page) -> dict[str, Any]:
    """Where the page begins and ends; one row more tells whether another page follows."""
    place: dict[str, Any] = {"limit_": page.per_page + 1}
    if page.cursor is None:
        place["offset_"] = page.offset
        return place
    value, key = read_cursor(page.cursor, page.sort, listing.kinds(page))
    return {**place, "after_value": value, "after_key": key}


async def _keep_as_is(_: Any) -> None:
    return None


def states_in(given: str | None, known: Sequence[str]) -> list[str] | None:
    """The states a list is filtered by, separated by commas; raises `InvalidInput`."""
    wanted = given.split(",") if given else None
    for state in wanted or ():
        if state not in known:
            raise InvalidInput(f"status: {state!r} is none of {', '.join(known)}")
    return wanted
