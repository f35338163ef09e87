"""Every query of publishing, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.kit.ids import new_id
from heliograph.kit.statements import Statement
from heliograph.modules.publishing.models import Delivery, Entry, Stage
from heliograph.sdk.connectors import Receipt

CRASHED = "publishing.worker_died"
"""The error of an attempt that was cut off because its worker died or stood still."""

_LINE = """
    INSERT INTO publishing_history (id, workspace_id, post_id, attempt, at, kind, sentence, detail)
    VALUES (:note_id, :workspace_id, :post_id, :attempt, clock_timestamp(), :kind, :sentence,
            :detail)
"""


def _noting(statement: str) -> Statement:
    """A statement that writes a line of history in the same round trip, at `/* line */`."""
    return Statement(statement.replace("/* line */", _LINE), json=("detail", "memory", "error"))


_NOTE = _noting("/* line */")

_BEGIN = _noting(
    """
    WITH earlier AS (
        SELECT memory FROM publishing_deliveries
        WHERE post_id = :post_id AND key = :key ORDER BY attempt DESC LIMIT 1
    ), crashed AS (
        SELECT count(*) AS times FROM publishing_deliveries
        WHERE post_id = :post_id AND revision = :revision
          AND error ->> 'code' = cast(:crashed AS text)
    ), closed AS (
        UPDATE publishing_deliveries
        SET state = CASE state WHEN 'sending' THEN 'unknown' ELSE 'abandoned' END,
            finished_at = clock_timestamp(),
            error = jsonb_build_object('code', cast(:crashed AS text))
        WHERE post_id = :post_id AND state IN ('claimed', 'sending')
        RETURNING CASE revision WHEN :revision THEN 1 ELSE 0 END AS counts
    ), noted AS (/* line */)
    INSERT INTO publishing_deliveries
        (id, workspace_id, post_id, channel_id, attempt, revision, state, key, content_hash,
         memory, worker, started_at)
    SELECT :id, :workspace_id, :post_id, :channel_id, :attempt, :revision, 'claimed', :key,
           :content_hash, coalesce((SELECT memory FROM earlier), '{}'::jsonb), :worker,
           clock_timestamp()
    RETURNING id, memory,
        (SELECT times FROM crashed) + (SELECT coalesce(sum(counts), 0) FROM closed) AS crashes
    """
)

_SENDING = _noting(
    """
    WITH noted AS (/* line */)
    UPDATE publishing_deliveries
    SET state = 'sending', sent_at = clock_timestamp(), memory = :memory WHERE id = :id
    """
)

_FINISH = _noting(
    """
    WITH noted AS (/* line */)
    UPDATE publishing_deliveries
    SET state = :state, finished_at = clock_timestamp(),
        memory = coalesce(:memory, memory),
        remote_id = coalesce(:remote_id, remote_id), url = coalesce(:url, url), error = :error
    WHERE id = :id
    """
)

_RESTAGE = _noting(
    """
    WITH noted AS (/* line */)
    UPDATE publishing_deliveries SET state = 'claimed', key = :key, memory = '{}'::jsonb
    WHERE id = :id
    """
)

_KEEP_STAGE = text(
    """
    INSERT INTO publishing_stages (workspace_id, post_id, key, number, remote_id, url, published_at)
    VALUES (:workspace_id, :post_id, :key, :number, :remote_id, :url, clock_timestamp())
    ON CONFLICT DO NOTHING
    """
)

_RESOLVE = text(
    """
    UPDATE publishing_deliveries SET state = :state
    WHERE post_id = :post_id AND state = 'unknown' AND id <> :except_id
    """
)


@dataclass(frozen=True)
class Begun:
    """An attempt that was opened, with what earlier ones in the same wording remembered.
    `crashes` counts the workers that died over the post in this revision."""

    delivery_id: UUID
    post_id: UUID
    attempt: int
    memory: Mapping[str, str]
    crashes: int


@dataclass(frozen=True)
class Note:
    """One line for a post's history."""

    kind: str
    sentence: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Finish:
    """How a delivery row ends."""

    state: str
    memory: Mapping[str, str] | None = None
    remote_id: str | None = None
    url: str | None = None
    error: Mapping[str, Any] | None = None


class DeliveryRepository:
    """Attempts and history of one workspace's posts."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id

    async def begin(self, values: Mapping[str, Any], note: Note) -> Begun:
        """Open an attempt; earlier open ones of the post are closed as abandoned or unknown."""
        told = self._line(values["post_id"], values["attempt"], note)
        asked = {**values, **told, "id": new_id(), "crashed": CRASHED}
        row = await _BEGIN.row(self._session, asked)
        assert row is not None  # noqa: S101 - an INSERT that returns
        return Begun(
            row["id"],
            values["post_id"],
            values["attempt"],
            dict(row["memory"]),
            int(row["crashes"]),
        )

    async def sending(self, begun: Begun, memory: Mapping[str, str], note: Note) -> None:
        """Write that the committing call comes next, with all it will be recognised by."""
        told = self._line(begun.post_id, begun.attempt, note)
        await _SENDING.run(self._session, {**told, "id": begun.delivery_id, "memory": dict(memory)})

    async def finish(self, begun: Begun, finish: Finish, note: Note) -> None:
        """Write how an attempt ended."""
        await _FINISH.run(
            self._session,
            {
                **self._line(begun.post_id, begun.attempt, note),
                "id": begun.delivery_id,
                "state": finish.state,
                "memory": dict(finish.memory) if finish.memory is not None else None,
                "remote_id": finish.remote_id,
                "url": finish.url,
                "error": dict(finish.error) if finish.error is not None else None,
            },
        )

    async def accepted(self, post_id: UUID) -> str | None:
        """The id under which the platform works on a post, or holds it; None when it does not."""
        query = (
            select(Delivery.remote_id)
            .where(
                Delivery.workspace_id == self._workspace_id,
                Delivery.post_id == post_id,
                Delivery.state == "accepted",
            )
            .order_by(Delivery.attempt.desc())
            .limit(1)
        )
        return (await self._session.scalars(query)).one_or_none()

    async def open_under(self, channel_id: UUID, ids: Sequence[str]) -> Sequence[UUID]:
        """Posts of a channel that the platform works on under one of these ids."""
        query = (
            select(Delivery.post_id)
            .where(
                Delivery.workspace_id == self._workspace_id,
                Delivery.channel_id == channel_id,
                Delivery.remote_id.in_(ids),
                Delivery.state == "accepted",
            )
            .distinct()
        )
        return (await self._session.scalars(query)).all()

    async def post_under(
        self, channel_id: UUID, remote_id: str, *, whole: bool = False
    ) -> UUID | None:
        """The post that stands under an id, itself or, unless the whole is meant, with a part."""
        query = (
            select(Delivery.post_id)
            .where(
                Delivery.workspace_id == self._workspace_id,
                Delivery.channel_id == channel_id,
                Delivery.remote_id == remote_id,
            )
            .limit(1)
        )
        found = (await self._session.scalars(query)).one_or_none()
        if found is not None or whole:
            return found
        part = (
            select(Stage.post_id)
            .join(Delivery, Delivery.post_id == Stage.post_id)
            .where(
                Stage.workspace_id == self._workspace_id,
                Stage.remote_id == remote_id,
                Delivery.channel_id == channel_id,
            )
            .limit(1)
        )
        return (await self._session.scalars(part)).one_or_none()

    async def latest_key(self, post_id: UUID) -> str | None:
        """The key of the latest attempt; None when there was none."""
        query = (
            select(Delivery.key)
            .where(Delivery.workspace_id == self._workspace_id, Delivery.post_id == post_id)
            .order_by(Delivery.attempt.desc())
            .limit(1)
        )
        return (await self._session.scalars(query)).one_or_none()

    async def stage_rows(self, post_id: UUID) -> Sequence[Stage]:
        """The parts of a post that stand, in order."""
        query = (
            select(Stage)
            .where(Stage.workspace_id == self._workspace_id, Stage.post_id == post_id)
            .order_by(Stage.number)
        )
        return (await self._session.scalars(query)).all()

    async def stages(self, post_id: UUID, key: str | None = None) -> list[Receipt]:
        """The parts of a post that stand, in order; of one wording, or of whichever went out."""
        query = (
            select(Stage.remote_id, Stage.url)
            .where(Stage.workspace_id == self._workspace_id, Stage.post_id == post_id)
            .order_by(Stage.number)
        )
        if key is not None:
            query = query.where(Stage.key == key)
        rows = (await self._session.execute(query)).all()
        return [Receipt("published", row.remote_id, row.url) for row in rows]

    async def keep_stage(self, post_id: UUID, key: str, number: int, receipt: Receipt) -> None:
        """Write that a part of a post stands."""
        values = {
            "workspace_id": self._workspace_id,
            "post_id": post_id,
            "key": key,
            "number": number,
            "remote_id": receipt.remote_id,
            "url": receipt.url,
        }
        await self._session.execute(_KEEP_STAGE, values)

    async def restage(self, begun: Begun, key: str, note: Note) -> None:
        """Let an attempt go on with the next part, under that part's key."""
        line = self._line(begun.post_id, begun.attempt, note)
        await _RESTAGE.run(self._session, {**line, "id": begun.delivery_id, "key": key})

    async def resolve_earlier(self, post_id: UUID, state: str, except_id: UUID) -> None:
        """Say what a look found out about the attempts whose outcome was unknown."""
        await self._session.execute(
            _RESOLVE, {"post_id": post_id, "state": state, "except_id": except_id}
        )

    async def note(self, post_id: UUID, attempt: int, note: Note) -> None:
        """Add a line to a post's history."""
        await _NOTE.run(self._session, self._line(post_id, attempt, note))

    async def history(self, post_id: UUID) -> Sequence[Row]:
        """A post's history, oldest first."""
        entries = (
            select(Entry.at, Entry.kind, Entry.sentence, Entry.attempt, Entry.detail)
            .where(Entry.workspace_id == self._workspace_id, Entry.post_id == post_id)
            .order_by(Entry.at, Entry.id)
        )
        return (await self._session.execute(entries)).mappings().all()

    async def deliveries(self, post_id: UUID) -> Sequence[Row]:
        """A post's attempts, oldest first."""
        attempts = (
            select(Delivery.__table__)
            .where(Delivery.workspace_id == self._workspace_id, Delivery.post_id == post_id)
            .order_by(Delivery.attempt)
        )
        return (await self._session.execute(attempts)).mappings().all()

    def _line(self, post_id: UUID, attempt: int, note: Note) -> dict[str, Any]:
        return {
            "note_id": new_id(),
            "workspace_id": self._workspace_id,
            "post_id": post_id,
            "attempt": attempt,
            "kind": note.kind,
            "sentence": note.sentence,
            "detail": dict(note.detail),
        }
