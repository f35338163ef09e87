"""The keys of a workspace's own programs at the platforms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from heliograph.kit.database import Row, UnitOfWork
from heliograph.kit.http import HTTPTrouble
from heliograph.modules.channels.errors import AppKeysMissing, AppNotFound, PlatformUnreachable
from heliograph.modules.channels.models import PlatformApp
from heliograph.modules.channels.service.parts import ChannelParts

_SANDBOX_SECONDS = 5


@dataclass(frozen=True)
class AppKeys:
    """How a program names itself at a platform."""

    client_id: str = ""
    client_secret: str = field(default="", repr=False)


class AppBook:
    """App keys of one workspace, by platform and address. No method shows a secret to a person."""

    def __init__(self, work: UnitOfWork, parts: ChannelParts) -> None:
        self._work = work
        self._parts = parts

    async def all(self) -> Sequence[Row]:
        """Which apps are known, without their secrets."""
        query = (
            select(
                PlatformApp.platform,
                PlatformApp.base_url,
                PlatformApp.client_id,
                PlatformApp.updated_at,
            )
            .where(PlatformApp.workspace_id == self._work.workspace_id)
            .order_by(PlatformApp.platform, PlatformApp.base_url)
        )
        async with self._work.transaction() as session:
            return (await session.execute(query)).mappings().all()

    async def keep(self, platform: str, base_url: str, keys: AppKeys) -> None:
        """Remember keys; an empty secret leaves the stored one as it is."""
        bound = self._binding(platform, base_url)
        values = {
            "client_id": keys.client_id,
            "secret": self._parts.vault.encrypt(keys.client_secret, bound),
            "updated_at": func.clock_timestamp(),
        }
        changed = dict(values)
        if not keys.client_secret:
            changed.pop("secret")
        place = {
            "workspace_id": self._work.workspace_id,
            "platform": platform,
            "base_url": base_url,
        }
        query = insert(PlatformApp).values(**place, **values)
        query = query.on_conflict_do_update(index_elements=list(place), set_=changed)
        async with self._work.transaction() as session:
            await session.execute(query)

    async def forget(self, platform: str, base_url: str) -> None:
        """Erase keys; raises `AppNotFound`."""
        query = (
            delete(PlatformApp)
            .where(*self._place(platform, base_url))
            .returning(PlatformApp.platform)
        )
        async with self._work.transaction() as session:
            if (await session.execute(query)).first() is None:
                raise AppNotFound(f"No app is known for {platform} at {base_url}")

    async def stored(self, platform: str, base_url: str) -> AppKeys:
        """The remembered keys; empty where there are none."""
        query = select(PlatformApp.client_id, PlatformApp.secret).where(
            *self._place(platform, base_url)
        )
        async with self._work.transaction() as session:
            row = (await session.execute(query)).first()
        if row is None:
            return AppKeys()
        secret = self._parts.vault.decrypt(row.secret, self._binding(platform, base_url))
        return AppKeys(row.client_id, secret)

    async def needed(self, platform: str, base_url: str) -> AppKeys:
        """The keys a consent begins with, asked of the sandbox where it is the sandbox's.

        Raises `AppKeysMissing`, `PlatformUnreachable`.
        """
        keys = await self.stored(platform, base_url)
        if not keys.client_id and self._parts.is_sandbox(base_url):
            keys = await self._of_sandbox(platform)
        if not keys.client_id:
            raise AppKeysMissing(f"No app is known for {platform} at {base_url}")
        return keys

    async def _of_sandbox(self, platform: str) -> AppKeys:
        place = f"{self._parts.sandbox_url}/_sandbox/apps"
        try:
            answer = await self._parts.http.get(place, seconds=_SANDBOX_SECONDS)
        except HTTPTrouble as error:
            raise PlatformUnreachable(f"The sandbox: {error}") from error
        found = answer.json()
        app = found.get(platform) if isinstance(found, dict) else None
        if not isinstance(app, dict):
            return AppKeys()
        return AppKeys(str(app.get("client_id") or ""), str(app.get("client_secret") or ""))

    def _place(self, platform: str, base_url: str) -> tuple[ColumnElement[bool], ...]:
        return (
            PlatformApp.workspace_id == self._work.workspace_id,
            PlatformApp.platform == platform,
            PlatformApp.base_url == base_url,
        )

    def _binding(self, platform: str, base_url: str) -> str:
        return f"app:{self._work.workspace_id}:{platform}:{base_url}"
