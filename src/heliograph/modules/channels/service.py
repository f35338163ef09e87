"""Connected accounts: connect, open, keep healthy, delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from heliograph.kit.clock import Clock
from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import InvalidInput
from heliograph.kit.events import Event, announce, tell_live
from heliograph.kit.http import AddressRefused, HTTPClient, HTTPTrouble
from heliograph.kit.ids import new_id
from heliograph.kit.secrets import Vault
from heliograph.modules.brands import BrandsService
from heliograph.modules.channels import events
from heliograph.modules.channels.errors import (
    ChannelNotFound,
    ConnectionRefused,
    OtherAccount,
    PlatformUnknown,
    PlatformUnreachable,
    SecretsMissing,
)
from heliograph.modules.channels.repository import ChannelRepository
from heliograph.sdk.catalogue import Catalogue
from heliograph.sdk.connectors import Account, ChannelAccess, Connector, Secrets
from heliograph.sdk.errors import ChannelClosed, ConnectorError, ReconnectNeeded, TryLater
from heliograph.sdk.manifest import ConnectorManifest


@dataclass(frozen=True)
class ChannelCard:
    """The face of a channel."""

    id: UUID
    platform: str
    handle: str
    name: str
    time_zone: str


@dataclass(frozen=True)
class OpenChannel:
    """A channel ready to be spoken to."""

    card: ChannelCard
    manifest: ConnectorManifest
    connector: Connector


@dataclass(frozen=True)
class NewChannel:
    """An account to be connected by hand."""

    platform: str
    secrets: Mapping[str, str]
    base_url: str | None = None
    brand_ids: Sequence[UUID] = ()
    name: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True)
class ChannelTools:
    """What every channels service works with, and how one is made for a unit of work."""

    catalogue: Catalogue
    vault: Vault
    http: HTTPClient
    clock: Clock
    sandbox_url: str

    def service(self, work: UnitOfWork) -> ChannelsService:
        """The service over one unit of work."""
        return ChannelsService(work, self)


class ChannelsService:
    """Channels of one workspace."""

    def __init__(self, work: UnitOfWork, tools: ChannelTools) -> None:
        self._work = work
        self._tools = tools

    @property
    def _rows(self) -> ChannelRepository:
        return ChannelRepository(self._work.session, self._work.workspace_id)

    def manifest(self, platform: str) -> ConnectorManifest:
        """What a platform takes; raises `PlatformUnknown`."""
        try:
            return self._tools.catalogue.connector_manifest(platform)
        except LookupError as error:
            raise PlatformUnknown(str(error), pointer="/platform") from error

    def platforms(self) -> Sequence[ConnectorManifest]:
        """Every platform that can be connected."""
        return self._tools.catalogue.connectors()

    async def connect(self, order: NewChannel) -> UUID:
        """Connect an account after asking the platform who it is.

        An account that is connected already gets the new secrets and keeps its history.
        Raises `PlatformUnknown`, `SecretsMissing`, `ConnectionRefused`, `PlatformUnreachable`.
        """
        manifest = self.manifest(order.platform)
        zone = _checked_zone(order.time_zone or "UTC")
        _check_secrets(manifest, order.secrets)
        base_url = (order.base_url or manifest.default_base_url).rstrip("/")
        account, secrets = await self._identify(manifest, base_url, order.secrets)
        async with self._work.transaction() as session:
            known = await self._rows.find(order.platform, base_url, account.remote_id)
            channel_id = known or new_id()
            values = self._values(account, channel_id, secrets)
            if known:
                await self._rows.change(channel_id, values)
            else:
                first = {
                    "platform": order.platform,
                    "base_url": base_url,
                    "remote_id": account.remote_id,
                    "is_sandbox": base_url.startswith(self._tools.sandbox_url),
                    "time_zone": zone,
                    "created_at": self._tools.clock.now(),
                    "updated_at": self._tools.clock.now(),
                }
                self._rows.add({"id": channel_id, **first, **values})
                await session.flush()
            if order.name:
                await self._rows.change(channel_id, {"name": order.name})
            if order.brand_ids or not known:
                await self._set_brands(channel_id, order.brand_ids)
            name = events.RECONNECTED if known else events.CONNECTED
            await self._announce(name, channel_id)
        return channel_id

    async def reconnect(self, channel_id: UUID, secrets: Mapping[str, str]) -> None:
        """Give a channel new secrets; its history stays. Raises `OtherAccount` when they belong
        to somebody else."""
        async with self._work.transaction():
            row = await self._found(channel_id)
        manifest = self.manifest(row["platform"])
        _check_secrets(manifest, secrets)
        account, kept = await self._identify(manifest, row["base_url"], secrets)
        if account.remote_id != row["remote_id"]:
            raise OtherAccount(f"They belong to {account.handle}, not to {row['handle']}")
        async with self._work.transaction():
            await self._rows.change(channel_id, self._values(account, channel_id, kept))
            await self._announce(events.RECONNECTED, channel_id)

    async def card(self, channel_id: UUID) -> ChannelCard:
        """A channel's face; raises `ChannelNotFound`."""
        async with self._work.transaction():
            return _card(await self._found(channel_id))

    async def open(self, channel_id: UUID) -> OpenChannel:
        """A connector for the channel with its secrets decrypted; raises `ChannelNotFound`."""
        async with self._work.transaction():
            row = await self._rows.with_secrets(channel_id)
        if row is None:
            raise ChannelNotFound(f"There is no channel {channel_id}")
        manifest = self.manifest(row["platform"])
        secrets = {} if row["deleted_at"] else self._decrypted(channel_id, row["secrets"])
        access = ChannelAccess(
            base_url=row["base_url"],
            secrets=secrets,
            http=self._tools.http,
            keep_secrets=_Keeper(self, channel_id, secrets).keep,
        )
        connector = self._tools.catalogue.open_connector(row["platform"], access)
        return OpenChannel(_card(row), manifest, connector)

    async def check(self, channel_id: UUID) -> dict[str, Any]:
        """Ask the platform how the channel is, and write it down; gives the channel."""
        opened = await self.open(channel_id)
        now = self._tools.clock.now()
        values: dict[str, Any]
        try:
            account = await opened.connector.identify()
            values = {"health": "good", "health_detail": "", "last_success_at": now}
            values |= {"followers": account.followers, "name": account.name}
        except ReconnectNeeded as error:
            values = {"health": "failed", "health_detail": error.detail}
        except ChannelClosed as error:
            values = {"health": "failed", "health_detail": f"The account is closed. {error.detail}"}
        except (TryLater, ConnectorError) as error:
            values = {"health": "waiting", "health_detail": error.detail}
        await self._change_health(channel_id, values)
        return await self.get(channel_id)

    async def lost_access(self, channel_id: UUID, detail: str) -> None:
        """Note that the platform refused the channel's secrets."""
        await self._change_health(channel_id, {"health": "failed", "health_detail": detail})
        async with self._work.transaction():
            await self._announce(events.LOST_ACCESS, channel_id)

    async def seen_well(self, channel_id: UUID, at: datetime, followers: int | None = None) -> None:
        """Note that the channel works."""
        values: dict[str, Any] = {"last_success_at": at, "health": "good", "health_detail": ""}
        if followers is not None:
            values["followers"] = followers
        await self._change_health(channel_id, values)

    async def get(self, channel_id: UUID) -> dict[str, Any]:
        """One channel; raises `ChannelNotFound`."""
        async with self._work.transaction():
            row = await self._found(channel_id)
            brands = await self._rows.brand_ids()
        return self._view(row, brands.get(channel_id, []))

    @staticmethod
    async def check_all_exist(work: UnitOfWork, channel_ids: Sequence[UUID]) -> None:
        """Raise `ChannelNotFound` unless every id is a channel of the workspace."""
        async with work.transaction() as session:
            rows = ChannelRepository(session, work.workspace_id)
            for channel_id in channel_ids:
                if await rows.get(channel_id) is None:
                    raise ChannelNotFound(f"There is no channel {channel_id}")

    async def all(self) -> list[dict[str, Any]]:
        """Every channel of the workspace, oldest first."""
        async with self._work.transaction():
            rows = await self._rows.all()
            brands = await self._rows.brand_ids()
        return [self._view(row, brands.get(row["id"], [])) for row in rows]

    async def change(self, channel_id: UUID, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Change name, zone or brands; raises `ChannelNotFound`."""
        values = {name: changes[name] for name in ("name", "time_zone") if changes.get(name)}
        if "time_zone" in values:
            _checked_zone(values["time_zone"])
        async with self._work.transaction():
            await self._found(channel_id)
            if values:
                await self._rows.change(channel_id, values)
            if changes.get("brand_ids") is not None:
                await self._set_brands(channel_id, changes["brand_ids"])
        return await self.get(channel_id)

    async def delete(self, channel_id: UUID) -> None:
        """Forget a channel: its secrets are erased, the posts it published stay in history."""
        async with self._work.transaction() as session:
            gone = {"deleted_at": self._tools.clock.now(), "secrets": "", "health": "failed"}
            if not await self._rows.change(channel_id, gone):
                raise ChannelNotFound(f"There is no channel {channel_id}")
            await self._tell(session, channel_id)

    async def _keep_secrets(self, channel_id: UUID, secrets: Secrets) -> None:
        async with self._work.transaction():
            sealed = self._tools.vault.encrypt(dict(secrets), self._binding(channel_id))
            await self._rows.change(channel_id, {"secrets": sealed})

    async def _identify(
        self, manifest: ConnectorManifest, base_url: str, secrets: Mapping[str, str]
    ) -> tuple[Account, dict[str, str]]:
        kept = _Collector(secrets)
        access = ChannelAccess(base_url, dict(secrets), self._tools.http, kept.keep)
        try:
            connector = self._tools.catalogue.open_connector(manifest.id, access)
            account = await connector.identify()
        except (ReconnectNeeded, ChannelClosed) as error:
            raise ConnectionRefused(f"{manifest.name}: {error.detail}") from error
        except AddressRefused as error:
            raise PlatformUnreachable(str(error), pointer="/base_url") from error
        except (ConnectorError, HTTPTrouble) as error:
            raise PlatformUnreachable(f"{manifest.name} at {base_url}: {error}") from error
        return replace(account, name=account.name or account.handle), kept.secrets

    def _values(self, account: Account, channel_id: UUID, secrets: Secrets) -> dict[str, Any]:
        now = self._tools.clock.now()
        return {
            "handle": account.handle,
            "name": account.name,
            "url": account.url,
            "avatar_url": account.avatar_url,
            "followers": account.followers,
            "secrets": self._tools.vault.encrypt(dict(secrets), self._binding(channel_id)),
            "health": "good",
            "health_detail": "",
            "last_success_at": now,
        }

    def _decrypted(self, channel_id: UUID, sealed: str) -> dict[str, str]:
        return dict(self._tools.vault.decrypt(sealed, self._binding(channel_id)))

    def _binding(self, channel_id: UUID) -> str:
        return f"channel:{self._work.workspace_id}:{channel_id}"

    async def _set_brands(self, channel_id: UUID, brand_ids: Sequence[UUID]) -> None:
        await BrandsService.check_all_exist(self._work, brand_ids)
        await self._rows.set_brands(channel_id, brand_ids)

    async def _found(self, channel_id: UUID) -> Any:
        row = await self._rows.get(channel_id)
        if row is None:
            raise ChannelNotFound(f"There is no channel {channel_id}")
        return row

    async def _change_health(self, channel_id: UUID, values: Mapping[str, Any]) -> None:
        async with self._work.transaction() as session:
            await self._rows.change(channel_id, values)
            await self._tell(session, channel_id)

    async def _tell(self, session: Any, channel_id: UUID) -> None:
        await tell_live(
            session, self._work.workspace_id, events.HEALTH_CHANGED, {"channel_id": str(channel_id)}
        )

    async def _announce(self, name: str, channel_id: UUID) -> None:
        event = Event(name, self._work.workspace_id, {"channel_id": str(channel_id)})
        await announce(self._work.session, event)

    def _view(self, row: Any, brand_ids: Sequence[UUID]) -> dict[str, Any]:
        view = {name: row[name] for name in row if name not in ("health", "health_detail")}
        state = row["health"]
        view["health"] = {"state": state, "sentence": _health_sentence(self.manifest, row)}
        view["brand_ids"] = list(brand_ids)
        return view


class _Collector:
    """Gathers secrets that a connector rotates before the channel has a row."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self.secrets = dict(secrets)

    async def keep(self, fresh: Secrets) -> None:
        """Take over every value that is not empty."""
        self.secrets |= {name: value for name, value in fresh.items() if value}


class _Keeper(_Collector):
    """The same for a channel that has a row: what is rotated is stored at once."""

    def __init__(self, service: ChannelsService, channel_id: UUID, secrets: Secrets) -> None:
        super().__init__(secrets)
        self._service = service
        self._channel_id = channel_id

    async def keep(self, fresh: Secrets) -> None:
        """Take over every value that is not empty, and store all."""
        await super().keep(fresh)
        await self._service._keep_secrets(self._channel_id, self.secrets)


def _card(row: Any) -> ChannelCard:
    return ChannelCard(row["id"], row["platform"], row["handle"], row["name"], row["time_zone"])


def _check_secrets(manifest: ConnectorManifest, secrets: Mapping[str, str]) -> None:
    known = {field.name for field in manifest.sign_in.fields}
    missing = [
        field.name
        for field in manifest.sign_in.fields
        if field.required and not secrets.get(field.name)
    ]
    unknown = sorted(set(secrets) - known)
    if missing or unknown:
        parts = [f"missing: {', '.join(missing)}"] if missing else []
        parts += [f"not known: {', '.join(unknown)}"] if unknown else []
        raise SecretsMissing(f"{manifest.name} – {'; '.join(parts)}", pointer="/secrets")


def _checked_zone(name: str) -> str:
    if name not in available_timezones():
        raise InvalidInput(f"{name} is no time zone", pointer="/time_zone")
    return name


def _health_sentence(manifest_of: Any, row: Any) -> str:
    platform = manifest_of(row["platform"]).name
    if row["health"] == "good":
        return "Good."
    if row["health"] == "waiting":
        return f"{platform} did not answer at the last look: {_stopped(row['health_detail'])}"
    return f"Needs you: {platform} ended the permission. {_stopped(row['health_detail'])}".strip()


def _stopped(words: str) -> str:
    """A platform's words as a whole sentence."""
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."
