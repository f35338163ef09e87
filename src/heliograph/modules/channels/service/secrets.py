"""The secrets of channels at rest: sealed, bound to their row, never overwritten by nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.secrets import Vault
from heliograph.modules.channels.repository import ChannelRepository
from heliograph.modules.channels.service.values import expiry_of, laid_over
from heliograph.sdk.connectors import Secrets


class SecretStore:
    """Secrets of one workspace's channels."""

    def __init__(self, work: UnitOfWork, vault: Vault) -> None:
        self._work = work
        self._vault = vault

    def columns(self, channel_id: UUID, secrets: Secrets) -> dict[str, Any]:
        """What a channel's row holds of these secrets."""
        given = {name: value for name, value in secrets.items() if value}
        return {
            "secrets": self._vault.encrypt(given, self._binding(channel_id)),
            "token_expires_at": expiry_of(given),
            "renewal_warned_at": None,
        }

    def opened(self, channel_id: UUID, sealed: str) -> dict[str, str]:
        """The secrets of a row; none when they were erased."""
        if not sealed:
            return {}
        return dict(self._vault.decrypt(sealed, self._binding(channel_id)))

    async def merge(self, channel_id: UUID, fresh: Secrets) -> dict[str, str]:
        """Lay fresh values over the stored ones; gives what is stored now.

        Joins an open transaction of the work it was made with.
        """
        async with self._work.transaction() as session:
            rows = ChannelRepository(session, self._work.workspace_id)
            row = await rows.for_update(channel_id)
            if row is None:
                return {}
            kept = laid_over(self.opened(channel_id, row["secrets"]), fresh)
            await rows.change(channel_id, self.columns(channel_id, kept))
        return kept

    def _binding(self, channel_id: UUID) -> str:
        return f"channel:{self._work.workspace_id}:{channel_id}"


class Collector:
    """Gathers secrets that a connector rotates before the channel has a row."""

    def __init__(self, secrets: Secrets) -> None:
        self.secrets = dict(secrets)

    async def keep(self, fresh: Secrets) -> None:
        """Take over every value that is not empty."""
        self.secrets = laid_over(self.secrets, fresh)
