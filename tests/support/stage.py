"""An instance on a clean database with the sandbox beside it: what most journeys need."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import text

from heliograph.flows.instance import Instance
from heliograph.kit.database import Database, UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.kit.settings import DeliverySettings, SandboxSettings, Settings
from heliograph.modules.brands import BrandOrder
from heliograph.modules.channels import NewChannel
from heliograph.modules.scheduling import Piece, When
from tests.doubles.sandbox import SandboxProcess


@dataclass
class Stage:
    """One workspace of one instance, and the networks it posts to."""

    instance: Instance
    workspace_id: UUID
    sandbox: SandboxProcess

    @property
    def work(self) -> UnitOfWork:
        """A fresh unit of work of the workspace."""
        return self.instance.database.work(self.workspace_id)

    async def channel(self, platform: str = "mastodon", handle: str = "") -> UUID:
        """A connected sandbox account."""
        name = handle or f"h{uuid.uuid4().hex[:10]}"
        secrets = self.sandbox.account(platform, name, name.title())
        order = NewChannel(platform, secrets, self.sandbox.base_url(platform))
        return await self.instance.channels.service(self.work).connect(order)

    async def brand(self, subject: str = "leo") -> UUID:
        """A brand of the zodiac pack."""
        order = BrandOrder(
            name=f"{subject.title()} Daily", handle=f"{subject}daily", pack="zodiac",
            subject=subject,
        )  # fmt: skip
        made = await self.instance.brands.service(self.work).create(order)
        brand_id: UUID = made["id"]
        return brand_id

    async def post(self, channel_id: UUID, words: str = "Hello from the sky") -> UUID:
        """A text post that is due now."""
        service = self.instance.scheduling.service(self.work)
        post = await service.create(channel_id, Piece(text=words), When(now=True))
        post_id: UUID = post["id"]
        return post_id

    async def deliver(self, post_id: UUID) -> dict[str, object]:
        """One attempt in this process; gives the post as it stands afterwards."""
        await self.instance.delivery(self.workspace_id).deliver(post_id)
        return await self.read(post_id)

    async def read(self, post_id: UUID) -> dict[str, object]:
        """A post as it stands."""
        return await self.instance.scheduling.service(self.work).get(post_id)

    async def history(self, post_id: UUID) -> list[str]:
        """The kinds of a post's history lines, oldest first."""
        rows = await self.instance.history(self.workspace_id).history(post_id)
        return [str(row["kind"]) for row in rows]

    async def make_due(self, post_id: UUID) -> None:
        """Skip the wait for the next attempt, as if its time had come."""
        async with self.work.transaction() as session:
            await session.execute(
                text("UPDATE scheduling_posts SET next_attempt_at = now() WHERE id = :id"),
                {"id": post_id},
            )

    async def expire_lease(self, post_id: UUID) -> None:
        """Let the lease of a running attempt end, as if its time were over."""
        async with self.work.transaction() as session:
            await session.execute(
                text("UPDATE scheduling_posts SET lease_until = now() WHERE id = :id"),
                {"id": post_id},
            )

    def standing(self, channel_handle: str = "", platform: str = "") -> list[str]:
        """The texts that really stand on the sandbox."""
        return [post["text"] for post in self.sandbox.posts(platform, channel_handle)]


def stage_settings(home: Path, database: Database, sandbox: SandboxProcess) -> Settings:
    """Settings of a test instance: quick retries, everything on loopback."""
    return Settings(
        home=home,
        database_url=database.url,
        delivery=DeliverySettings(first_delay_seconds=0.1, sweep_seconds=1.0),
        sandbox=SandboxSettings(port=sandbox.port or 0),
    )


@asynccontextmanager
async def open_stage(
    home: Path, database: Database, sandbox: SandboxProcess
) -> AsyncIterator[Stage]:
    """A stage over a clean database."""
    instance = Instance(stage_settings(home, database, sandbox), database, processes=0)
    try:
        yield Stage(instance, new_id(), sandbox)
    finally:
        await instance.close()
