"""Containers: made first, ready later, published once, gone after a day."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import is_yes
from heliograph.apps.sandbox.instagram.fetching import fetch_image, fetch_video
from heliograph.apps.sandbox.instagram.manners import missing, refused
from heliograph.apps.sandbox.instagram.sign_in import Call, my_call
from heliograph.apps.sandbox.media import Medium
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import World, world_of

LIFE_SECONDS = 86_400
CAPTION_CHARACTERS = 2200
TYPES = ("", "IMAGE", "VIDEO", "REELS", "STORIES", "CAROUSEL")
_SENTENCES = {
    "IN_PROGRESS": "In Progress: Media is still being processed.",
    "FINISHED": "Finished: Media has been uploaded and it is ready to be published.",
    "PUBLISHED": "Published: Media has been successfully published.",
    "EXPIRED": "Expired: Media was not published within 24 hours.",
}


@dataclass(frozen=True)
class Container:
    """A medium with its caption on the way to being published."""

    id: str
    account_id: str
    kind: str
    caption: str
    is_child: bool
    media: tuple[dict[str, JSON], ...]
    created_at: float
    ready_at: float
    failure: str = ""
    media_id: str | None = None

    def status(self, now: float) -> str:
        """The platform's `status_code`."""
        if self.media_id:
            return "PUBLISHED"
        if now >= self.created_at + LIFE_SECONDS:
            return "EXPIRED"
        if now < self.ready_at:
            return "IN_PROGRESS"
        return "ERROR" if self.failure else "FINISHED"

    def sentence(self, now: float) -> str:
        """The platform's `status`."""
        failed = f"Error: Media upload has failed with error code {self.failure}"
        return _SENTENCES.get(self.status(now), failed)


async def create(request: Request) -> Response:
    """POST /<IG_ID>/media: fetches the media now."""
    call = await my_call(request)
    world = world_of(request)
    _check_caption(call.text("caption"))
    kind = _kind(call)
    container = await _made(world, call, kind)
    if kind == "CAROUSEL":
        container = await _with_children(world, call, container)
    await world.store.write(lambda db: _add(db, container))
    return JSONResponse({"id": container.id})


async def status(call: Call, container: Container, now: float) -> dict[str, JSON]:
    """GET /<CONTAINER_ID>?fields=status_code,status."""
    known = {
        "id": container.id,
        "status_code": container.status(now),
        "status": container.sentence(now),
    }
    wanted = [name.strip() for name in call.text("fields", "id").split(",")]
    return {name: known[name] for name in dict.fromkeys([*wanted, "id"]) if name in known}


def find_container(db: Connection, container_id: str) -> Container | None:
    """A container by id, of whichever account."""
    row = db.execute("select * from containers where id = ?", (container_id,)).fetchone()
    return _container(row) if row else None


def mark_published(db: Connection, container: Container, media_id: str) -> None:
    """From now on the container is a post."""
    db.execute("update containers set media_id = ? where id = ?", (media_id, container.id))


def _kind(call: Call) -> str:
    kind = call.text("media_type").upper()
    if kind not in TYPES:
        raise refused(100, 2207023)
    if kind == "CAROUSEL":
        return kind
    has_video = bool(call.text("video_url"))
    if not has_video and not call.text("image_url"):
        raise missing("video_url" if kind in ("VIDEO", "REELS") else "image_url")
    if kind == "VIDEO" and not is_yes(call.parameters.get("is_carousel_item")):
        # Single videos have been reels since 2023.
        raise refused(100, 2207023)
    if has_video and kind not in ("REELS", "STORIES", "VIDEO"):
        raise refused(100, 2207023)
    if not has_video and kind in ("VIDEO", "REELS"):
        raise missing("video_url")
    return kind or "IMAGE"


def _check_caption(caption: str) -> None:
    if len(caption) > CAPTION_CHARACTERS:
        raise refused(36004, 2207010)
    hashtags = len(re.findall(r"#\w", caption))
    mentions = len(re.findall(r"(?<!\w)@\w", caption))
    if hashtags > 30 or mentions > 20:
        raise refused(100, 2207040)


async def _made(world: World, call: Call, kind: str) -> Container:
    medium: Medium | None = None
    failure = ""
    if call.text("video_url") and kind != "CAROUSEL":
        medium, failure = await fetch_video(world, call.account, call.text("video_url"))
    elif kind != "CAROUSEL":
        medium = await fetch_image(
            world, call.account, call.text("image_url"), call.text("alt_text")
        )
    now = world.clock.seconds()
    is_child = is_yes(call.parameters.get("is_carousel_item"))
    # Stories and children of a carousel have no caption of their own.
    caption = "" if is_child or kind == "STORIES" else call.text("caption")
    return Container(
        id=graph_id(now), account_id=call.account.id, kind=kind, caption=caption,
        is_child=is_child, media=(medium.shown(),) if medium else (), created_at=now,
        ready_at=now + _processing_s(world), failure=failure,
    )  # fmt: skip


async def _with_children(world: World, call: Call, carousel: Container) -> Container:
    wanted = call.parameters.get("children")
    parts = wanted if isinstance(wanted, list) else call.text("children").split(",")
    ids = [str(part).strip() for part in parts if str(part).strip()]
    if not 2 <= len(ids) <= 10:
        raise refused(100, 2207028)
    found = await world.store.read(lambda db: [find_container(db, child) for child in ids])
    children = [child for child in found if child and child.account_id == call.account.id]
    if len(children) != len(ids) or not all(child.is_child for child in children):
        raise refused(24, 2207006)
    return replace(
        carousel,
        media=tuple(item for child in children for item in child.media),
        ready_at=max(carousel.ready_at, *(child.ready_at for child in children)),
        failure=next((child.failure for child in children if child.failure), ""),
    )


def _processing_s(world: World) -> float:
    programmed = world.faults.programme("instagram").processing_s
    return world.settings.container_s if programmed is None else programmed


def _add(db: Connection, container: Container) -> None:
    params = {
        "kind": container.kind, "caption": container.caption, "is_child": container.is_child
    }  # fmt: skip
    db.execute(
        "insert into containers values (?, ?, ?, ?, ?, ?, ?, null)",
        (container.id, container.account_id, json.dumps(params), json.dumps(container.media),
         container.created_at, container.ready_at, container.failure or None),
    )  # fmt: skip


def _container(row: Row) -> Container:
    params = json.loads(row["params"])
    return Container(
        id=row["id"], account_id=row["account_id"], kind=params["kind"],
        caption=params["caption"], is_child=params["is_child"],
        media=tuple(json.loads(row["media"])), created_at=row["created_at"],
        ready_at=row["ready_at"], failure=row["failure"] or "", media_id=row["media_id"],
    )  # fmt: skip
