"""Keeps a post while work on it takes long."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from heliograph.kit.database import UnitOfWork
from heliograph.modules.scheduling import Claim, renew

Result = TypeVar("Result")


class Overtaken(Exception):
    """The post was cancelled, changed or taken over in the meantime."""


async def while_ours(
    work: UnitOfWork, taken: Claim, seconds: int, action: Coroutine[Any, Any, Result]
) -> Result:
    """What the action gives. The lease is stretched while it runs, `seconds` at a time; when the
    post is no longer ours the action is cut off and `Overtaken` raised."""
    task = asyncio.create_task(action)
    try:
        while True:
            done, _ = await asyncio.wait({task}, timeout=seconds / 3)
            if done:
                return task.result()
            if not await _renewed(work, taken, seconds):
                raise Overtaken
    finally:
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _renewed(work: UnitOfWork, taken: Claim, seconds: int) -> bool:
    async with work.apart().transaction() as session:
        return await renew(session, taken, seconds)
