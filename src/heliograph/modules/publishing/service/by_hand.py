"""Posts that a person finished on the platform's own page, because its API would not take them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import AppError
from heliograph.kit.events import announce
from heliograph.modules.channels import ChannelsService, OpenChannel
from heliograph.modules.publishing.repository import DeliveryRepository, Note
from heliograph.modules.publishing.service.decide import published_event
from heliograph.modules.scheduling import SchedulingService
from heliograph.sdk.connectors import Found, OutgoingPost, Receipt
from heliograph.sdk.errors import ConnectorError

log = structlog.get_logger("heliograph.publishing")

LONGEST_SEARCH = 20.0
LATELY = timedelta(hours=2)
"""A post finished by hand is sought among those of the last hours."""
SEARCHES = ("search", "duplicate_error")
"""The strategies that find a post by its words; the others know only what we sent ourselves."""


class NotThere(AppError):
    """No post of the account stands at the address given."""

    code = "publishing.not_there"
    status = 409
    title = "There is no such post"
    remedy = "Open the post on the platform and copy its address from there."


@dataclass(frozen=True)
class Confirmed:
    """What is known of the finished post."""

    receipt: Receipt | None
    sentence: str


class ByHandService:
    """Takes a person's word, and makes sure of it where the platform lets us."""

    def __init__(
        self, work: UnitOfWork, channels: ChannelsService, posts: SchedulingService
    ) -> None:
        self._work = work
        self._channels = channels
        self._posts = posts

    async def finish(self, post_id: UUID, url: str | None) -> dict[str, object]:
        """Count a post as published; raises `PostBusy` when it went out or goes out by itself,
        and `NotThere` when the platform says that nothing stands at the address."""
        post = await self._posts.get(post_id)
        channel = await self._channels.open(post["channel_id"])
        known = await self._confirm(channel, post, url)
        receipt = known.receipt
        async with self._work.transaction() as session:
            remote_id = receipt.remote_id if receipt else None
            address = (receipt.url if receipt else None) or url
            after = await self._posts.finish_by_hand(post_id, remote_id, address)
            rows = DeliveryRepository(session, self._work.workspace_id)
            await rows.note(post_id, 0, Note("by_hand", known.sentence, {"url": address}))
            if remote_id:
                await announce(session, published_event(self._work.workspace_id, after, remote_id))
        return after

    async def _confirm(
        self, channel: OpenChannel, post: Mapping[str, Any], url: str | None
    ) -> Confirmed:
        name = channel.manifest.name
        try:
            async with asyncio.timeout(LONGEST_SEARCH):
                receipt = await (self._at(channel, url) if url else self._sought(channel, post))
        except (ConnectorError, TimeoutError) as error:
            log.info("by_hand.unconfirmed", post=str(post["id"]), reason=str(error))
            receipt = None
        if receipt is None:
            return Confirmed(
                None, f"Finished by hand. {name} does not show it to us, so it has no numbers."
            )
        return Confirmed(receipt, f"Finished by hand, and seen on {name}. Its numbers are read.")

    async def _at(self, channel: OpenChannel, url: str) -> Receipt | None:
        account = channel.account_id
        remote_id = channel.manifest.remote_id_in(url, account)
        if remote_id is None:
            return None
        if channel.manifest.metrics and not await channel.connector.metrics([remote_id]):
            raise NotThere(f"{channel.manifest.name} knows no post of this account at {url}")
        return Receipt("published", remote_id, url)

    async def _sought(self, channel: OpenChannel, post: Mapping[str, Any]) -> Receipt | None:
        if channel.manifest.strategy not in SEARCHES:
            return None
        extras, now = post["extras"], self._posts.now()
        outgoing = OutgoingPost(
            id=post["id"],
            key=post["id"].hex,
            kind=post["kind"],
            text=post["text"],
            intended_at=now,
            title=extras.get("title") or "",
            link=extras.get("link"),
            options=extras.get("options") or {},
        )
        sent = replace(outgoing, first_sent_at=now - LATELY)
        sighting = await channel.connector.look(sent, {})
        return sighting.receipt if isinstance(sighting, Found) else None
