"""Opening a channel: its connector, with secrets that are fresh and are kept when they change."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.channels.service.parts import ChannelParts
from heliograph.modules.channels.service.renewal import Renewal
from heliograph.modules.channels.service.secrets import SecretStore
from heliograph.modules.channels.service.values import OpenChannel, card_of, expiry_of
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.manifest import ConnectorManifest


class ChannelDoor:
    """Opens channels of one workspace."""

    def __init__(self, work: UnitOfWork, parts: ChannelParts) -> None:
        self._parts = parts
        self._renewal = Renewal(work, parts)
        self._work = work
        self._store = SecretStore(work, parts.vault)

    async def open(self, row: Any, manifest: ConnectorManifest) -> OpenChannel:
        """A connector for the channel of a row; what runs out soon is renewed first."""
        channel_id: UUID = row["id"]
        secrets: Secrets = {}
        if not row["deleted_at"]:
            stored = self._store.opened(channel_id, row["secrets"])
            secrets = await self._fresh(channel_id, manifest, stored)
        access = ChannelAccess(
            base_url=row["base_url"],
            secrets=secrets,
            http=self._parts.http,
            keep_secrets=partial(self._keep, channel_id),
            settings=self._parts.settings.get(manifest.id, {}),
            clock=self._parts.clock,
            renew=partial(self._renewal.renew, channel_id),
            saw_quota=partial(self._parts.quotas.saw, channel_id),
        )
        connector = self._parts.catalogue.open_connector(manifest.id, access)
        return OpenChannel(card_of(row), manifest, connector, row["remote_id"], row["base_url"])

    async def _fresh(
        self, channel_id: UUID, manifest: ConnectorManifest, stored: Secrets
    ) -> Secrets:
        rules = manifest.sign_in.oauth
        expires_at = expiry_of(stored)
        if rules is None or not rules.refreshes or expires_at is None:
            return stored
        ahead = timedelta(seconds=rules.refresh_ahead_seconds)
        if self._parts.clock.now() + ahead < expires_at:
            return stored
        try:
            return await self._renewal.renew(channel_id, stored)
        except ConnectorError:
            # It may still serve; if not, the platform says so where the caller listens for it.
            return stored

    async def _keep(self, channel_id: UUID, fresh: Secrets) -> None:
        # In a work of its own: it must not join a transaction that another task has open.
        await SecretStore(self._work.apart(), self._parts.vault).merge(channel_id, fresh)
