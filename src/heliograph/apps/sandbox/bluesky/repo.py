"""com.atproto.repo.*: records are created, put, read, listed and deleted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account, find_account
from heliograph.apps.sandbox.answers import Refusal, is_yes, read_parameters, text_of
from heliograph.apps.sandbox.bluesky.blobs import attached
from heliograph.apps.sandbox.bluesky.cids import cid_of_record
from heliograph.apps.sandbox.bluesky.lexicon import POST, check_record
from heliograph.apps.sandbox.bluesky.manners import invalid, refused
from heliograph.apps.sandbox.bluesky.sign_in import POINTS, signed_in, spend_by_address
from heliograph.apps.sandbox.numbers import tid
from heliograph.apps.sandbox.posts import (
    Post,
    add_post,
    change_post,
    find_post,
    next_ordinal,
    remove_post,
)
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import world_of

RKEY = re.compile(r"^[A-Za-z0-9._:~-]{1,512}$")
_NEWEST_FIRST = """
    select * from records where did = ? and collection = ? and created_at <= ?
    and (? is null or rkey < ?) order by rkey desc limit ?
"""
_OLDEST_FIRST = """
    select * from records where did = ? and collection = ? and created_at <= ?
    and (? is null or rkey > ?) order by rkey asc limit ?
"""


@dataclass(frozen=True)
class Write:
    """A checked wish to write one record."""

    account: Account
    collection: str
    rkey: str
    record: dict[str, JSON]
    now: float
    picture_bytes: int

    @property
    def uri(self) -> str:
        return f"at://{self.account.id}/{self.collection}/{self.rkey}"

    @property
    def cid(self) -> str:
        return cid_of_record(self.record)


async def create_record(request: Request) -> Response:
    """POST com.atproto.repo.createRecord."""
    wish, _ = await _read_write(request, cost=3)

    def store(db: Connection) -> None:
        if _row(db, wish.account.id, wish.collection, wish.rkey):
            # What the real server does with a key that is taken.
            raise refused(500, "InternalServerError", "Internal Server Error")
        _insert(db, wish)

    await world_of(request).store.write(store)
    return JSONResponse(_written(wish))


async def put_record(request: Request) -> Response:
    """POST com.atproto.repo.putRecord: safe to repeat; a changed record changes the cid."""
    wish, parameters = await _read_write(request, cost=2)

    def store(db: Connection) -> bool:
        row = _row(db, wish.account.id, wish.collection, wish.rkey)
        _check_swap(parameters, row)
        if row is None:
            _insert(db, wish)
        elif row["cid"] != wish.cid:
            _update(db, wish)
        return row is None or row["cid"] != wish.cid

    changed = await world_of(request).store.write(store)
    answer = _written(wish)
    return JSONResponse(answer if changed else _without_commit(answer))


async def get_record(request: Request) -> Response:
    """GET com.atproto.repo.getRecord."""
    spend_by_address(request)
    world, query = world_of(request), request.query_params
    repo, collection = query.get("repo", ""), query.get("collection", "")
    rkey, visible = query.get("rkey", ""), world.visible_until("bluesky")
    account = await _repo(request, repo)
    row = await world.store.read(lambda db: _row(db, account.id, collection, rkey))
    uri = f"at://{account.id}/{collection}/{rkey}"
    wanted_cid = query.get("cid")
    if row is None or row["created_at"] > visible or wanted_cid not in (None, "", row["cid"]):
        raise refused(400, "RecordNotFound", f"Could not locate record: {uri}")
    return JSONResponse({"uri": uri, "cid": row["cid"], "value": json.loads(row["value"])})


async def list_records(request: Request) -> Response:
    """GET com.atproto.repo.listRecords: newest key first, or oldest with `reverse`."""
    spend_by_address(request)
    world, query = world_of(request), request.query_params
    account = await _repo(request, query.get("repo", ""))
    limit = _limit(query.get("limit", "50"), 100)
    cursor = query.get("cursor")
    sql = _OLDEST_FIRST if is_yes(query.get("reverse")) else _NEWEST_FIRST
    values = (
        account.id, query.get("collection", ""), world.visible_until("bluesky"), cursor, cursor,
        limit,
    )  # fmt: skip
    rows = await world.store.read(lambda db: db.execute(sql, values).fetchall())
    records = [
        {
            "uri": f"at://{account.id}/{row['collection']}/{row['rkey']}",
            "cid": row["cid"],
            "value": json.loads(row["value"]),
        }
        for row in rows
    ]
    page: dict[str, JSON] = {"records": records}
    if len(rows) == limit:
        page["cursor"] = rows[-1]["rkey"]
    return JSONResponse(page)


async def delete_record(request: Request) -> Response:
    """POST com.atproto.repo.deleteRecord: silent when the record is gone already."""
    account = await signed_in(request, POINTS, 1)
    world = world_of(request)
    parameters = await read_parameters(request)
    _check_owner(parameters, account)
    collection = text_of(parameters.get("collection"))
    rkey = text_of(parameters.get("rkey"))

    def store(db: Connection) -> bool:
        row = _row(db, account.id, collection, rkey)
        _check_swap(parameters, row)
        db.execute(
            "delete from records where did = ? and collection = ? and rkey = ?",
            (account.id, collection, rkey),
        )
        remove_post(db, f"at://{account.id}/{collection}/{rkey}")
        return row is not None

    existed = await world.store.write(store)
    commit = _commit(f"{account.id}/{collection}/{rkey}/deleted", world.clock.seconds())
    return JSONResponse({"commit": commit} if existed else {})


async def describe_repo(request: Request) -> Response:
    """GET com.atproto.repo.describeRepo."""
    spend_by_address(request)
    account = await _repo(request, request.query_params.get("repo", ""))
    rows = await world_of(request).store.read(
        lambda db: db.execute(
            "select distinct collection from records where did = ?", (account.id,)
        ).fetchall()
    )
    return JSONResponse({
        "handle": account.handle, "did": account.id, "didDoc": {"id": account.id},
        "collections": [row["collection"] for row in rows], "handleIsCorrect": True,
    })  # fmt: skip


async def _read_write(request: Request, cost: int) -> tuple[Write, Mapping[str, JSON]]:
    account = await signed_in(request, POINTS, cost)
    world = world_of(request)
    parameters = await read_parameters(request)
    _check_owner(parameters, account)
    collection = text_of(parameters.get("collection"))
    if collection.count(".") < 2:
        raise invalid("Input/collection must be a valid nsid")
    now = world.clock.seconds()
    rkey = text_of(parameters.get("rkey"))
    if cost == 2 and not rkey:
        raise invalid('Input must have the property "rkey"')
    rkey = rkey or tid(now)
    if not RKEY.match(rkey):
        raise invalid("Input/rkey must be a valid Record Key")
    record = check_record(collection, parameters.get("record"))
    limit = int(world.settings.bluesky_image_bytes)
    return Write(account, collection, rkey, record, now, limit), parameters


def _check_owner(parameters: Mapping[str, JSON], account: Account) -> None:
    repo = text_of(parameters.get("repo"))
    if not repo:
        raise invalid('Input must have the property "repo"')
    if repo not in (account.id, account.handle):
        raise refused(401, "AuthenticationRequired", "Authentication Required")


def _check_swap(parameters: Mapping[str, JSON], row: Row | None) -> None:
    if "swapRecord" not in parameters:
        return
    present = row["cid"] if row else None
    if parameters["swapRecord"] != present:
        raise _swapped(present)


def _swapped(present: str | None) -> Refusal:
    return refused(400, "InvalidSwap", f"Record was at {present or 'null'}")


async def _repo(request: Request, repo: str) -> Account:
    account = await world_of(request).store.read(lambda db: find_account(db, "bluesky", repo))
    if account is None:
        raise invalid(f"Could not find repo: {repo}")
    return account


def _row(db: Connection, did: str, collection: str, rkey: str) -> Row | None:
    row: Row | None = db.execute(
        "select * from records where did = ? and collection = ? and rkey = ?",
        (did, collection, rkey),
    ).fetchone()
    return row


def _insert(db: Connection, wish: Write) -> None:
    media = attached(db, wish.account.id, wish.record, wish.picture_bytes, wish.now)
    db.execute(
        "insert into records values (?, ?, ?, ?, ?, ?)",
        (wish.account.id, wish.collection, wish.rkey, wish.cid, json.dumps(wish.record), wish.now),
    )
    if wish.collection == POST:
        add_post(db, _post(wish, media, next_ordinal(db, wish.account.id), wish.now))


def _update(db: Connection, wish: Write) -> None:
    media = attached(db, wish.account.id, wish.record, wish.picture_bytes, wish.now)
    db.execute(
        "update records set cid = ?, value = ? where did = ? and collection = ? and rkey = ?",
        (wish.cid, json.dumps(wish.record), wish.account.id, wish.collection, wish.rkey),
    )
    known = find_post(db, wish.uri)
    if known:
        change_post(db, _post(wish, media, known.ordinal, known.created_at, wish.now))


def _post(
    wish: Write, media: tuple[dict[str, JSON], ...], ordinal: int, created_at: float,
    edited_at: float | None = None,
) -> Post:  # fmt: skip
    extra = {"cid": wish.cid, "record": wish.record, "reply_to": _answered(wish.record)}
    return Post(
        wish.uri, "bluesky", wish.account.id, wish.record["text"], created_at, ordinal, media,
        wish.rkey, extra, edited_at,
    )  # fmt: skip


def _answered(record: dict[str, JSON]) -> str:
    """The post that this one hangs on."""
    reply = record.get("reply")
    return str(reply["parent"]["uri"]) if reply else ""


def _written(wish: Write) -> dict[str, JSON]:
    known = wish.collection.startswith("app.bsky.")
    return {
        "uri": wish.uri, "cid": wish.cid, "commit": _commit(wish.uri + wish.cid, wish.now),
        "validationStatus": "valid" if known else "unknown",
    }  # fmt: skip


def _without_commit(answer: dict[str, JSON]) -> dict[str, JSON]:
    return {name: value for name, value in answer.items() if name != "commit"}


def _commit(about: str, now: float) -> dict[str, str]:
    rev = tid(now)
    return {"cid": cid_of_record({"about": about, "rev": rev}), "rev": rev}


def _limit(wanted: str, most: int) -> int:
    if not wanted.isdigit() or not 1 <= int(wanted) <= most:
        raise invalid(f"Error: limit must be an integer between 1 and {most}")
    return int(wanted)
