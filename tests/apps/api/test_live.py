"""A real server on loopback: live updates, signals, ports."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from heliograph.kit.database import Database
from heliograph.kit.events import LIVE_CHANNEL
from heliograph.kit.http import HTTPClient, HTTPTrouble
from heliograph.kit.ids import new_id
from heliograph.kit.settings import LOOPBACK
from tests.apps.api.support import RunningAPI, running_api


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


async def answered(port: int) -> dict[str, Any]:
    """What /ready says, once the server answers."""
    for _ in range(600):
        try:
            async with HTTPClient(private_networks=LOOPBACK) as client:
                body: dict[str, Any] = (await client.get(f"http://127.0.0.1:{port}/ready")).json()
                return body
        except HTTPTrouble:
            await asyncio.sleep(0.1)
    raise AssertionError("the API did not answer within a minute")


@pytest.fixture
async def served(database: Database) -> AsyncIterator[tuple[RunningAPI, str]]:
    """The API behind a real server."""
    async with running_api(database) as api:
        port = free_port()
        config = uvicorn.Config(
            api.app,
            host="127.0.0.1",
            port=port,
            log_config=None,
            lifespan="off",
            ws="websockets-sansio",
        )
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve())
        await answered(port)
        yield api, f"127.0.0.1:{port}"
        server.should_exit = True
        await task


async def notify(database: Database, workspace_id: Any, name: str) -> None:
    notice = {"workspace_id": str(workspace_id), "name": name, "ids": {"post_id": "p-1"}}
    async with database.system_work().transaction() as session:
        connection = await session.connection()
        await connection.exec_driver_sql(
            f"SELECT pg_notify('{LIVE_CHANNEL}', $1)", (json.dumps(notice),)
        )


@asynccontextmanager
async def told(database: Database, *notices: tuple[Any, str]) -> AsyncIterator[None]:
    """Notices again and again: the first may come before the listener's subscription stands."""

    async def tell() -> None:
        while True:
            for workspace_id, name in notices:
                await notify(database, workspace_id, name)
            await asyncio.sleep(0.2)

    telling = asyncio.create_task(tell())
    yield
    telling.cancel()
    await asyncio.gather(telling, return_exceptions=True)


async def test_a_listener_hears_its_own_workspace_and_no_other(
    served: tuple[RunningAPI, str], database: Database
) -> None:
    api, place = served
    notices = (
        (new_id(), "scheduling.post_changed"),
        (api.workspace_id, "publishing.history_added"),
    )
    url = f"ws://{place}/api/v1/live?token={api.owner_key}"
    async with connect(url) as live, told(database, *notices):
        heard = json.loads(await asyncio.wait_for(live.recv(), 60))
    assert heard == {"event": "publishing.history_added", "ids": {"post_id": "p-1"}}


async def test_a_browser_listens_by_cookie_from_its_own_page_only(
    served: tuple[RunningAPI, str], database: Database
) -> None:
    api, place = served
    token = (await api.signed_in("owner@example.org"))["access_token"]
    cookie = {"Cookie": f"{api.identity.gatekeeper.cookie_names[0]}={token}"}
    url = f"ws://{place}/api/v1/live"
    mine = f"http://{place}"
    async with (
        connect(url, additional_headers=cookie, origin=mine) as live,
        told(database, (api.workspace_id, "x.y")),
    ):
        assert json.loads(await asyncio.wait_for(live.recv(), 60))["event"] == "x.y"
    with pytest.raises(InvalidStatus):
        await connect(url, additional_headers=cookie, origin="https://evil.example")


@pytest.mark.parametrize("token", ["", "hg_unknown", "a.b.c"])
async def test_nobody_listens_without_valid_credentials(
    served: tuple[RunningAPI, str], token: str
) -> None:
    _, place = served
    with pytest.raises((InvalidStatus, ConnectionClosed)):
        await connect(f"ws://{place}/api/v1/live?token={token}")


@pytest.fixture
async def process(database_url: str, tmp_path: Path) -> AsyncIterator[tuple[Any, int]]:
    """`python -m heliograph.apps.api`, as `up` starts it."""
    port = free_port()
    environment = {
        **os.environ,  # noqa: TID251 - a child process gets what we have
        "HELIOGRAPH_HOME": str(tmp_path),
        "HELIOGRAPH_PORT": str(port),
        "HELIOGRAPH_DATABASE_URL": database_url,
    }
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "heliograph.apps.api",
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    yield started, port
    if started.returncode is None:
        started.kill()
    await started.communicate()


async def test_the_process_serves_and_stops_on_a_signal(process: tuple[Any, int]) -> None:
    started, port = process
    assert (await answered(port))["status"] == "ready"
    started.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(started.wait(), 60) in {0, -signal.SIGTERM}


async def test_a_taken_port_is_one_clear_sentence(
    process: tuple[Any, int], database_url: str, tmp_path: Path
) -> None:
    _, port = process
    await answered(port)
    second = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "heliograph.apps.api",
        env={
            **os.environ,  # noqa: TID251 - a child process gets what we have
            "HELIOGRAPH_HOME": str(tmp_path),
            "HELIOGRAPH_PORT": str(port),
            "HELIOGRAPH_DATABASE_URL": database_url,
        },
        stderr=subprocess.PIPE,
    )
    _, words = await asyncio.wait_for(second.communicate(), 60)
    assert second.returncode == 1
    assert f"127.0.0.1:{port}" in words.decode()
    assert "HELIOGRAPH_PORT" in words.decode()
    assert "Traceback" not in words.decode()
