"""Connected accounts: connect, keep healthy, change, delete."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from heliograph.kit.database import UnitOfWork
from heliograph.kit.events import Event, announce, tell_live
from heliograph.kit.http import AddressRefused, HTTPTrouble
from heliograph.kit.ids import new_id
from heliograph.modules.brands import BrandsService
from heliograph.modules.channels import events
from heliograph.modules.channels.errors import (
    ChannelNotFound,
    ConnectionRefused,
    OtherAccount,
    PlatformUnknown,
    PlatformUnreachable,
)
from heliograph.modules.channels.repository import ChannelRepository
from heliograph.modules.channels.service import guards
from heliograph.modules.channels.service.access import ChannelDoor
from heliograph.modules.channels.service.apps import AppBook
from heliograph.modules.channels.service.parts import ChannelParts
from heliograph.modules.channels.service.quotas import laid_together
from heliograph.modules.channels.service.renewal import Renewal
from heliograph.modules.channels.service.secrets import Collector, SecretStore
from heliograph.modules.channels.service.values import (
    ChannelCard,
    NewChannel,
    OpenChannel,
    card_of,
    check_secrets,
    checked_zone,
    health_sentence,
    whole_address,
)
from heliograph.sdk.connectors import Account, ChannelAccess, Secrets
from heliograph.sdk.errors import ChannelClosed, ConnectorError, ReconnectNeeded, TryLater
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.sign_in import SignInRefused

log = structlog.get_logger("heliograph.channels")
REVOKE_SECONDS = 10


class ChannelsService:
    """Channels of one workspace."""

    def __init__(self, work: UnitOfWork, tools: ChannelParts) -> None:
        self._work = work
        self._tools = tools
        self._store = SecretStore(work, tools.vault)

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

    def address(self, platform: str, base_url: str | None) -> str:
        """The server a person means: the one named, or the platform's own."""
        return whole_address(base_url or self.manifest(platform).default_base_url)

    async def connect(self, order: NewChannel) -> UUID:
        """Connect an account after asking the platform who it is.

        An account that is connected already gets the new secrets and keeps its history.
        Raises `PlatformUnknown`, `SecretsMissing`, `ConnectionRefused`, `PlatformUnreachable`.
        """
        check_secrets(self.manifest(order.platform), order.secrets)
        return await self.connect_granted(order)

    async def connect_granted(self, order: NewChannel) -> UUID:
        """The same with secrets that the platform itself gave, so that nothing is asked of them."""
        manifest = self.manifest(order.platform)
        zone = checked_zone(order.time_zone or "UTC")
        base_url = self.address(order.platform, order.base_url)
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
                    **guards.first_guards(manifest),
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
        check_secrets(manifest, secrets)
        account, kept = await self._identify(manifest, row["base_url"], secrets)
        if account.remote_id != row["remote_id"]:
            raise OtherAccount(f"They belong to {account.handle}, not to {row['handle']}")
        async with self._work.transaction():
            await self._rows.change(channel_id, self._values(account, channel_id, kept))
            await self._announce(events.RECONNECTED, channel_id)

    async def card(self, channel_id: UUID) -> ChannelCard:
        """A channel's face; raises `ChannelNotFound`."""
        async with self._work.transaction():
            return card_of(await self._found(channel_id))

    async def open(self, channel_id: UUID) -> OpenChannel:
        """A connector for the channel with its secrets decrypted; raises `ChannelNotFound`."""
        async with self._work.transaction():
            row = await self._rows.with_secrets(channel_id)
        if row is None:
            raise ChannelNotFound(f"There is no channel {channel_id}")
        manifest = self.manifest(row["platform"])
        return await ChannelDoor(self._work, self._tools).open(row, manifest)

    async def offers(self, channel_id: UUID) -> dict[str, list[str]]:
        """What the account has to choose from, asked of the platform; raises `ChannelNotFound`
        and `PlatformUnreachable`."""
        opened = await self.open(channel_id)
        try:
            found = await opened.connector.offers()
        except (ConnectorError, HTTPTrouble) as error:
            raise PlatformUnreachable(str(error)) from error
        return {name: list(choices) for name, choices in found.items()}

    async def renew_ahead(self, channel_id: UUID) -> bool:
        """Renew the access before it runs out; warns its owner where that fails."""
        rules = self.manifest((await self.card(channel_id)).platform).sign_in.oauth
        possible = rules is not None and rules.refreshes
        return await Renewal(self._work, self._tools).renew_ahead(channel_id, possible=possible)

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

    @staticmethod
    async def of_brands(work: UnitOfWork, brand_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
        """By brand, the channels on which it speaks, oldest first."""
        async with work.transaction() as session:
            rows = ChannelRepository(session, work.workspace_id)
            speakers = await rows.brand_ids()
            living = [row["id"] for row in await rows.all()]
        return {
            brand_id: [one for one in living if brand_id in speakers.get(one, ())]
            for brand_id in brand_ids
        }

    async def all(self) -> list[dict[str, Any]]:
        """Every channel of the workspace, oldest first."""
        async with self._work.transaction():
            rows = await self._rows.all()
            brands = await self._rows.brand_ids()
        return [self._view(row, brands.get(row["id"], [])) for row in rows]

    async def change(self, channel_id: UUID, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Change name, zone, brands or guards; raises `ChannelNotFound`."""
        values = {name: changes[name] for name in ("name", "time_zone") if changes.get(name)}
        if "time_zone" in values:
            checked_zone(values["time_zone"])
        async with self._work.transaction():
            row = await self._found(channel_id)
            if changes.get("guards"):
                values |= guards.changed_guards(self.manifest(row["platform"]), changes["guards"])
            if values:
                await self._rows.change(channel_id, values)
            if {"time_zone", *guards.NAMES} & values.keys():
                await self._announce(events.GUARDS_CHANGED, channel_id)
            if changes.get("brand_ids") is not None:
                await self._set_brands(channel_id, changes["brand_ids"])
        return await self.get(channel_id)

    async def delete(self, channel_id: UUID) -> None:
        """Forget a channel: the permission is given back and its secrets are erased; the posts it
        published stay in history."""
        async with self._work.transaction() as session:
            row = await self._rows.for_update(channel_id)
            if row is None:
                raise ChannelNotFound(f"There is no channel {channel_id}")
            gone = {"deleted_at": self._tools.clock.now(), "secrets": "", "health": "failed"}
            await self._rows.change(channel_id, gone | {"token_expires_at": None})
            await self._tell(session, channel_id)
        await self._give_back(row)

    async def _give_back(self, row: Any) -> None:
        """Ask the platform to end the permission; whatever it says, ours is erased already."""
        secrets = self._store.opened(row["id"], row["secrets"])
        keys = await AppBook(self._work, self._tools).stored(row["platform"], row["base_url"])
        app = self._tools.app_access(row["base_url"], keys.client_id, keys.client_secret)
        sign_in = self._tools.catalogue.sign_in(row["platform"], app)
        if sign_in is None or not secrets:
            return
        try:
            async with asyncio.timeout(REVOKE_SECONDS):
                await sign_in.revoke(secrets)
        except (TimeoutError, ConnectorError, SignInRefused, HTTPTrouble) as error:
            reason = type(error).__name__
            log.warning("channel.not_revoked", channel=str(row["id"]), reason=reason)

    async def _identify(
        self, manifest: ConnectorManifest, base_url: str, secrets: Mapping[str, str]
    ) -> tuple[Account, dict[str, str]]:
        kept = Collector(secrets)
        access = ChannelAccess(
            base_url,
            dict(secrets),
            self._tools.http,
            kept.keep,
            settings=self._tools.settings.get(manifest.id, {}),
            clock=self._tools.clock,
        )
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
            **self._store.columns(channel_id, secrets),
            "health": "good",
            "health_detail": "",
            "last_success_at": now,
        }

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
            quotas = await self._quotas_to_write(channel_id)
            await self._rows.change(channel_id, {**values, **quotas})
            await self._tell(session, channel_id)

    async def _quotas_to_write(self, channel_id: UUID) -> dict[str, Any]:
        heard = self._tools.quotas.to_write(channel_id, self._tools.clock.now())
        row = await self._rows.get(channel_id) if heard else None
        return {"quotas": laid_together(row["quotas"], heard)} if row and heard else {}

    async def _tell(self, session: Any, channel_id: UUID) -> None:
        await tell_live(
            session, self._work.workspace_id, events.HEALTH_CHANGED, {"channel_id": str(channel_id)}
        )

    async def _announce(self, name: str, channel_id: UUID) -> None:
        event = Event(name, self._work.workspace_id, {"channel_id": str(channel_id)})
        await announce(self._work.session, event)

    def _view(self, row: Any, brand_ids: Sequence[UUID]) -> dict[str, Any]:
        hidden = ("health", "health_detail", *guards.NAMES)
        view = {name: row[name] for name in row if name not in hidden}
        state = row["health"]
        manifest = self.manifest(row["platform"])
        sentence = health_sentence(manifest.name, row)
        view["health"] = {"state": state, "sentence": sentence}
        view["quotas"] = laid_together(row["quotas"], self._tools.quotas.of(row["id"]))
        view["guards"] = guards.shown_guards(manifest, row)
        view["brand_ids"] = list(brand_ids)
        return view
