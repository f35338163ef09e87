"""Videos of three kinds: /videos in chunks, reels and story videos over the upload host."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.facebook.film_rules import failure_of, ready_at
from heliograph.apps.sandbox.facebook.films_store import (
    Ending,
    FilmRow,
    add_film,
    bytes_came,
    find_film,
    finish_film,
    list_films,
)
from heliograph.apps.sandbox.facebook.manners import PRODUCT
from heliograph.apps.sandbox.facebook.photos import stored_file
from heliograph.apps.sandbox.facebook.sign_in import page_call
from heliograph.apps.sandbox.facebook.timing import due_at, is_shown
from heliograph.apps.sandbox.graph.callers import Call, living_token
from heliograph.apps.sandbox.graph.nodes import chosen, stamp_of
from heliograph.apps.sandbox.graph.uploads import DONE, UploadShelf, token_of, upload_refused
from heliograph.apps.sandbox.media import ENDINGS, Stored
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import World, world_of

CHUNK = 1024 * 1024
LARGEST = 10 * 1024**3
REELS = Rule("reels", 30, 86_400)
BAD_OFFSET, NOT_WHOLE = 1363037, 1363033


async def videos(request: Request) -> Response:
    """POST /<PAGE>/videos: at once with `source` or `file_url`, or in phases."""
    call = await _publisher(request)
    phase, world = call.text("upload_phase"), world_of(request)
    if phase == "start":
        return JSONResponse(await _start(world, call))
    if phase == "transfer":
        return JSONResponse(await _transfer(world, call))
    if phase == "finish":
        film = await _mine(world, call, call.text("upload_session_id"))
        await _finish(world, call, film)
        return JSONResponse({"success": True})
    return JSONResponse({"id": await _at_once(world, call)})


async def reels(request: Request) -> Response:
    """POST /<PAGE>/video_reels: start, then the upload host, then finish."""
    call = await _publisher(request)
    world = world_of(request)
    if call.text("upload_phase") == "start":
        return JSONResponse(await _open(request, call, "video_reels"))
    film = await _in_finish(world, call)
    state = call.text("video_state", "PUBLISHED")
    if state not in ("PUBLISHED", "SCHEDULED", "DRAFT"):
        raise PRODUCT.bad_parameter(
            "Param video_state must be one of {DRAFT, PUBLISHED, SCHEDULED}"
        )
    if (state == "SCHEDULED") != bool(call.text("scheduled_publish_time")):
        raise PRODUCT.bad_parameter("video_state SCHEDULED goes with scheduled_publish_time")
    now = world.clock.seconds()
    if (
        film.finished_at is None
        and world.rates.take("facebook", film.account_id, REELS, now).exceeded
    ):
        raise PRODUCT.too_many(613, 24 * 60)
    if state != "DRAFT":
        await _finish(world, call, film)
    return JSONResponse({"success": True})


async def story_videos(request: Request) -> Response:
    """POST /<PAGE>/video_stories: the same, and the finish names the story."""
    call = await _publisher(request)
    world = world_of(request)
    if call.text("upload_phase") == "start":
        return JSONResponse(await _open(request, call, "video_stories"))
    film = await _finish(world, call, await _in_finish(world, call))
    return JSONResponse({"success": True, "post_id": film.session})


async def receive(request: Request) -> Response:
    """POST /video-upload/<VERSION>/<VIDEO>: the bytes, or the address where they lie."""
    token = await living_token(PRODUCT, request, token_of(request))
    world, film_id = world_of(request), str(request.path_params["id"])
    film = await world.store.read(lambda db: find_film(db, token.account.id, film_id))
    if film is None or film.edge == "videos":
        raise upload_refused("NotAuthorizedError", "There is no such upload.")
    if film.sha256:
        return JSONResponse(DONE)
    received = await UploadShelf(world, "facebook").receive(request, film.id)
    if received.stored is None:
        words = f"Only {received.bytes} bytes came."
        raise upload_refused("PartialRequestError", words, retriable=True)
    stored = received.stored
    await world.store.write(
        lambda db: bytes_came(db, film.id, stored.sha256, stored.sniffed.mime, stored.size)
    )
    return JSONResponse(DONE)


async def listing(request: Request) -> Response:
    """GET /<PAGE>/videos, newest first."""
    call = await page_call(request)
    world = world_of(request)
    films = await world.store.read(lambda db: list_films(db, call.account.id, "videos"))
    rows: list[dict[str, JSON]] = [
        {
            "id": film.id, "description": film.params.get("description") or None,
            "title": film.params.get("title") or None, "created_time": stamp_of(film.created_at),
        }
        for film in films
    ]  # fmt: skip
    return JSONResponse({"data": [chosen(call, row, call.text("fields", "id")) for row in rows]})


async def _publisher(request: Request) -> Call:
    call = await page_call(request)
    call.needs("pages_manage_posts", "publish_video")
    return call


async def _start(world: World, call: Call) -> dict[str, JSON]:
    size = call.text("file_size")
    if not size.isdigit() or not 0 < int(size) <= LARGEST:
        raise PRODUCT.bad_parameter("Param file_size must be a number of bytes up to 10 GB")
    now = world.clock.seconds()
    film = await world.store.write(
        lambda db: add_film(db, call.account.id, "videos", int(size), now)
    )
    known = {"video_id": film.id, "upload_session_id": film.session}
    return {**known, **_wanted(0, film.size)}


async def _transfer(world: World, call: Call) -> dict[str, JSON]:
    film = await _mine(world, call, call.text("upload_session_id"))
    piece, start = call.parameters.get("video_file_chunk"), call.text("start_offset")
    shelf = UploadShelf(world, "facebook")
    there = film.size if film.sha256 else shelf.size(film.id)
    if start != str(there):
        raise PRODUCT.bad_parameter(f"Invalid offset. Expected value: {there}", BAD_OFFSET)
    if not isinstance(piece, tuple) or not 0 < len(piece[2]) <= CHUNK:
        raise PRODUCT.bad_parameter("Param video_file_chunk must be the part that was asked for")
    if there + len(piece[2]) > film.size:
        raise PRODUCT.bad_parameter("More came than file_size says")
    there = shelf.append(film.id, piece[2])
    if there == film.size:
        stored = await shelf.whole(film.id)
        await world.store.write(
            lambda db: bytes_came(db, film.id, stored.sha256, stored.sniffed.mime, stored.size)
        )
    return _wanted(there, film.size)


def _wanted(there: int, size: int) -> dict[str, JSON]:
    """Which bytes come next; at the end two equal offsets, in text as Facebook writes them."""
    return {"start_offset": str(there), "end_offset": str(min(there + CHUNK, size))}


async def _open(request: Request, call: Call, edge: str) -> dict[str, JSON]:
    world = world_of(request)
    now = world.clock.seconds()
    film = await world.store.write(lambda db: add_film(db, call.account.id, edge, 0, now))
    here = f"{request.url.scheme}://{request.url.netloc}/facebook"
    return {"video_id": film.id, "upload_url": f"{here}/video-upload/v26.0/{film.id}"}


async def _at_once(world: World, call: Call) -> str:
    stored = await stored_file(world, call, "file_url")
    if stored is None:
        raise PRODUCT.missing("source")
    now = world.clock.seconds()

    def add(db: Connection) -> FilmRow:
        film = add_film(db, call.account.id, "videos", stored.size, now)
        bytes_came(db, film.id, stored.sha256, stored.sniffed.mime, stored.size)
        return film

    film = await world.store.write(add)
    await _finish(world, call, await _mine(world, call, film.id))
    return film.id


async def _in_finish(world: World, call: Call) -> FilmRow:
    if call.text("upload_phase") != "finish":
        raise PRODUCT.bad_parameter("Param upload_phase must be one of {start, finish}")
    return await _mine(world, call, call.text("video_id"))


async def _mine(world: World, call: Call, film_id: str) -> FilmRow:
    film = await world.store.read(lambda db: find_film(db, call.account.id, film_id))
    if film is None:
        raise PRODUCT.no_object(film_id)
    return film


async def _finish(world: World, call: Call, film: FilmRow) -> FilmRow:
    """The last word; a second one changes nothing."""
    if film.finished_at is not None:
        return film
    if film.sha256 is None or film.mime is None:
        raise PRODUCT.bad_parameter("The video file was not uploaded completely", NOT_WHOLE)
    now = world.clock.seconds()
    due = due_at(call, now)
    if due is not None and film.edge == "videos" and is_shown(call):
        raise PRODUCT.bad_parameter("scheduled_publish_time needs published=false")
    ending = Ending(
        params={name: call.text(name) for name in ("title", "description")},
        finished_at=now, ready_at=ready_at(world, now), due_at=due,
        failure=failure_of(world, film), poster=_poster(world, call),
    )  # fmt: skip
    return await world.store.write(lambda db: finish_film(db, film.id, ending))


def _poster(world: World, call: Call) -> str | None:
    thumb = call.parameters.get("thumb")
    if not isinstance(thumb, tuple):
        return None
    stored: Stored = world.media.keep(thumb[2])
    if stored.sniffed.mime not in ("image/jpeg", "image/png"):
        raise PRODUCT.bad_parameter("Param thumb must be a picture")
    return f"/media/{stored.sha256}{ENDINGS[stored.sniffed.mime]}"
