"""One attempt to publish one post: claim, look, prepare, intend, send, settle."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from heliograph.kit.database import UnitOfWork
from heliograph.kit.events import Event, Payload, announce
from heliograph.kit.faults import fault_point
from heliograph.kit.http import sending_until
from heliograph.kit.jobs import JobQueue
from heliograph.modules.assets import AssetsService
from heliograph.modules.channels import ChannelsService
from heliograph.modules.publishing import events
from heliograph.modules.publishing.repository import Begun, DeliveryRepository, Finish, Note
from heliograph.modules.publishing.service import outcomes
from heliograph.modules.publishing.service.attempt import (
    Attempt,
    claimed_note,
    first_post,
    is_held,
    key_of,
    of_the_whole,
    to_send,
    wording_hash,
)
from heliograph.modules.publishing.service.keeping import Overtaken, while_ours
from heliograph.modules.publishing.service.outcomes import Verdict
from heliograph.modules.publishing.service.stages import (
    cover_of,
    later_stages,
    media_of_stages,
    stage_key,
    stage_post,
)
from heliograph.modules.publishing.service.tools import BEGUN, DeliveryTools
from heliograph.modules.publishing.service.watching import check_videos
from heliograph.modules.scheduling import (
    WAKE_JOB,
    Claim,
    Lease,
    advance,
    claim,
    early_by,
    intend,
    settle,
    tell_changed,
)
from heliograph.modules.videos import Inspecting
from heliograph.sdk.connectors import Absent, Found, Receipt, Unclear
from heliograph.sdk.errors import (
    ConnectorError,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)

log = structlog.get_logger("heliograph.publishing")

SLACK_SECONDS = 10
"""The most time that may pass between writing the intent and making the call. A process that
stood still for longer does not send: somebody else may have the post by then."""
SOON_SECONDS = 60.0
ACCEPTED = "accepted"
"""What a delivery remembers once the platform took the post and went on working on it."""
LONGEST_PROCESSING = timedelta(days=1)
"""After this time what the platform accepted counts as published."""


class DeliveryService:
    """Publishes posts of one workspace."""

    def __init__(
        self,
        work: UnitOfWork,
        channels: ChannelsService,
        assets: AssetsService,
        queue: JobQueue,
        tools: DeliveryTools,
    ) -> None:
        self._work = work
        self._channels = channels
        self._assets = assets
        self._queue = queue
        self._presence = tools.presence
        self._circuits = tools.circuits
        self._settings = tools.settings
        self._inspecting = Inspecting(work, tools.videos)

    async def deliver(self, post_id: UUID) -> None:
        """Make one attempt if the post is due and free; safe to call at any time, any often."""
        fault_point("delivery.before_claim")
        attempt = await self._begin(post_id)
        if attempt is None:
            return
        fault_point("delivery.after_claim")
        attempt, verdict = await self._attempt(attempt)
        if verdict is not None:
            await self._finish(attempt, verdict)

    async def _begin(self, post_id: UUID) -> Attempt | None:
        await self._presence.ensure()
        lease = Lease(self._presence.owner, self._settings.lease_seconds, self._presence.lock)
        async with self._work.transaction() as session:
            taken = await claim(session, post_id, lease)
            if taken is None:
                await self._wake_if_early(post_id)
                return None
            rows = DeliveryRepository(session, taken.workspace_id)
            channel = await self._channels.open(taken.channel_id)
            road = await self._circuits.admit(session, channel.door)
            if road.wait is not None:
                await self._hold(rows, taken, channel.manifest.name, road.wait)
                return None
            begun, key, done = await self._open(rows, taken)
            media = await self._assets.media_files(taken.media)
            files = await self._assets.media_files(media_of_stages(taken.extras))
            await tell_changed(session, taken.workspace_id, post_id)
        first = first_post(taken, key, media, cover_of(taken.extras, files))
        later = later_stages(taken.extras, files, channel.manifest.steps)
        outgoing = stage_post(first, later, done)
        return Attempt(taken, begun, channel, outgoing, begun.memory, first, later, done, road)

    async def _hold(
        self, rows: DeliveryRepository, taken: Claim, platform: str, wait: timedelta
    ) -> None:
        """Let the post wait for a platform that another one is trying to reach."""
        held = outcomes.unreached(taken, platform, wait)
        await settle(self._work.session, taken, held.outcome)
        await rows.note(taken.post_id, taken.attempt, held.note)
        await tell_changed(self._work.session, taken.workspace_id, taken.post_id)
        await self._wake(taken, wait)

    async def _open(
        self, rows: DeliveryRepository, taken: Claim
    ) -> tuple[Begun, str, tuple[Receipt, ...]]:
        wording = wording_hash(taken)
        key = key_of(taken, wording, self._settings.look_before_resend)
        done = tuple(await rows.stages(taken.post_id, key)) if taken.extras else ()
        values = {
            "channel_id": taken.channel_id,
            "post_id": taken.post_id,
            "attempt": taken.attempt,
            "revision": taken.revision,
            "key": stage_key(key, len(done)),
            "content_hash": wording,
            "worker": self._presence.owner,
        }
        begun = await rows.begin(values, claimed_note(taken, self._presence.owner))
        return begun, key, done

    async def _wake_if_early(self, post_id: UUID) -> None:
        """Clocks of machines differ: a job may come a moment before its post's time."""
        early = await early_by(self._work.session, post_id, SOON_SECONDS)
        if early is not None:
            await self._queue.enqueue(
                self._work.session,
                WAKE_JOB,
                {"post_id": str(post_id), "workspace_id": str(self._work.workspace_id)},
                delay=timedelta(seconds=early),
            )

    async def _attempt(self, attempt: Attempt) -> tuple[Attempt, Verdict | None]:
        """Send stage after stage until all stand or one does not; gives the last with it."""
        while True:
            verdict = await self._stage(attempt)
            if verdict is None or verdict.receipt is None or attempt.is_last:
                return attempt, of_the_whole(attempt, verdict)
            further = await self._advance(attempt, verdict.receipt)
            if further is None:
                return attempt, None
            attempt = further

    async def _advance(self, attempt: Attempt, receipt: Receipt) -> Attempt | None:
        """Write that this stage stands; the attempt at the next one, None when the post was
        cancelled or taken over."""
        done = (*attempt.done, receipt)
        key = stage_key(attempt.first.key, len(done))
        note = Note("part", f"Part {len(done)} of {len(attempt.later) + 1} stands.")
        async with self._work.transaction() as session:
            rows = DeliveryRepository(session, attempt.claim.workspace_id)
            number, first = len(attempt.done), done[0]
            await rows.keep_stage(attempt.claim.post_id, attempt.first.key, number, receipt)
            if not await advance(session, attempt.claim, first, self._settings.lease_seconds):
                await rows.finish(attempt.begun, Finish("abandoned"), OVERTAKEN)
                return None
            await rows.restage(attempt.begun, key, note)
        fault_point("delivery.after_stage")
        return replace(
            attempt,
            claim=replace(attempt.claim, in_doubt=False, first_sent_at=None),
            outgoing=replace(
                stage_post(attempt.first, attempt.later, done), first_sent_at=None, resend=False
            ),
            memory={},
            done=done,
            looked=False,
        )

    async def _stage(self, attempt: Attempt) -> Verdict | None:
        if attempt.begun.crashes >= self._settings.crashes:
            return outcomes.crashed(attempt.claim, attempt.begun.crashes, attempt.platform)
        if attempt.claim.in_doubt and self._settings.look_before_resend:
            looked = await self._guarded(attempt, self._look)
            if not isinstance(looked, Attempt):
                return looked
            attempt = looked
        sent = await self._guarded(attempt, self._prepare_and_send)
        return sent if isinstance(sent, Verdict) else None

    async def _guarded(
        self, attempt: Attempt, step: Callable[[Attempt], Awaitable[Attempt | Verdict | None]]
    ) -> Attempt | Verdict | None:
        """What a step gives, or the verdict on what it raised."""
        try:
            async with self._circuits.passage(self._work, attempt.road):
                return await step(attempt)
        except OutcomeUnknown as error:
            manifest = attempt.channel.manifest
            return outcomes.lost(attempt.claim, error.detail, manifest, self._settings)
        except ContentRefused as error:
            if attempt.is_absent or ACCEPTED in attempt.memory:
                return outcomes.refused(attempt.claim, error, attempt.platform)
            return outcomes.failed(attempt.claim, error, attempt.platform, self._settings)
        except ConnectorError as error:
            if isinstance(error, ReconnectNeeded):
                await self._channels.lost_access(attempt.claim.channel_id, error.detail)
            return outcomes.failed(attempt.claim, error, attempt.platform, self._settings)
        except Exception as error:
            log.exception("delivery.unforeseen", post=str(attempt.claim.post_id))
            trouble = TryLater(f"an unforeseen fault ({type(error).__name__})")
            return outcomes.failed(attempt.claim, trouble, attempt.platform, self._settings)

    async def _look(self, attempt: Attempt) -> Attempt | Verdict:
        """The verdict on an earlier attempt, or this attempt with leave to send."""
        sighting = await attempt.channel.connector.look(attempt.outgoing, attempt.memory)
        fault_point("delivery.after_look")
        if isinstance(sighting, Found):
            return self._taken(attempt, sighting.receipt, reconciled=True)
        if isinstance(sighting, Unclear):
            reason, platform = sighting.reason, attempt.platform
            if attempt.channel.manifest.strategy == "none":
                return outcomes.ask_person(reason, platform)
            return outcomes.unclear(attempt.claim, reason, platform, self._settings)
        await self._not_there(attempt, sighting)
        # Only the same key is safe to send where the platform may still carry out an old call.
        doubt = sighting.only_same_key
        return replace(attempt, claim=replace(attempt.claim, in_doubt=doubt), looked=True)

    async def _prepare_and_send(self, attempt: Attempt) -> Verdict | None:
        attempt = replace(attempt, outgoing=to_send(attempt))
        try:
            attempt = await while_ours(
                self._work, attempt.claim, self._settings.lease_seconds, self._prepare(attempt)
            )
        except Overtaken:
            await self._abandon(attempt)
            return None
        fault_point("delivery.after_prepare")
        return await self._send(attempt)

    async def _prepare(self, attempt: Attempt) -> Attempt:
        """Bring the files into a form the platform takes, and up to the platform."""
        await check_videos(self._inspecting, attempt.outgoing.media)
        channel, extras = attempt.channel, attempt.claim.extras
        outgoing = await self._assets.fitted(attempt.outgoing, channel.manifest, extras)
        memory = await channel.connector.prepare(outgoing, attempt.memory)
        return replace(attempt, outgoing=outgoing, memory=memory)

    async def _abandon(self, attempt: Attempt) -> None:
        async with self._work.transaction() as session:
            rows = DeliveryRepository(session, attempt.claim.workspace_id)
            await rows.finish(attempt.begun, Finish("abandoned"), OVERTAKEN)

    async def _not_there(self, attempt: Attempt, sighting: Absent) -> None:
        sentence = f"Looked on {attempt.platform}: it is not there."
        if sighting.only_same_key:
            sentence += " Sends it again under the same key, which cannot double it."
        async with self._work.transaction() as session:
            rows = DeliveryRepository(session, attempt.claim.workspace_id)
            await rows.resolve_earlier(attempt.claim.post_id, "absent", attempt.begun.delivery_id)
            await rows.note(attempt.claim.post_id, attempt.claim.attempt, Note("looked", sentence))

    async def _send(self, attempt: Attempt) -> Verdict | None:
        manifest = attempt.channel.manifest
        began = time.monotonic()
        first_sent_at = await self._intend(
            attempt, manifest.call_seconds + manifest.settle_seconds + SLACK_SECONDS
        )
        if first_sent_at is None:
            log.info("delivery.overtaken", post=str(attempt.claim.post_id))
            return None
        outgoing = replace(
            attempt.outgoing, first_sent_at=first_sent_at, resend=attempt.claim.in_doubt
        )
        fault_point("delivery.after_intent")
        if time.monotonic() - began > SLACK_SECONDS:
            raise TryLater("this machine stood still before it could send")
        try:
            async with asyncio.timeout(manifest.call_seconds):
                with sending_until(time.monotonic() + manifest.call_seconds):
                    receipt = await attempt.channel.connector.publish(outgoing, attempt.memory)
        except Exception as error:
            if not outcomes.is_lost(error):
                raise
            reason = str(error) or type(error).__name__
            return outcomes.lost(attempt.claim, reason, manifest, self._settings)
        fault_point("delivery.after_commit")
        return self._taken(replace(attempt, outgoing=outgoing), receipt, reconciled=False)

    def _taken(self, attempt: Attempt, receipt: Receipt, *, reconciled: bool) -> Verdict:
        """It stands, or the platform will make it stand: then it is looked for until it does."""
        taken = attempt.claim
        begun = taken.first_sent_at or taken.taken_at
        if is_held(taken):
            begun = max(begun, taken.due_at)
        if receipt.state == "accepted" and taken.taken_at - begun < LONGEST_PROCESSING:
            memory = {**attempt.memory, ACCEPTED: receipt.remote_id}
            held = begun - taken.taken_at if attempt.outgoing.publish_at else timedelta()
            return outcomes.accepted(receipt, memory, attempt.platform, held)
        return outcomes.published(receipt, attempt.platform, reconciled)

    async def _intend(self, attempt: Attempt, seconds: int) -> datetime | None:
        asked = Note("asked", f"Asks {attempt.platform} to publish it.")
        async with self._work.transaction() as session:
            rows = DeliveryRepository(session, attempt.claim.workspace_id)
            first_sent_at = await intend(session, attempt.claim, seconds)
            if first_sent_at is None:
                await rows.finish(attempt.begun, Finish("abandoned"), OVERTAKEN)
                return None
            await rows.sending(attempt.begun, attempt.memory, asked)
        return first_sent_at

    async def _finish(self, attempt: Attempt, verdict: Verdict) -> None:
        taken = attempt.claim
        async with self._work.transaction() as session:
            rows = DeliveryRepository(session, taken.workspace_id)
            settled = await settle(session, taken, verdict.outcome)
            if settled is None:
                log.warning("delivery.fenced_off", post=str(taken.post_id), attempt=taken.attempt)
                await rows.finish(attempt.begun, verdict.finish, TOO_LATE)
                return
            await rows.finish(attempt.begun, verdict.finish, verdict.note)
            if attempt.later and verdict.receipt is not None:
                number, key = len(attempt.done), attempt.first.key
                await rows.keep_stage(taken.post_id, key, number, verdict.receipt)
            if verdict.outcome.status == "published" and taken.attempt > 1:
                await rows.resolve_earlier(taken.post_id, "published", attempt.begun.delivery_id)
            await self._announce(attempt, verdict)
            if verdict.outcome.wait is not None:
                await self._wake(taken, verdict.outcome.wait)
        fault_point("delivery.after_finish")
        log.info("delivery.finished", post=str(taken.post_id), status=verdict.outcome.status)

    async def _announce(self, attempt: Attempt, verdict: Verdict) -> None:
        taken, session = attempt.claim, self._work.session
        await tell_changed(session, taken.workspace_id, taken.post_id)
        name = {
            "published": events.POST_PUBLISHED,
            "failed": events.POST_FAILED,
            "needs_reconnect": events.POST_FAILED,
            "unknown": events.NEEDS_PERSON,
        }.get(verdict.outcome.status)
        if name is None:
            return
        payload: Payload = {
            "post_id": str(taken.post_id),
            "channel_id": str(taken.channel_id),
            "brand_id": str(taken.brand_id) if taken.brand_id else None,
            "platform": attempt.channel.manifest.id,
            "remote_id": verdict.outcome.remote_id,
        }
        await announce(session, Event(name, taken.workspace_id, payload))

    async def _wake(self, taken: Claim, wait: timedelta) -> None:
        await self._queue.enqueue(
            self._work.session,
            WAKE_JOB,
            {"post_id": str(taken.post_id), "workspace_id": str(taken.workspace_id)},
            delay=wait,
            key=f"pub:{taken.post_id}:{taken.attempt}",
            priority=BEGUN,
        )


OVERTAKEN = Note(
    "stopped", "Not sent: it was cancelled, changed, frozen or taken over in the meantime."
)
TOO_LATE = Note("overtaken", "An answer came after the post was taken over. It changes nothing.")
