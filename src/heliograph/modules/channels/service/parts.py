"""What every service of this module works with."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID
from weakref import WeakValueDictionary

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.clock import Clock
from heliograph.kit.http import HTTPClient
from heliograph.kit.secrets import Vault
from heliograph.modules.channels.errors import ConsentNotOffered
from heliograph.modules.channels.service.quotas import QuotaBook
from heliograph.sdk.catalogue import Catalogue
from heliograph.sdk.sign_in import AppAccess, Described, SignInRefused

CALLBACK = "/api/v1/channels/consents/callback"
PROGRAMS = "/.well-known/programs"

_WAIT_AT_MOST = text("SELECT set_config('lock_timeout', '20s', true)")
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('channels.renewal ' || :id, 0))")


class Turns:
    """Who may renew a channel's access: one at a time in this process, and one among all."""

    def __init__(self) -> None:
        self._here: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()

    def here(self, channel_id: UUID) -> asyncio.Lock:
        """The turn within this process. Whoever waits here holds no database connection, so a
        crowd of renewals never uses up the pool."""
        lock = self._here.get(channel_id)
        if lock is None:
            lock = self._here[channel_id] = asyncio.Lock()
        return lock

    async def everywhere(self, session: AsyncSession, channel_id: UUID) -> None:
        """The turn among all processes, until the session's transaction ends."""
        await session.execute(_WAIT_AT_MOST)
        await session.execute(_LOCK, {"id": str(channel_id)})


@dataclass(frozen=True)
class ChannelParts:
    """Extensions, keys, HTTP and time; `public_url` is where platforms send a person back to,
    `settings` what an owner has set for connectors, by platform."""

    catalogue: Catalogue
    vault: Vault
    http: HTTPClient
    clock: Clock
    sandbox_url: str
    public_url: str = ""
    has_sandbox: bool = True
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    turns: Turns = field(default_factory=Turns)
    quotas: QuotaBook = field(default_factory=QuotaBook)

    def app_access(self, base_url: str, client_id: str = "", client_secret: str = "") -> AppAccess:
        """How a consent flow reaches the platform and names its program."""
        return AppAccess(
            base_url=base_url,
            redirect_uri=self.redirect_url,
            http=self.http,
            client_id=client_id,
            client_secret=client_secret,
            programs_url=self.programs_url,
            clock=self.clock,
        )

    @property
    def redirect_url(self) -> str:
        """Where platforms send a person back to; entered there to the letter."""
        return f"{self.public_url.rstrip('/')}{CALLBACK}"

    @property
    def programs_url(self) -> str:
        """Where platforms read what our program is; nowhere without a public https address."""
        public = self.public_url.rstrip("/")
        return f"{public}{PROGRAMS}" if public.startswith("https://") else ""

    def program(self, platform: str) -> Mapping[str, object]:
        """What we are for a platform that reads it at our address; raises `ConsentNotOffered`
        where none does, or where we have no such address."""
        try:
            base_url = self.catalogue.connector_manifest(platform).default_base_url
            flow = self.catalogue.sign_in(platform, self.app_access(base_url))
            if isinstance(flow, Described):
                return flow.description()
        except (LookupError, SignInRefused) as error:
            raise ConsentNotOffered(str(error)) from error
        raise ConsentNotOffered(f"{platform} reads no description of a program")

    def sandbox_of(self, platform: str) -> str | None:
        """Where the sandbox speaks as that platform; nothing where there is no sandbox."""
        return f"{self.sandbox_url.rstrip('/')}/{platform}" if self.has_sandbox else None

    def is_sandbox(self, base_url: str) -> bool:
        """Whether that is a network of this instance's sandbox."""
        return base_url.startswith(f"{self.sandbox_url.rstrip('/')}/")
