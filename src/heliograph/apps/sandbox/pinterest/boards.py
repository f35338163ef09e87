"""Boards: every account starts with one, and may make more."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import digits_of
from heliograph.apps.sandbox.answers import iso_milliseconds
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.pinterest.manners import invalid, refused
from heliograph.apps.sandbox.pinterest.sign_in import Call, signed_in
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import world_of

PRIVACIES = ("PUBLIC", "PROTECTED", "SECRET")


async def boards(request: Request) -> Response:
    """GET /v5/boards."""
    call = await signed_in(request, "boards:read")
    page_size, start = page_of(call)

    def read(db: Connection) -> list[Row]:
        found: list[Row] = db.execute(
            "select * from pinterest_boards where account_id = ? order by created_at, id",
            (call.account.id,),
        ).fetchall()
        return found

    rows = await world_of(request).store.read(read)
    return JSONResponse(paged([_shown(row) for row in rows], page_size, start))


async def create(request: Request) -> Response:
    """POST /v5/boards."""
    call = await signed_in(request, "boards:read", "boards:write")
    name, privacy = call.text("name").strip(), call.text("privacy", "PUBLIC")
    if not name or len(name) > 180:
        raise invalid("'name' is a required property of at most 180 characters")
    if privacy not in PRIVACIES:
        raise invalid("'privacy' is not one of the allowed values")
    now = world_of(request).clock.seconds()
    values = (graph_id(now), call.account.id, name, call.text("description"), privacy, now)

    def store(db: Connection) -> Row:
        if any(row["name"] == name for row in _all(db, call.account.id)):
            raise refused(400, 58, "You already have a board with that name.")
        db.execute("insert into pinterest_boards values (?, ?, ?, ?, ?, ?)", values)
        row: Row = db.execute(
            "select * from pinterest_boards where id = ?", (values[0],)
        ).fetchone()
        return row

    return JSONResponse(_shown(await world_of(request).store.write(store)), 201)


def first_board(db: Connection, account_id: str, now: float) -> str:
    """The board that an account has from the start."""
    board_id = digits_of("pinterest-board", account_id, "549", 15)
    db.execute(
        "insert or ignore into pinterest_boards values (?, ?, ?, ?, ?, ?)",
        (board_id, account_id, "Daily sky", "", "PUBLIC", now),
    )
    return board_id


def owns_board(db: Connection, account_id: str, board_id: str) -> bool:
    """Whether the board is the account's own."""
    return any(row["id"] == board_id for row in _all(db, account_id))


def page_of(call: Call) -> tuple[int, int]:
    """How many items a page has, and where it starts."""
    size, mark = call.text("page_size", "25"), call.text("bookmark")
    if not size.isdigit() or not 1 <= int(size) <= 250:
        raise invalid("'page_size' constraint: minimum=1, maximum=250")
    return int(size), int(mark) if mark.isdigit() else 0


def paged(items: list[dict[str, JSON]], size: int, start: int) -> dict[str, JSON]:
    """One page, and the bookmark of the next."""
    more = len(items) > start + size
    return {"items": items[start : start + size], "bookmark": str(start + size) if more else None}


def _all(db: Connection, account_id: str) -> list[Row]:
    rows: list[Row] = db.execute(
        "select * from pinterest_boards where account_id = ?", (account_id,)
    ).fetchall()
    return rows


def _shown(row: Row) -> dict[str, JSON]:
    return {
        "id": row["id"], "name": row["name"], "description": row["description"],
        "privacy": row["privacy"], "created_at": iso_milliseconds(row["created_at"]),
    }  # fmt: skip
