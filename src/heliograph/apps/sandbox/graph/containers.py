"""Containers of Instagram and Threads: made first, ready later, published once, gone in a day."""

from __future__ import annotations

import json
from dataclasses import dataclass

from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.media import Medium
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import World

LIFE_SECONDS = 86_400


@dataclass(frozen=True)
class Container:
    """A post on the way to being published. `draft` is what it was asked to hold."""

    id: str
    account_id: str
    draft: dict[str, JSON]
    media: tuple[dict[str, JSON], ...]
    created_at: float
    ready_at: float
    failure: str = ""
    media_id: str | None = None

    @property
    def kind(self) -> str:
        """The `media_type` it was made with."""
        return str(self.draft["kind"])

    @property
    def is_child(self) -> bool:
        """Whether it is an item of a carousel."""
        return bool(self.draft["is_child"])

    def status(self, now: float) -> str:
        """The platform's word for its state."""
        if self.media_id:
            return "PUBLISHED"
        if now >= self.created_at + LIFE_SECONDS:
            return "EXPIRED"
        if now < self.ready_at:
            return "IN_PROGRESS"
        return "ERROR" if self.failure else "FINISHED"


def wanted_of(call: Call, known: dict[str, JSON]) -> dict[str, JSON]:
    """The fields of a container that are asked for; what is unknown is left out."""
    wanted = [name.strip() for name in call.text("fields", "id").split(",")]
    return {name: known[name] for name in dict.fromkeys([*wanted, "id"]) if name in known}


def ready_at(world: World, platform: str) -> float:
    """When a container whose media have just come will be ready."""
    programmed = world.faults.programme(platform).processing_s
    waits = world.settings.container_s if programmed is None else programmed
    return world.clock.seconds() + waits


def child_ids(call: Call) -> list[str]:
    """The items of a carousel, given as a list or with commas."""
    wanted = call.parameters.get("children")
    parts = wanted if isinstance(wanted, list) else call.text("children").split(",")
    return [str(part).strip() for part in parts if str(part).strip()]


def add_container(db: Connection, container: Container) -> None:
    """Remember a new container."""
    db.execute(
        "insert into containers values (?, ?, ?, ?, ?, ?, ?, null)",
        (container.id, container.account_id, json.dumps(container.draft),
         json.dumps(container.media), container.created_at, container.ready_at,
         container.failure or None),
    )  # fmt: skip


def find_container(db: Connection, container_id: str) -> Container | None:
    """A container by id, of whichever account."""
    row = db.execute("select * from containers where id = ?", (container_id,)).fetchone()
    return _container(row) if row else None


def fill_container(
    db: Connection, container_id: str, medium: Medium | None, failure: str, ready: float
) -> None:
    """The bytes of the container's video have come."""
    media = json.dumps([medium.shown()] if medium else [])
    db.execute(
        "update containers set media = ?, failure = ?, ready_at = ? where id = ?",
        (media, failure or None, ready, container_id),
    )


def mark_published(db: Connection, container: Container, media_id: str) -> None:
    """From now on the container is a post."""
    db.execute("update containers set media_id = ? where id = ?", (media_id, container.id))


def published_since(db: Connection, account_id: str, since: float) -> list[Container]:
    """The containers that became posts; deleting a post gives nothing back."""
    rows = db.execute(
        "select * from containers where account_id = ? and media_id is not null and created_at > ?",
        (account_id, since),
    )
    return [_container(row) for row in rows]


def _container(row: Row) -> Container:
    return Container(
        id=row["id"], account_id=row["account_id"], draft=json.loads(row["params"]),
        media=tuple(json.loads(row["media"])), created_at=row["created_at"],
        ready_at=row["ready_at"], failure=row["failure"] or "", media_id=row["media_id"],
    )  # fmt: skip
