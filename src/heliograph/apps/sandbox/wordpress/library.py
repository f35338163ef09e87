"""WordPress's media library and its categories and tags."""

from __future__ import annotations

import asyncio
import html
from email.message import Message

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import Refusal, is_yes, read_parameters, text_of
from heliograph.apps.sandbox.media import Medium, add_medium, describe, find_medium, forget_medium
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.store import Connection, Row
from heliograph.apps.sandbox.wordpress.entities import medium_entity, only, term_entity
from heliograph.apps.sandbox.wordpress.manners import refused
from heliograph.apps.sandbox.wordpress.paging import pages_of, wanted_ids
from heliograph.apps.sandbox.wordpress.sign_in import signed_in, visitor
from heliograph.apps.sandbox.wordpress.text import slug_of
from heliograph.apps.sandbox.world import world_of

ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",), "image/gif": (".gif",),
    "image/webp": (".webp",), "video/mp4": (".mp4", ".m4v"), "video/webm": (".webm",),
    "video/quicktime": (".mov",), "audio/mpeg": (".mp3",),
}  # fmt: skip
BODY_LIMIT = 64 * 1024 * 1024


async def upload(request: Request) -> Response:
    """POST /media with a raw body: 201 and the address of the new entry."""
    account = await signed_in(request, _cannot_create())
    if "content-disposition" not in request.headers:
        raise refused(400, "rest_upload_no_content_disposition", "No Content-Disposition supplied.")
    data = await request.body()
    if not data:
        raise refused(400, "rest_upload_no_data", "No data supplied.")
    if "content-type" not in request.headers:
        raise refused(400, "rest_upload_no_content_type", "No Content-Type supplied.")
    if len(data) > BODY_LIMIT:
        raise refused(413, "rest_upload_file_too_big", "This file is too big.")
    world = world_of(request)
    stored = await asyncio.to_thread(world.media.keep, data)
    name = _filename(request.headers["content-disposition"])
    if not name.lower().endswith(ENDINGS.get(stored.sniffed.mime, ("/",))):
        raise refused(
            500, "rest_upload_sideload_error",
            "Sorry, you are not allowed to upload this file type.",
        )  # fmt: skip
    now = world.clock.seconds()
    medium = Medium(
        graph_id(now), "wordpress", account.id, stored.sha256, stored.sniffed.mime, stored.size,
        stored.sniffed.width, stored.sniffed.height, "", now,
    )  # fmt: skip
    await world.store.write(lambda db: add_medium(db, medium, now))
    place = f"{request.url.scheme}://{request.url.netloc}{request.url.path}/{medium.id}"
    return JSONResponse(medium_entity(request, medium), 201, {"Location": place})


async def media(request: Request) -> Response:
    """GET /media?include=."""
    account = await signed_in(request)
    ids = wanted_ids(request)
    found = await world_of(request).store.read(
        lambda db: [find_medium(db, account.id, one) for one in ids]
    )
    entities = [only(request, medium_entity(request, one)) for one in found if one]
    return pages_of(request, entities)


async def one_medium(request: Request) -> Response:
    """GET, POST and DELETE /media/{id}."""
    account = await signed_in(request, _cannot_create())
    world, medium_id = world_of(request), str(request.path_params["id"])
    medium = await world.store.read(lambda db: find_medium(db, account.id, medium_id))
    if medium is None:
        raise refused(404, "rest_post_invalid_id", "Invalid post ID.")
    if request.method == "DELETE":
        if not is_yes(request.query_params.get("force")):
            raise refused(
                501, "rest_trash_not_supported",
                "The post does not support trashing. Set 'force=true' to delete.",
            )  # fmt: skip
        await world.store.write(lambda db: forget_medium(db, medium_id))
        return JSONResponse({"deleted": True, "previous": medium_entity(request, medium)})
    if request.method == "POST":
        alt = text_of((await read_parameters(request)).get("alt_text"), medium.alt)
        await world.store.write(lambda db: describe(db, medium_id, alt))
        medium = await world.store.read(lambda db: find_medium(db, account.id, medium_id)) or medium
    return JSONResponse(medium_entity(request, medium))


async def terms(request: Request) -> Response:
    """GET /categories and /tags."""
    await visitor(request)
    taxonomy, search = _taxonomy(request), request.query_params.get("search", "")

    def read(db: Connection) -> list[Row]:
        first_terms(db)
        return db.execute(
            "select * from wordpress_terms where taxonomy = ? and instr(lower(name), lower(?)) "
            "order by id",
            (taxonomy, html.escape(search, quote=False)),
        ).fetchall()

    rows = await world_of(request).store.write(read)
    return pages_of(request, [only(request, term_entity(row)) for row in rows])


async def make_term(request: Request) -> Response:
    """POST /categories and /tags: 201, or 400 with the number of the one that exists."""
    await signed_in(request, _cannot_create("terms in this taxonomy"))
    taxonomy = _taxonomy(request)
    name = html.escape(text_of((await read_parameters(request)).get("name")).strip(), quote=False)
    if not name:
        # The real one forgets to say that it is the caller's fault.
        raise refused(500, "empty_term_name", "A name is required for this term.")

    def write(db: Connection) -> Row:
        first_terms(db)
        slug = slug_of(html.unescape(name)) or f"term-{abs(hash(name))}"
        known = db.execute(
            "select * from wordpress_terms where taxonomy = ? and (slug = ? or name = ?)",
            (taxonomy, slug, name),
        ).fetchone()
        if known:
            raise refused(
                400, "term_exists", "A term with the name provided already exists.",
                term_id=known["id"],
            )  # fmt: skip
        found: Row = db.execute(
            "insert into wordpress_terms (taxonomy, name, slug) values (?, ?, ?) returning *",
            (taxonomy, name, slug),
        ).fetchone()
        return found

    return JSONResponse(term_entity(await world_of(request).store.write(write)), 201)


def first_terms(db: Connection) -> None:
    """Every new site has one category."""
    db.execute(
        "insert or ignore into wordpress_terms (id, taxonomy, name, slug) "
        "values (1, 'categories', 'Uncategorized', 'uncategorized')"
    )


def own_media(db: Connection, account: Account, content: str, featured: int) -> list[Medium]:
    """The files that a content shows, in order; the featured one first where it is elsewhere."""
    rows = db.execute(
        "select id, sha256 from media where account_id = ? and platform = 'wordpress'",
        (account.id,),
    ).fetchall()
    shown = [row for row in rows if row["sha256"] in content]
    shown.sort(key=lambda row: content.index(row["sha256"]))
    ids = list({row["sha256"]: str(row["id"]) for row in shown}.values())
    if featured and not shown:
        ids.append(str(featured))
    found = [find_medium(db, account.id, one) for one in ids]
    return [medium for medium in found if medium is not None]


def _taxonomy(request: Request) -> str:
    return request.url.path.rpartition("/")[2]


def _cannot_create(what: str = "posts as this user") -> Refusal:
    return refused(401, "rest_cannot_create", f"Sorry, you are not allowed to create {what}.")


def _filename(disposition: str) -> str:
    message = Message()
    message["Content-Disposition"] = disposition
    return message.get_filename() or ""
