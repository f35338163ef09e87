"""A whole instance: started, killed in every way, started again, stopped."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import orjson
import psutil

from heliograph.kit.postgres import EmbeddedPostgres
from heliograph.kit.processes import (
    AT_WORK,
    Instance,
    InstanceLock,
    running_instance,
    stop_instance,
)
from tests.support.waiting import until
from tests.support.workers import ROOT


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


async def start(home: Path, port: int) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.support.instance",
        cwd=ROOT,
        env={
            "PATH": os.defpath,
            "HELIOGRAPH_HOME": str(home),
            "HELIOGRAPH_PORT": str(port),
            "HELIOGRAPH_SANDBOX__ENABLED": "false",
        },
        stdout=PIPE,
        stderr=PIPE,
    )


async def lines_until(process: Process, word: str) -> list[str]:
    """What it prints, up to the first line with this word."""
    assert process.stdout is not None
    lines: list[str] = []
    async with asyncio.timeout(30):
        while not lines or word not in lines[-1]:
            line = (await process.stdout.readline()).decode()
            assert line, f"it ended after {lines}"
            lines.append(line.strip())
    return lines


@asynccontextmanager
async def running(home: Path, port: int) -> AsyncIterator[Process]:
    process = await start(home, port)
    try:
        await lines_until(process, "Sign in")
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


def children(home: Path) -> dict[str, int]:
    return {row["name"]: row["pid"] for row in orjson.loads((home / "children.json").read_bytes())}


async def test_an_instance_starts_says_where_it_is_and_stops_in_order(home: Path) -> None:
    port = free_port()
    process = await start(home, port)
    lines = await lines_until(process, "Sign in")
    assert any(f"http://127.0.0.1:{port}" in line for line in lines)
    found = running_instance(home)
    assert found is not None
    assert (found.pid, found.port, found.state) == (process.pid, port, "ready")
    assert "heliograph" in (home / "prepared").read_text()
    pids = [*children(home).values(), EmbeddedPostgres(home).pid()]
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    await process.communicate()
    assert process.returncode == 0
    assert time.monotonic() - began < 60
    assert not any(pid is not None and psutil.pid_exists(pid) for pid in pids)
    assert running_instance(home) is None


async def test_a_second_start_on_the_same_folder_names_the_first(home: Path) -> None:
    port = free_port()
    async with running(home, port):
        second = await start(home, free_port())
        _, said = await second.communicate()
    assert second.returncode == 0
    assert f"http://127.0.0.1:{port}" in said.decode()
    assert len(said.decode().strip().splitlines()) == 1


async def test_a_start_waits_for_the_turn_of_a_command(home: Path) -> None:
    command = InstanceLock(home)
    command.acquire()
    command.announce(Instance(os.getpid(), state=AT_WORK))
    process = await start(home, free_port())
    try:
        assert "Waiting" in (await lines_until(process, "Waiting"))[-1]
        command.release()
        await lines_until(process, "Sign in")
    finally:
        process.terminate()
        await process.communicate()


async def test_after_kill_9_of_the_owner_the_next_start_takes_over_everything(home: Path) -> None:
    port = free_port()
    first = await start(home, port)
    await lines_until(first, "Sign in")
    database = EmbeddedPostgres(home).pid()
    left = children(home)
    first.kill()
    await first.communicate()
    async with running(home, port):
        assert EmbeddedPostgres(home).pid() == database
        assert not set(children(home).values()) & set(left.values())
        assert not any(psutil.pid_exists(pid) for pid in left.values())


async def test_a_killed_worker_is_replaced_and_its_command_line_says_worker(home: Path) -> None:
    async with running(home, free_port()):
        pid = children(home)["worker-publishing-1"]
        assert "worker" in " ".join(psutil.Process(pid).cmdline())
        os.kill(pid, signal.SIGKILL)

        async def replaced() -> bool:
            return children(home).get("worker-publishing-1", pid) != pid

        await until(replaced)


async def test_a_killed_database_comes_back_by_itself(home: Path) -> None:
    async with running(home, free_port()) as process:
        server = EmbeddedPostgres(home)
        killed = server.pid()
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        await lines_until(process, "The database is back")
        assert server.pid() not in {None, killed}
        connection = await asyncpg.connect(server.url_file.read_text().strip())
        assert await connection.fetchval("SELECT count(*) FROM alembic_version") == 1
        await connection.close()


async def test_another_process_can_stop_an_instance(home: Path) -> None:
    async with running(home, free_port()) as process:
        stopping = asyncio.create_task(stop_instance(home))
        await process.communicate()
        assert await stopping
    assert not await stop_instance(home)


async def test_a_taken_port_stops_the_start_with_one_sentence(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        process = await start(home, port)
        _, said = await process.communicate()
    assert process.returncode == 1
    assert str(port) in said.decode()
    assert "HELIOGRAPH_PORT" in said.decode()
    assert len(said.decode().strip().splitlines()) == 1


async def test_a_signal_during_the_start_stops_it_cleanly(home: Path) -> None:
    process = await start(home, free_port())
    await lines_until(process, "Creating the database")
    process.terminate()
    await process.communicate()
    assert process.returncode == 0
    assert EmbeddedPostgres(home).pid() is None
