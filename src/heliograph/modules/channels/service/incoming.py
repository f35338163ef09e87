"""Calls that platforms make to us: proven by their signature, told once, and passed on as news."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from heliograph.kit.database import Database, Row, UnitOfWork
from heliograph.kit.events import Event, announce
from heliograph.modules.channels.errors import CallRefused, ChannelNotFound, HookUnknown
from heliograph.modules.channels.events import HEARD
from heliograph.modules.channels.models import Channel, HeardEvent, PlatformApp
from heliograph.modules.channels.repository import ChannelRepository
from heliograph.modules.channels.service.apps import AppBook
from heliograph.modules.channels.service.parts import ChannelParts
from heliograph.modules.channels.service.secrets import SecretStore
from heliograph.sdk.connectors import Secrets
from heliograph.sdk.hooks import Handshake, HookCall, HookRefused, Hooks, RemoteEvent

log = structlog.get_logger("heliograph.channels")

LONGEST_TEXT = 1000


@dataclass(frozen=True)
class Owner:
    """Whose address was called: a workspace, and one of its channels where each has its own."""

    workspace_id: UUID
    channel_id: UUID | None


@dataclass(frozen=True)
class Door:
    """What is entered at a platform so that it calls us: our address and the word beside it. The
    calls are signed with `secret`; nobody calls before that is known and we have https."""

    address: str
    word: str
    secret: str
    is_ready: bool
    events: tuple[str, ...]


class IncomingService:
    """Takes platforms' calls for every workspace; whose they are stands in the address."""

    def __init__(self, database: Database, parts: ChannelParts) -> None:
        self._database = database
        self._parts = parts

    async def receive(self, platform: str, owner_id: UUID, call: HookCall) -> Handshake | int:
        """The answer to a proof of ownership, or how many things were new to us.

        Raises `HookUnknown` where nobody is called there, and `CallRefused` unless the platform
        signed the call with a secret of that owner.
        """
        hooks, owner = await self._called(platform, owner_id)
        work = self._database.work(owner.workspace_id)
        async for secrets in self._candidates(work, hooks, owner):
            try:
                handshake = hooks.handshake(call, secrets)
                if handshake is not None:
                    return handshake
                events = hooks.read(call, secrets)
            except HookRefused:
                continue
            return await self._keep(work, hooks.manifest.id, owner, events)
        log.warning("hook.refused", platform=platform, owner=str(owner_id))
        raise CallRefused(f"No secret of {hooks.manifest.name} here signs that call")

    async def door_of(self, work: UnitOfWork, channel_id: UUID) -> Door | None:
        """Where the platform of a channel calls us; None where it makes no calls. Raises
        `ChannelNotFound`."""
        async with work.transaction() as session:
            row = await ChannelRepository(session, work.workspace_id).get(channel_id)
        if row is None:
            raise ChannelNotFound(f"There is no channel {channel_id}")
        hooks = self._parts.catalogue.hooks(row["platform"])
        if hooks is None or hooks.manifest.hooks is None:
            return None
        is_app = hooks.manifest.hooks.scope == "app"
        owner = Owner(work.workspace_id, None if is_app else channel_id)
        secrets = [one async for one in self._candidates(work, hooks, owner)]
        place = work.workspace_id if is_app else channel_id
        base = self._parts.public_url.rstrip("/")
        return Door(
            address=f"{base}/api/v1/hooks/{row['platform']}/{place}",
            word=hooks.word(secrets[0]) if secrets else "",
            secret=hooks.manifest.hooks.secret,
            is_ready=bool(secrets) and base.startswith("https://"),
            events=hooks.manifest.hooks.events,
        )

    async def _called(self, platform: str, owner_id: UUID) -> tuple[Hooks, Owner]:
        try:
            hooks = self._parts.catalogue.hooks(platform)
        except LookupError as error:
            raise HookUnknown(str(error)) from error
        if hooks is None or hooks.manifest.hooks is None:
            raise HookUnknown(f"{platform} makes no calls to us")
        if hooks.manifest.hooks.scope == "app":
            return hooks, Owner(owner_id, None)
        query = select(Channel.workspace_id).where(
            Channel.id == owner_id, Channel.platform == platform, Channel.deleted_at.is_(None)
        )
        async with self._database.system_work().transaction() as session:
            workspace_id = await session.scalar(query)
        if workspace_id is None:
            raise HookUnknown("There is no such channel")
        return hooks, Owner(workspace_id, owner_id)

    async def _candidates(
        self, work: UnitOfWork, hooks: Hooks, owner: Owner
    ) -> AsyncIterator[Secrets]:
        """Every set of secrets that may have signed the call; the same signing secret once."""
        rules = hooks.manifest.hooks
        name, tried = rules.secret if rules else "", set[str]()
        for secrets in await self._secrets(work, hooks.manifest.id, owner):
            signing = secrets.get(name, "")
            if signing and signing not in tried:
                tried.add(signing)
                yield secrets

    async def _secrets(self, work: UnitOfWork, platform: str, owner: Owner) -> Sequence[Secrets]:
        mine = [Channel.platform == platform, Channel.workspace_id == work.workspace_id]
        if owner.channel_id is not None:
            mine.append(Channel.id == owner.channel_id)
        channels = select(Channel.id, Channel.secrets).where(*mine, Channel.deleted_at.is_(None))
        places = select(PlatformApp.base_url).where(
            PlatformApp.workspace_id == work.workspace_id, PlatformApp.platform == platform
        )
        async with work.transaction() as session:
            rows = (await session.execute(channels)).all()
            apps = (await session.scalars(places)).all() if owner.channel_id is None else []
        store, book = SecretStore(work, self._parts.vault), AppBook(work, self._parts)
        keys = [await book.stored(platform, place) for place in apps]
        return [
            *({"client_id": one.client_id, "client_secret": one.client_secret} for one in keys),
            *(store.opened(row.id, row.secrets) for row in rows),
        ]

    async def _keep(
        self, work: UnitOfWork, platform: str, owner: Owner, events: Sequence[RemoteEvent]
    ) -> int:
        news = 0
        async with work.transaction() as session:
            for event in events:
                row = {
                    "workspace_id": work.workspace_id,
                    "platform": platform,
                    "event_id": event.id[:200],
                    "kind": event.kind,
                    "received_at": self._parts.clock.now(),
                }
                query = insert(HeardEvent).values(row).on_conflict_do_nothing()
                kept = await session.execute(query.returning(HeardEvent.event_id))
                if kept.scalar_one_or_none() is None:
                    continue
                news += 1
                channel_id = owner.channel_id or await self._channel_of(work, platform, event)
                if channel_id is not None:
                    await announce(session, _told(work.workspace_id, channel_id, platform, event))
        return news

    async def _channel_of(self, work: UnitOfWork, platform: str, event: RemoteEvent) -> UUID | None:
        """The channel of the account an event names; the only one where it names none."""
        query = select(Channel.id, Channel.remote_id).where(
            Channel.workspace_id == work.workspace_id,
            Channel.platform == platform,
            Channel.deleted_at.is_(None),
        )
        rows: Sequence[Row] = (await work.session.execute(query)).mappings().all()
        if event.account_id is None:
            return rows[0]["id"] if len(rows) == 1 else None
        return next((row["id"] for row in rows if row["remote_id"] == event.account_id), None)


def _told(workspace_id: UUID, channel_id: UUID, platform: str, event: RemoteEvent) -> Event:
    payload: dict[str, str | int | float | bool | None] = {
        "channel_id": str(channel_id),
        "platform": platform,
        "kind": event.kind,
        "remote_id": event.remote_id,
        "handle": event.handle,
        "text": event.text[:LONGEST_TEXT],
    }
    return Event(HEARD, workspace_id, payload)
