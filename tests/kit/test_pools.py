"""Processes beside the event loop: what they give, and how they end."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool

import psutil
import pytest

from heliograph.kit.pools import BlockingPool
from tests.support.waiting import until

HOLDER = """
import asyncio, os, time
from heliograph.kit.pools import BlockingPool

async def main():
    pool = BlockingPool()
    print(await pool.run(os.getpid), flush=True)
    await pool.run(time.sleep, 60)

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_it_answers_from_a_process_of_its_own_and_ends_it() -> None:
    pool = BlockingPool(idle_seconds=0.2)
    pid = await pool.run(os.getpid)
    assert pid != os.getpid()
    assert await pool.run(sum, [1, 2]) == 3

    async def is_gone() -> bool:
        return not psutil.pid_exists(pid)

    await until(is_gone)
    assert await pool.run(os.getpid) != pid
    pool.close()


async def test_a_process_that_dies_is_replaced_once() -> None:
    pool = BlockingPool()
    with pytest.raises(BrokenProcessPool):
        await pool.run(os._exit, 3)
    assert await pool.run(sum, [1, 2]) == 3
    pool.close()


async def test_what_is_raised_there_is_raised_here() -> None:
    pool = BlockingPool()
    with pytest.raises(ValueError, match="invalid literal"):
        await pool.run(int, "seven")
    pool.close()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
async def test_no_process_outlives_a_parent_that_was_killed(how: signal.Signals) -> None:
    command = [sys.executable, "-c", HOLDER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:  # noqa: ASYNC220, S603
        assert holder.stdout is not None
        pid = int(await asyncio.to_thread(holder.stdout.readline))
        assert psutil.pid_exists(pid)
        holder.send_signal(how)

        async def is_gone() -> bool:
            return not psutil.pid_exists(pid)

        await until(is_gone)
