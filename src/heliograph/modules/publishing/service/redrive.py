"""Lets many posts go again that rest after a failure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import AppError
from heliograph.modules.publishing.service.noting import note_in_history
from heliograph.modules.scheduling import DeadLetters

MOST = 500
REDRIVEN = "Let go again from the dead letters by a person."


@dataclass(frozen=True)
class Redriven:
    """What became of one post."""

    post_id: UUID
    outcome: Literal["redriven", "refused"]
    detail: str = ""


class RedriveService:
    """Dead letters of one workspace."""

    def __init__(self, work: UnitOfWork, dead: DeadLetters) -> None:
        self._work = work
        self._dead = dead

    async def redrive(self, post_ids: Sequence[UUID]) -> list[Redriven]:
        """Let these posts go again; what may not go says why."""
        return [await self._one(post_id) for post_id in dict.fromkeys(post_ids)]

    async def redrive_all(self, channel_id: UUID | None, reason: str | None) -> list[Redriven]:
        """Let all dead letters go again, or those of a channel or with a reason; the oldest 500
        of them."""
        return await self.redrive(await self._dead.find(channel_id, reason, MOST))

    async def _one(self, post_id: UUID) -> Redriven:
        try:
            async with self._work.transaction():
                await self._dead.retry(post_id)
                await note_in_history(self._work, post_id, "redriven", REDRIVEN)
        except AppError as error:
            return Redriven(post_id, "refused", error.sentence())
        return Redriven(post_id, "redriven")
