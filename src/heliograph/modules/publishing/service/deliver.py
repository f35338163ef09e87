"""One attempt to publish one post: claim, look, prepare, intend, send, settle."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from heliograph.kit.database import UnitOfWork
from heliograph.kit.events import Event, Payload, announce
from heliograph.kit.faults import fault_point
from heliograph.kit.jobs import JobQueue
from heliograph.kit.settings import DeliverySettings
from heliograph.modules.assets import AssetsService
from heliograph.modules.channels import ChannelsService, OpenChannel
from heliograph.modules.publishing import events
from heliograph.modules.publishing.presence import Presence
from heliograph.modules.publishing.repository import DeliveryRepository, Note
from heliograph.modules.publishing.service import outcomes
from heliograph.modules.publishing.service.outcomes import Verdict
from heliograph.modules.scheduling import (
    WAKE_JOB,
    Claim,
    Lease,
    claim,
    intend,
    settle,
    tell_changed,
)
from heliograph.sdk.connectors import Absent, Found, OutgoingPost, Unclear
from heliograph.sdk.errors import (
    ConnectorError,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)

log = structlog.get_logger("heliograph.publishing")


@dataclass(frozen=True)
class Attempt:
    """Everything one attempt works with."""

    claim: Claim
    delivery_id: UUID
    channel: OpenChannel
    outgoing: OutgoingPost
    memory: Mapping[str, str]

    @property
    def platform(self) -> str:
        """The network's name as people know it."""
        return self.channel.manifest.name


class DeliveryService:
    """Publishes posts of one workspace."""

    def __init__(
        self,
        work: UnitOfWork,
        channels: ChannelsService,
        assets: AssetsService,
        queue: JobQueue,
        presence: Presence,
        settings: DeliverySettings,
    ) -> None:
        self._work = work
        self._channels = channels
        self._assets = assets
        self._queue = queue
        self._presence = presence
        self._settings = settings

    async def deliver(self, post_id: UUID) -> None:
        """Make one attempt if the post is due and free; safe to call at any time, any often."""
        fault_point("delivery.before_claim")
        attempt = await self._begin(post_id)
        if attempt is None:
            return
        fault_point("delivery.after_claim")
        try:
            verdict = await self._attempt(attempt)
        except OutcomeUnknown as error:
            verdict = outcomes.lost(
                attempt.claim, error.detail, attempt.channel.manifest, self._settings
            )
        except ConnectorError as error:
            verdict = outcomes.failed(attempt.claim, error, attempt.platform, self._settings)
            if isinstance(error, ReconnectNeeded):
                await self._channels.lost_access(attempt.claim.channel_id, error.detail)
        except Exception as error:
            log.exception("delivery.unforeseen", post=str(post_id))
            trouble = TryLater(f"an unforeseen fault ({type(error).__name__})")
            verdict = outcomes.failed(attempt.claim, trouble, attempt.platform, self._settings)
        if verdict is not None:
            await self._finish(attempt, verdict)

    async def _begin(self, post_id: UUID) -> Attempt | None:
        await self._presence.ensure()
        lease = Lease(self._presence.owner, self._settings.lease_seconds, self._presence.lock)
        async with self._work.transaction() as session:
            taken = await claim(session, post_id, lease)
            if taken is None:
                return None
            rows = DeliveryRepository(session, taken.workspace_id)
            wording = _wording_hash(taken)
            key = self._key(taken, wording)
            delivery_id, memory = await rows.begin(
                {
                    "post_id": post_id,
                    "channel_id": taken.channel_id,
                    "attempt": taken.attempt,
                    "revision": taken.revision,
                    "key": key,
                    "content_hash": wording,
                    "worker": self._presence.owner,
                }
            )
            channel = await self._channels.open(taken.channel_id)
            media = await self._assets.media_files(taken.media)
            await rows.note(post_id, taken.attempt, _claimed_note(taken, self._presence.owner))
            await tell_changed(session, taken.workspace_id, post_id)
        outgoing = OutgoingPost(
            id=post_id,
            key=key,
            kind=taken.kind,  # type: ignore[arg-type]  # reason: checked when the post was made
            text=taken.text,
            intended_at=taken.due_at,
            media=media,
            language=taken.language,
            first_sent_at=taken.first_sent_at,
        )
        return Attempt(taken, delivery_id, channel, outgoing, memory)

    def _key(self, taken: Claim, wording: str) -> str:
        key = f"{taken.post_id.hex}-{wording[:16]}"
        if self._settings.look_before_resend:
            return key
        # The negative control behaves like a sender that remembers nothing of earlier tries.
        return f"{key}-{taken.attempt}"

    async def _attempt(self, attempt: Attempt) -> Verdict | None:
        connector = attempt.channel.connector
        if attempt.claim.attempt - attempt.claim.failures > self._settings.crashes:
            return outcomes.crashed(attempt.claim, attempt.platform)
        if attempt.claim.in_doubt and self._settings.look_before_resend:
            sighting = await connector.look(attempt.outgoing, attempt.memory)
            fault_point("delivery.after_look")
            if isinstance(sighting, Found):
                return outcomes.published(sighting.receipt, attempt.platform, reconciled=True)
            if isinstance(sighting, Unclear):
                return outcomes.unclear(
                    attempt.claim, sighting.reason, attempt.platform, self._settings
                )
            await self._not_there(attempt, sighting)
            attempt = replace(attempt, claim=replace(attempt.claim, in_doubt=False))
        memory = await connector.prepare(attempt.outgoing, attempt.memory)
        fault_point("delivery.after_prepare")
        return await self._send(replace(attempt, memory=memory))

    async def _not_there(self, attempt: Attempt, sighting: Absent) -> None:
        sentence = f"Looked on {attempt.platform}: it is not there."
        if sighting.only_same_key:
            sentence += " Sends it again under the same key, which cannot double it."
        async with self._work.transaction() as session:
            rows = DeliveryRepository(session, attempt.claim.workspace_id)
            await rows.resolve_earlier(attempt.claim.post_id, "absent", attempt.delivery_id)
            await rows.note(attempt.claim.post_id, attempt.claim.attempt, Note("looked", sentence))

    async def _send(self, attempt: Attempt) -> Verdict | None:
        manifest = attempt.channel.manifest
        first_sent_at = await self._intend(
            attempt, manifest.call_seconds + manifest.settle_seconds
        )
        if first_sent_at is None:
            log.info("delivery.overtaken", post=str(attempt.claim.post_id))
            return None
        outgoing = replace(attempt.outgoing, first_sent_at=first_sent_at)
        fault_point("delivery.after_intent")
        try:
            async with asyncio.timeout(manifest.call_seconds):
                receipt = await attempt.channel.connector.publish(outgoing, attempt.memory)
        except Exception as error:
            if not outcomes.is_lost(error):
                raise
            reason = str(error) or type(error).__name__
            return outcomes.lost(attempt.claim, reason, manifest, self._settings)
        fault_point("delivery.after_commit")
        return outcomes.published(receipt, manifest.name, reconciled=False)

    async def _intend(self, attempt: Attempt, seconds: int) -> datetime | None:
        asked = Note("asked", f"Asks {attempt.platform} to publish it.")
        async with self._work.transaction() as session:
            first_sent_at = await intend(session, attempt.claim, seconds + 10)
            if first_sent_at is None:
                return None
            rows = DeliveryRepository(session, attempt.claim.workspace_id)
            await rows.sending(attempt.delivery_id, attempt.memory)
            await rows.note(attempt.claim.post_id, attempt.claim.attempt, asked)
        return first_sent_at

    async def _finish(self, attempt: Attempt, verdict: Verdict) -> None:
        taken = attempt.claim
        async with self._work.transaction() as session:
            rows = DeliveryRepository(session, taken.workspace_id)
            await rows.finish(attempt.delivery_id, verdict.finish)
            settled = await settle(session, taken, verdict.outcome)
            if settled is None:
                log.warning("delivery.fenced_off", post=str(taken.post_id), attempt=taken.attempt)
                return
            if verdict.outcome.status == "published":
                await rows.resolve_earlier(taken.post_id, "published", attempt.delivery_id)
            await rows.note(taken.post_id, taken.attempt, verdict.note)
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
        )


def _wording_hash(taken: Claim) -> str:
    parts = [taken.text, taken.kind, *(str(medium["asset_id"]) for medium in taken.media)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _claimed_note(taken: Claim, owner: str) -> Note:
    worker = owner.rsplit("-", 1)[0]
    if taken.taken_over:
        return Note("claimed", f"Taken over by {worker}: the worker before it died.")
    return Note("claimed", f"Taken by {worker}, attempt {taken.attempt}.")
