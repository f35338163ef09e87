"""Waiting for something to come true, without guessing how long it takes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable


async def until(claim: Callable[[], Awaitable[bool]], seconds: float = 60.0) -> None:
    """Return as soon as the claim holds; fail after `seconds`."""
    give_up_at = time.monotonic() + seconds
    while not await claim():
        assert time.monotonic() < give_up_at, "it did not come true in time"
        await asyncio.sleep(0.02)
