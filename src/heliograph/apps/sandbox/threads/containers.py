"""Containers: made first, ready later, published once, gone after a day."""

from __future__ import annotations

import json
from dataclasses import dataclass

from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.threads.sign_in import Call

LIFE_SECONDS = 86_400


@dataclass(frozen=True)
class Container:
    """A post on the way to being published. `draft` is what `drafts.read_draft` gave."""

    id: str
    account_id: str
    draft: dict[str, JSON]
    media: tuple[dict[str, JSON], ...]
    created_at: float
    ready_at: float
    failure: str = ""
    media_id: str | None = None

    def status(self, now: float) -> str:
        """The platform's `status`."""
        if self.media_id:
            return "PUBLISHED"
        if now >= self.created_at + LIFE_SECONDS:
            return "EXPIRED"
        if now < self.ready_at:
            return "IN_PROGRESS"
        return "ERROR" if self.failure else "FINISHED"


def shown(call: Call, container: Container, now: float) -> dict[str, JSON]:
    """GET /<CONTAINER_ID>?fields=status,error_message."""
    known: dict[str, JSON] = {"id": container.id, "status": container.status(now)}
    if known["status"] == "ERROR":
        known["error_message"] = container.failure
    wanted = [name.strip() for name in call.text("fields", "id").split(",")]
    return {name: known[name] for name in dict.fromkeys([*wanted, "id"]) if name in known}


def add_container(db: Connection, container: Container) -> None:
    """Remember a new container."""
    db.execute(
        "insert into containers values (?, ?, ?, ?, ?, ?, ?, null)",
        (container.id, container.account_id, json.dumps(container.draft),
         json.dumps(container.media), container.created_at, container.ready_at,
         container.failure or None),
    )  # fmt: skip


def find_container(db: Connection, account_id: str, container_id: str) -> Container | None:
    """One of the account's own containers."""
    row = db.execute(
        "select * from containers where id = ? and account_id = ?", (container_id, account_id)
    ).fetchone()
    return _container(row) if row else None


def mark_published(db: Connection, container: Container, media_id: str) -> None:
    """From now on the container is a post."""
    db.execute("update containers set media_id = ? where id = ?", (media_id, container.id))


def published_since(db: Connection, account_id: str, since: float) -> tuple[int, int]:
    """How many posts and how many replies became public; deleting one gives nothing back."""
    rows = db.execute(
        "select params from containers where account_id = ? and media_id is not null "
        "and created_at > ?",
        (account_id, since),
    ).fetchall()
    replies = sum(1 for row in rows if json.loads(row["params"])["reply_to"])
    return len(rows) - replies, replies


def _container(row: Row) -> Container:
    return Container(
        id=row["id"], account_id=row["account_id"], draft=json.loads(row["params"]),
        media=tuple(json.loads(row["media"])), created_at=row["created_at"],
        ready_at=row["ready_at"], failure=row["failure"] or "", media_id=row["media_id"],
    )  # fmt: skip
