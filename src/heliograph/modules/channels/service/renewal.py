"""Renewing the access of a channel: once for all who ask, stored before anybody uses it."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.exc import DBAPIError

from heliograph.kit.database import Row, UnitOfWork
from heliograph.kit.events import Event, announce, tell_live
from heliograph.kit.http import HTTPTrouble
from heliograph.modules.channels import events
from heliograph.modules.channels.repository import ChannelRepository
from heliograph.modules.channels.service.apps import AppBook
from heliograph.modules.channels.service.parts import ChannelParts
from heliograph.modules.channels.service.secrets import SecretStore
from heliograph.sdk.connectors import Secrets
from heliograph.sdk.errors import ConnectorError, ReconnectNeeded, TryLater
from heliograph.sdk.sign_in import SignInRefused

SECONDS = 15


class Renewal:
    """Renews channels of one workspace."""

    def __init__(self, work: UnitOfWork, parts: ChannelParts) -> None:
        self._work = work
        self._parts = parts

    async def renew(self, channel_id: UUID, stale: Secrets) -> Secrets:
        """Secrets that serve in place of `stale`, asked of the platform once however many ask.

        Raises `ReconnectNeeded`, after the channel's health says so, and `TryLater`.
        """
        async with self._parts.turns.here(channel_id):
            try:
                return await self._renew_in_turn(channel_id, stale)
            except ReconnectNeeded as error:
                await self._note_loss(channel_id, error.detail)
                raise
            except DBAPIError as error:
                raise TryLater("Somebody else is renewing the access.") from error

    async def renew_ahead(self, channel_id: UUID, *, possible: bool) -> bool:
        """Renew what runs out soon; where that fails, its owner is warned once. Never raises a
        `ConnectorError`. `possible` is False where the platform knows no renewal."""
        work = self._work.apart()
        async with work.transaction() as session:
            row = await ChannelRepository(session, work.workspace_id).with_secrets(channel_id)
        if row is None or row["deleted_at"]:
            return False
        try:
            if not possible:
                raise ReconnectNeeded("The access runs out and cannot be renewed.")
            store = SecretStore(work, self._parts.vault)
            await self.renew(channel_id, store.opened(channel_id, row["secrets"]))
        except ConnectorError as error:
            await self._warn(channel_id, error.detail)
            return False
        return True

    async def _renew_in_turn(self, channel_id: UUID, stale: Secrets) -> Secrets:
        work = self._work.apart()
        store = SecretStore(work, self._parts.vault)
        # The one transaction of the product that stays open while the outside is asked: it holds
        # the turn, and a turn that ended with a dead process must be free again.
        async with work.transaction() as session:
            await self._parts.turns.everywhere(session, channel_id)
            row = await ChannelRepository(session, work.workspace_id).with_secrets(channel_id)
            if row is None or row["deleted_at"]:
                raise ReconnectNeeded("The channel was deleted.")
            stored = store.opened(channel_id, row["secrets"])
            if stored.get("access_token") != stale.get("access_token"):
                return stored
            fresh = await self._ask(work, row, stored)
            return await store.merge(channel_id, fresh)

    async def _ask(self, work: UnitOfWork, row: Row, stored: Secrets) -> Secrets:
        platform, base_url = row["platform"], row["base_url"]
        keys = await AppBook(work, self._parts).stored(platform, base_url)
        app = self._parts.app_access(base_url, keys.client_id, keys.client_secret)
        sign_in = self._parts.catalogue.sign_in(platform, app)
        if sign_in is None:
            raise ReconnectNeeded("The access has expired.")
        try:
            async with asyncio.timeout(SECONDS):
                return (await sign_in.refresh(stored)).secrets
        except (TimeoutError, HTTPTrouble) as error:
            raise TryLater(f"The renewal had no answer: {error or 'too slow'}") from error
        except SignInRefused as error:
            raise ReconnectNeeded(error.detail) from error

    async def _note_loss(self, channel_id: UUID, detail: str) -> None:
        await self._change(channel_id, {"health": "failed", "health_detail": detail})

    async def _warn(self, channel_id: UUID, detail: str) -> None:
        work = self._work.apart()
        async with work.transaction() as session:
            rows = ChannelRepository(session, work.workspace_id)
            row = await rows.for_update(channel_id)
            if row is None or row["renewal_warned_at"]:
                return
            await rows.change(channel_id, {"renewal_warned_at": func.clock_timestamp()})
            ends_at = row["token_expires_at"]
            payload = {
                "channel_id": str(channel_id),
                "platform": row["platform"],
                "detail": detail,
                "token_expires_at": ends_at.isoformat() if ends_at else None,
            }
            await announce(session, Event(events.RENEWAL_FAILED, work.workspace_id, payload))

    async def _change(self, channel_id: UUID, values: dict[str, Any]) -> None:
        work = self._work.apart()
        async with work.transaction() as session:
            await ChannelRepository(session, work.workspace_id).change(channel_id, values)
            ids = {"channel_id": str(channel_id)}
            await tell_live(session, work.workspace_id, events.HEALTH_CHANGED, ids)
