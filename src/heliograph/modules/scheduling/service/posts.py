"""Planning posts: make, change, cancel, decide."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError

from heliograph.kit.clock import Clock
from heliograph.kit.database import UnitOfWork
from heliograph.kit.events import Event, Payload, announce
from heliograph.kit.jobs import JobQueue
from heliograph.modules.channels import ChannelsService
from heliograph.modules.scheduling.errors import (
    PostBusy,
    PostMoved,
    PostNotFound,
    RulesBroken,
    SlotTaken,
)
from heliograph.modules.scheduling.events import POST_NOTED
from heliograph.modules.scheduling.live import tell_changed
from heliograph.modules.scheduling.repository import Awaiting, PostRepository
from heliograph.modules.scheduling.rules import check_piece, problems_of_holding
from heliograph.modules.scheduling.schemas import PostChange, When
from heliograph.modules.scheduling.sentences import is_held
from heliograph.modules.scheduling.service.piece import Piece
from heliograph.modules.scheduling.service.times import Moment, moment_for
from heliograph.modules.scheduling.waking import WAKE_JOB

UNTROUBLED = {"held_by": None, "late_at": None, "reschedules": 0}
OPEN = ("draft", "scheduled", "retrying")
AGAIN = ("failed", "needs_reconnect", "cancelled", *OPEN)

Post = dict[str, Any]


class SchedulingService:
    """Posts of one workspace."""

    def __init__(
        self, work: UnitOfWork, channels: ChannelsService, queue: JobQueue, clock: Clock
    ) -> None:
        self._work = work
        self._channels = channels
        self._queue = queue
        self._clock = clock

    @property
    def _rows(self) -> PostRepository:
        return PostRepository(self._work.session, self._work.workspace_id)

    async def get(self, post_id: UUID) -> Post:
        """One post; raises `PostNotFound`."""
        async with self._work.transaction():
            row = await self._rows.get(post_id)
        if row is None:
            raise PostNotFound(f"There is no post {post_id}")
        return dict(row)

    async def of_content(self, content_id: UUID) -> Sequence[Mapping[str, Any]]:
        """All posts made from one content, oldest first."""
        async with self._work.transaction():
            return await self._rows.of_content(content_id)

    async def places_of(self, content_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
        """Which of these contents have a post on which channels."""
        async with self._work.transaction():
            return await self._rows.places_of(content_ids)

    async def between(
        self, since: datetime, until: datetime, most: int
    ) -> Sequence[Mapping[str, Any]]:
        """Posts due in a period, earliest first."""
        async with self._work.transaction():
            return await self._rows.between(since, until, most)

    async def in_states(
        self, states: Sequence[str], most: int, *, soonest: bool = False
    ) -> Sequence[Mapping[str, Any]]:
        """The posts in some states that changed last, or that are due soonest."""
        async with self._work.transaction():
            return await self._rows.in_states(states, most, soonest)

    async def awaiting(self) -> Awaiting:
        """What waits for a person's yes."""
        async with self._work.transaction():
            return await self._rows.awaiting()

    async def counts(self) -> dict[str, int]:
        """How many posts are in which state."""
        async with self._work.transaction():
            return await self._rows.counts()

    async def create(self, channel_id: UUID, piece: Piece, when: When) -> Post:
        """Make a post; raises `ChannelNotFound`, `RulesBroken`, `SlotTaken`, `NoSlots`,
        `BadTime`."""
        async with self._work.transaction():
            return await self.get(await self.plan(channel_id, piece, when))

    async def plan(self, channel_id: UUID, piece: Piece, when: When) -> UUID:
        """Make a post and tell no more than its id; raises as `create` does."""
        async with self._work.transaction() as session:
            card = await self._channels.card(channel_id)
            check_piece(self._channels.manifest(card.platform), piece)
            moment = await moment_for(
                when, ZoneInfo(card.time_zone), self._rows, channel_id, self._clock.now()
            )
            self._check_holding(card.platform, piece.extras, piece.real_kind, moment)
            try:
                async with session.begin_nested():
                    post_id = await self._rows.add(self._values(card, piece, moment))
            except IntegrityError as error:
                raise SlotTaken(
                    f"{card.name} already has this content at {moment.wall or 'that time'}"
                ) from error
            first = self._first_attempt(piece.extras, moment.at)
            if first is not None:
                await self._wake(post_id, 1, first)
            await tell_changed(session, self._work.workspace_id, post_id)
        return post_id

    async def change(self, post_id: UUID, change: PostChange) -> Post:
        """Edit text or time of a post that has not gone out.

        Raises `PostMoved` when it changed since it was read, `PostBusy` when it is too late.
        """
        async with self._work.transaction() as session:
            post = await self.get(post_id)
            if post["remote_id"]:
                raise PostBusy("Part of it stands already; take it down to change it")
            values: dict[str, Any] = {"revision": change.revision + 1, "failures": 0}
            if change.text is not None:
                piece = Piece(
                    change.text, tuple(post["media"]), post["kind"], extras=post["extras"]
                )
                check_piece(self._channels.manifest(post["channel_platform"]), piece)
                values["text"] = change.text
            moment = await self._new_moment(post, change)
            if moment is not None and moment.at is not None:
                extras = post["extras"]
                self._check_holding(post["channel_platform"], extras, post["kind"], moment)
                values |= self._times(moment, extras) | {"status": "scheduled", "problem": None}
            elif post["status"] in ("failed", "needs_reconnect"):
                values["problem"] = post["problem"]
            if not await self._rows.change(post_id, change.revision, AGAIN, values):
                raise await self._why_not(post_id, change.revision)
            due = values.get("next_attempt_at", post["next_attempt_at"])
            if due is not None:
                await self._wake(post_id, change.revision + 1, due)
            await tell_changed(session, self._work.workspace_id, post_id)
            return await self.get(post_id)

    async def cancel(self, post_id: UUID) -> Post:
        """Stop a post from going out; allowed until its committing call is about to be made. Of a
        post that went out in part the rest is left out, and what stands counts as published."""
        post = await self.get(post_id)
        if post["remote_id"]:
            stays = {"status": "published", "published_at": self._clock.now(), "problem": None}
            return await self._move(post_id, (*AGAIN, "publishing"), stays)
        return await self._move(post_id, (*AGAIN, "publishing"), {"status": "cancelled"})

    async def approve(self, post_id: UUID, revision: int) -> Post:
        """A person's yes to a post as they read it; a later change of its words needs another.

        Raises `PostNotFound`, `PostMoved`, `PostBusy`.
        """
        async with self._work.transaction() as session:
            if (await self.get(post_id))["revision"] != revision:
                raise await self._why_not(post_id, revision)
            approved = await self._move(post_id, OPEN, {"approved_revision": revision + 1})
            told = "A person approved it."
            note: Payload = {"post_id": str(post_id), "kind": "approved", "sentence": told}
            await announce(session, Event(POST_NOTED, self._work.workspace_id, note))
        return approved

    async def publish_now(self, post_id: UUID) -> Post:
        """Let a waiting post go out at once."""
        now = self._clock.now()
        values = {"status": "scheduled", "due_at": now, "next_attempt_at": now, "failures": 0}
        return await self._move(post_id, OPEN, values | UNTROUBLED | {"is_urgent": True})

    async def retry(self, post_id: UUID) -> Post:
        """Try a post again that rests after a failure; its count of failures starts anew."""
        now = self._clock.now()
        values = {
            "status": "scheduled",
            "next_attempt_at": now,
            "due_at": now,
            "failures": 0,
            "problem": None,
            **UNTROUBLED,
        }
        return await self._move(post_id, ("failed", "needs_reconnect", "cancelled"), values)

    async def retry_channel(self, channel_id: UUID) -> int:
        """Let everything go on that waited for a channel to be connected again; gives how many."""
        async with self._work.transaction():
            waiting = await self._rows.waiting_for_channel(channel_id)
            for post_id in waiting:
                now = self._clock.now()
                values = {"status": "scheduled", "failures": 0, "problem": None}
                post = await self.get(post_id)
                if post["in_doubt"]:
                    values["status"] = "retrying"
                await self._go_on(post_id, values | {"next_attempt_at": now})
        return len(waiting)

    async def resolve(
        self,
        post_id: UUID,
        decision: Literal["published", "resend", "give_up"],
        remote_id: str | None = None,
    ) -> Post:
        """Settle a post with an unknown outcome; raises `PostBusy` when there is no doubt. Of a
        post that went out in part, what stands counts as published when the rest is given up."""
        now = self._clock.now()
        post = await self.get(post_id)
        remote_id = post["remote_id"] or remote_id
        stays = {"status": "published", "published_at": now}
        values: dict[str, Any] = {"in_doubt": False, "problem": None, "failures": 0}
        decided: dict[str, dict[str, Any]] = {
            "published": {"status": "published", "published_at": now, "remote_id": remote_id},
            "resend": {"status": "scheduled", "next_attempt_at": now},
            "give_up": stays if post["remote_id"] else {"status": "cancelled"},
        }
        values |= decided[decision]
        async with self._work.transaction():
            if not await self._rows.decide(post_id, values):
                raise PostBusy("The post's outcome is not in doubt")
            return await self._after_move(post_id)

    def now(self) -> datetime:
        """The present moment, by the clock of posts."""
        return self._clock.now()

    async def finish_by_hand(self, post_id: UUID, remote_id: str | None, url: str | None) -> Post:
        """Count a post as published that a person has put on the platform; raises `PostBusy`."""
        values = {
            "status": "published",
            "published_at": self._clock.now(),
            "remote_id": remote_id,
            "url": url,
            "in_doubt": False,
            "problem": None,
        }
        async with self._work.transaction():
            await self.get(post_id)
            if await self._rows.decide(post_id, values):
                return await self._after_move(post_id)
        return await self._move(post_id, AGAIN, values)

    async def look_soon(self, post_id: UUID) -> None:
        """Look now for a post that the platform works on; nothing where it does not."""
        async with self._work.transaction():
            if await self._rows.hurry(post_id, self._clock.now()):
                await self._after_move(post_id)

    async def take_back(self, post_id: UUID) -> Post:
        """Hold a post that the platform keeps for later, so that nothing sends it while it is
        being deleted there; raises `PostBusy` when the platform does not keep it."""
        async with self._work.transaction():
            post = await self.get(post_id)
            if not is_held(post, self._clock.now()):
                raise PostBusy("The platform does not hold the post")
            if not await self._rows.hold(post_id, post["revision"]):
                raise PostBusy("The post is being worked on at this moment; try again")
            return await self.get(post_id)

    async def taken_back(self, post_id: UUID, *, gone: bool) -> Post:
        """Say how a taking back ended: cancelled when the platform deleted it, or as before."""
        now = self._clock.now()
        again = {"status": "retrying", "in_doubt": True, "next_attempt_at": now}
        values = {"status": "cancelled", "in_doubt": False} if gone else again
        async with self._work.transaction():
            await self._rows.decide(post_id, values)
            return await self._after_move(post_id)

    async def mark_removed(self, post_id: UUID) -> Post:
        """Note that a published post was taken down."""
        return await self._move(post_id, ("published",), {"status": "removed"})

    async def record_metrics(self, metrics: Mapping[UUID, Mapping[str, int]]) -> None:
        """Keep the latest counts of posts for lists."""
        async with self._work.transaction() as session:
            for post_id, counts in metrics.items():
                await self._rows.record_metrics(post_id, counts)
                await tell_changed(session, self._work.workspace_id, post_id)

    async def _move(self, post_id: UUID, states: Sequence[str], values: Mapping[str, Any]) -> Post:
        async with self._work.transaction():
            post = await self.get(post_id)
            moved = {"revision": post["revision"] + 1, **values}
            if post["approved_revision"] == post["revision"]:
                # Its words stay as they were approved.
                moved["approved_revision"] = post["revision"] + 1
            if not await self._rows.change(post_id, post["revision"], states, moved):
                raise await self._why_not(post_id, post["revision"])
            return await self._after_move(post_id)

    async def _go_on(self, post_id: UUID, values: Mapping[str, Any]) -> None:
        """Like a move, but the doubt about an earlier attempt stays."""
        async with self._work.transaction():
            row = await self._rows.get(post_id)
            if row is not None:
                await self._rows.resume(post_id, values)
                await self._after_move(post_id)

    async def _after_move(self, post_id: UUID) -> Post:
        after = await self.get(post_id)
        if after["status"] in ("scheduled", "retrying") and after["next_attempt_at"]:
            await self._wake(post_id, after["revision"], after["next_attempt_at"])
        await tell_changed(self._work.session, self._work.workspace_id, post_id)
        return after

    async def _why_not(self, post_id: UUID, revision: int) -> PostMoved | PostBusy:
        post = await self.get(post_id)
        if post["revision"] != revision:
            return PostMoved(f"The post is at revision {post['revision']}, you gave {revision}")
        if post["in_doubt"]:
            return PostBusy("An earlier attempt may have worked; it is being looked up")
        return PostBusy(f"The post is {post['status']}")

    async def _new_moment(self, post: Post, change: PostChange) -> Moment | None:
        if change.due_at is None and change.wall_time is None:
            return None
        when = When(due_at=change.due_at, wall_time=change.wall_time)
        zone = ZoneInfo(post["time_zone"])
        return await moment_for(when, zone, self._rows, post["channel_id"], self._clock.now())

    def _values(self, card: Any, piece: Piece, moment: Moment) -> dict[str, Any]:
        now = self._clock.now()
        return {
            "channel_id": card.id,
            "brand_id": piece.brand_id,
            "content_id": piece.content_id,
            "occurrence": piece.occurrence or moment.wall or now.isoformat(),
            "kind": piece.real_kind,
            "text": piece.text,
            "language": piece.language,
            "media": list(piece.media),
            "extras": dict(piece.extras),
            "status": "draft" if moment.at is None else "scheduled",
            "requires_approval": piece.requires_approval,
            "created_by": piece.created_by,
            "created_at": now,
            "updated_at": now,
        } | self._times(moment, piece.extras)

    def _times(self, moment: Moment, extras: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "due_at": moment.at,
            "next_attempt_at": self._first_attempt(extras, moment.at),
            "wall_time": moment.wall,
            "time_zone": str(moment.zone),
            "is_urgent": moment.is_now,
            **UNTROUBLED,
        }

    def _first_attempt(self, extras: Mapping[str, Any], due: datetime | None) -> datetime | None:
        """When a post is first tried: at its time, or at once where the platform holds it."""
        return self._clock.now() if due is not None and extras.get("on_platform") else due

    def _check_holding(
        self, platform: str, extras: Mapping[str, Any], kind: str, moment: Moment
    ) -> None:
        if not extras.get("on_platform"):
            return
        ahead = moment.at - self._clock.now() if moment.at is not None else None
        if problems := problems_of_holding(self._channels.manifest(platform), kind, ahead):
            raise RulesBroken(problems)

    async def _wake(self, post_id: UUID, revision: int, at: datetime) -> None:
        wait = max(at - self._clock.now(), timedelta())
        await self._queue.enqueue(
            self._work.session,
            WAKE_JOB,
            {"post_id": str(post_id), "workspace_id": str(self._work.workspace_id)},
            delay=wait,
            key=f"pub:{post_id}:r{revision}",
        )
