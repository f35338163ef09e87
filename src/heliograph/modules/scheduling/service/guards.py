"""What the guards of channels do at this moment, and what people do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from heliograph.kit.clock import Clock
from heliograph.kit.database import Row, UnitOfWork
from heliograph.kit.events import Event, Payload, announce
from heliograph.modules.channels import ChannelsService
from heliograph.modules.scheduling.events import POST_NOTED
from heliograph.modules.scheduling.fuse import lock_fuse
from heliograph.modules.scheduling.guarded import GuardRepository
from heliograph.modules.scheduling.live import tell_changed
from heliograph.modules.scheduling.quiet import quiet_until
from heliograph.modules.scheduling.sentences import counted
from heliograph.modules.scheduling.waking import wake_after

LET_GO = "A person let it go past the channel's fuse."


class GuardService:
    """Fuses and quiet hours of one workspace's channels."""

    def __init__(self, work: UnitOfWork, channels: ChannelsService, clock: Clock) -> None:
        self._work = work
        self._channels = channels
        self._clock = clock

    @property
    def _rows(self) -> GuardRepository:
        return GuardRepository(self._work.session, self._work.workspace_id)

    async def state(self, channel_id: UUID) -> dict[str, Any]:
        """What one channel's guards do; raises `ChannelNotFound`."""
        async with self._work.transaction():
            await self._channels.card(channel_id)
            return self._shown((await self._rows.states(channel_id))[0])

    async def states(self) -> list[dict[str, Any]]:
        """What the guards of every channel do."""
        async with self._work.transaction():
            return [self._shown(row) for row in await self._rows.states(None)]

    async def alerts(self, most: int) -> Alerts:
        """What a person should know: posts that are late, and fuses that hold posts back."""
        async with self._work.transaction():
            late = await self._rows.late(most)
            fuses = [row for row in await self._rows.states(None) if row["waiting"]]
        return Alerts(late, fuses[:most])

    async def let_go(self, channel_id: UUID) -> int:
        """Send what the fuse holds back, and count anew; gives how many posts that are. Raises
        `ChannelNotFound`."""
        async with self._work.transaction() as session:
            await self._channels.card(channel_id)
            await lock_fuse(session, self._work.workspace_id, channel_id)
            freed = await self._rows.free(channel_id)
            await self._wake(freed)
            for post_id in freed:
                await self._note(post_id, "freed", LET_GO)
        return len(freed)

    async def ask_again(self, channel_id: UUID) -> int:
        """Put what is held back to the guards as they are now; gives how many posts that are."""
        async with self._work.transaction() as session:
            await lock_fuse(session, self._work.workspace_id, channel_id)
            asked = await self._rows.unhold(channel_id)
            await self._wake(asked)
        return len(asked)

    async def _wake(self, posts: Sequence[UUID]) -> None:
        session, workspace_id = self._work.session, self._work.workspace_id
        for post_id in posts:
            await wake_after(session, workspace_id, post_id, timedelta(), self._clock.now())
            await tell_changed(session, workspace_id, post_id)

    async def _note(self, post_id: UUID, kind: str, sentence: str) -> None:
        payload: Payload = {"post_id": str(post_id), "kind": kind, "sentence": sentence}
        await announce(self._work.session, Event(POST_NOTED, self._work.workspace_id, payload))

    def _shown(self, row: Row) -> dict[str, Any]:
        names = ("sent", "waiting", "tripped_at", "frees_at")
        fuse = {"posts": row["fuse_posts"], "minutes": row["fuse_minutes"]}
        return {
            "channel_id": row["id"],
            "fuse": fuse | {name: row[name] for name in names},
            "quiet_until": self._quiet_until(row),
            "frozen": row["frozen"],
        }

    def _quiet_until(self, row: Row) -> datetime | None:
        if row["quiet_from"] is None:
            return None
        zone = ZoneInfo(row["time_zone"])
        return quiet_until(self._clock.now(), zone, row["quiet_from"], row["quiet_to"])


class Alerts:
    """What guards and watches want people to know, as rows and in words."""

    def __init__(self, late: Sequence[Row], fuses: Sequence[Row]) -> None:
        self.late = late
        self.fuses = fuses

    @staticmethod
    def fuse_sentence(row: Mapping[str, Any]) -> str:
        """Why posts of a channel wait."""
        one = row["waiting"] == 1
        most = counted(row["fuse_posts"], "post")
        waits = f"{counted(row['waiting'], 'post')} {'waits' if one else 'wait'}"
        return (
            f"{row['channel_name']}: the fuse is out. More than {most} in "
            f"{row['fuse_minutes']} min; {waits}. Let {'it' if one else 'them'} go, or let the "
            "fuse space them out."
        )
