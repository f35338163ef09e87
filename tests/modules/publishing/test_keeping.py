"""Work that takes longer than a lease keeps its post, and lets go of one that is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import pytest

from heliograph.flows.instance import Instance
from heliograph.kit.database import Database
from heliograph.kit.ids import new_id
from heliograph.kit.settings import DeliverySettings
from heliograph.modules.publishing.service import deliver
from tests.doubles.sandbox import SandboxProcess
from tests.doubles.slow_platform import SlowPlatform, WithSlowPlatform
from tests.support.stage import Stage, stage_settings
from tests.support.waiting import until

LEASE = 1


@pytest.fixture
def platform() -> SlowPlatform:
    """Its uploads take longer than a lease."""
    return SlowPlatform(verdict="published", upload_seconds=2.5 * LEASE)


@pytest.fixture
async def hurried(
    tmp_path: Path, database: Database, sandbox: SandboxProcess, platform: SlowPlatform
) -> AsyncIterator[Stage]:
    """A stage whose leases are shorter than its platform's uploads."""
    delivery = DeliverySettings(lease_seconds=LEASE, first_delay_seconds=0.1)
    settings = stage_settings(tmp_path, database, sandbox).model_copy(update={"delivery": delivery})
    instance = Instance(settings, database, processes=0)
    instance.catalogue = WithSlowPlatform(platform)
    yield Stage(instance, new_id(), sandbox)
    await instance.close()


@asynccontextmanager
async def uploading(stage: Stage, post_id: UUID) -> AsyncIterator[asyncio.Task[None]]:
    """An attempt whose upload is under way."""
    task = asyncio.create_task(stage.instance.delivery(stage.workspace_id).deliver(post_id))

    async def has_begun() -> bool:
        return (await stage.read(post_id))["status"] == "publishing"

    await until(has_begun)
    yield task
    await asyncio.gather(task, return_exceptions=True)


async def test_a_long_upload_keeps_its_post(hurried: Stage, platform: SlowPlatform) -> None:
    post_id = await hurried.post(await hurried.channel(), "A long film")

    async with uploading(hurried, post_id):
        await asyncio.sleep(1.5 * LEASE)
        await hurried.instance.delivery(hurried.workspace_id).deliver(post_id)

    assert (platform.uploads, len(platform.taken)) == (1, 1)
    assert (await hurried.read(post_id))["attempt"] == 1


async def test_without_the_keeping_another_worker_takes_it(
    hurried: Stage, platform: SlowPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def plainly(_work: object, _taken: object, _seconds: int, action: object) -> object:
        return await action  # type: ignore[misc]  # reason: the negative control just waits

    monkeypatch.setattr(deliver, "while_ours", plainly)
    post_id = await hurried.post(await hurried.channel(), "A long film")

    async with uploading(hurried, post_id):
        # A lease begins when the machine gets to it: ask until it is over.
        while platform.uploads < 2 and not platform.taken[1:]:
            await asyncio.sleep(0.2 * LEASE)
            await hurried.instance.delivery(hurried.workspace_id).deliver(post_id)

    assert (platform.uploads, (await hurried.read(post_id))["attempt"]) == (2, 2)


async def test_cancelling_cuts_a_long_upload_off(hurried: Stage, platform: SlowPlatform) -> None:
    post_id = await hurried.post(await hurried.channel(), "A film too much")
    service = hurried.instance.scheduling.service(hurried.work)

    async with uploading(hurried, post_id):
        assert (await service.cancel(post_id))["status"] == "cancelled"

    assert (platform.uploads, platform.taken) == (0, [])
    assert (await hurried.history(post_id))[-1] == "stopped"
