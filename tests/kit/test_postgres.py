"""The embedded server: first start, adoption, crashes, and clear refusals."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest
from sqlalchemy import text

from heliograph.kit.database import Database
from heliograph.kit.errors import AppError
from heliograph.kit.home import DiskFull, HomeTooNew
from heliograph.kit.postgres import EmbeddedPostgres, PostgresTooNew, PostgresUnreachable


async def rows(url: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        return int(await connection.fetchval("SELECT count(*) FROM kept"))
    finally:
        await connection.close()


async def fill(url: str, count: int) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("CREATE TABLE IF NOT EXISTS kept (id bigint)")
        await connection.execute("INSERT INTO kept SELECT generate_series(1, $1::int)", count)
    finally:
        await connection.close()


def names_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def kill(server: EmbeddedPostgres) -> int:
    pid = server.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    return pid


async def test_an_empty_folder_becomes_a_working_database(home: Path) -> None:
    server = EmbeddedPostgres(home)
    database = Database(await server.start())
    try:
        async with database.engine.connect() as connection:
            version = (await connection.execute(text("SHOW server_version_num"))).scalar()
            checksums = (await connection.execute(text("SHOW data_checksums"))).scalar()
            ports = (await connection.execute(text("SHOW listen_addresses"))).scalar()
            locale = (
                await connection.execute(
                    text("SELECT datlocprovider::text || datlocale FROM pg_database LIMIT 1")
                )
            ).scalar()
    finally:
        await database.close()
    assert (str(version)[:2], checksums, ports, locale) == ("18", "on", "", "bC.UTF-8")


async def test_the_address_and_the_password_are_for_the_owner_only(home: Path) -> None:
    server = EmbeddedPostgres(home)
    url = await server.start()
    assert server.url_file.read_text().strip() == url
    for file in (server.url_file, home / "postgres" / "superuser.password"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for folder in (home / "postgres", home / "postgres" / "run", home / "postgres" / "data"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


async def test_a_wrong_password_is_refused(home: Path) -> None:
    url = await EmbeddedPostgres(home).start()
    password = url.split(":")[2].split("@")[0]
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(url.replace(password, "guess"))


async def test_a_running_server_is_adopted(home: Path) -> None:
    first = EmbeddedPostgres(home)
    url = await first.start()
    second = EmbeddedPostgres(home)
    assert await second.start() == url
    assert second.pid() == first.pid()


async def test_two_starters_at_once_share_one_server(home: Path) -> None:
    first, second = EmbeddedPostgres(home), EmbeddedPostgres(home)
    assert len(set(await asyncio.gather(first.start(), second.start()))) == 1
    assert first.pid() == second.pid()


async def test_a_killed_server_replays_its_log_and_keeps_every_row(home: Path) -> None:
    server = EmbeddedPostgres(home)
    await fill(await server.start(), 200_000)
    killed = kill(server)
    url = await EmbeddedPostgres(home).start()
    assert await rows(url) == 200_000
    assert server.pid() not in {None, killed}


async def test_a_busy_server_killed_with_open_connections_comes_back(home: Path) -> None:
    server = EmbeddedPostgres(home)
    url = await server.start()
    await fill(url, 10)
    busy = await asyncpg.connect(url)
    sleeping = asyncio.create_task(busy.execute("SELECT pg_sleep(60)"))
    await asyncio.sleep(0.2)
    kill(server)
    assert await rows(await server.start()) == 10
    with pytest.raises(asyncpg.PostgresConnectionError):
        await sleeping
    busy.terminate()


async def test_a_stopped_server_comes_back_with_its_rows(home: Path) -> None:
    server = EmbeddedPostgres(home)
    await fill(await server.start(), 7)
    await server.stop()
    assert server.pid() is None
    assert await rows(await EmbeddedPostgres(home).start()) == 7


async def test_the_server_outlives_a_killed_owner_and_is_adopted(home: Path) -> None:
    script = (
        "import asyncio, sys, time; from pathlib import Path;"
        "from heliograph.kit.postgres import EmbeddedPostgres;"
        "asyncio.run(EmbeddedPostgres(Path(sys.argv[1])).start()); print('up', flush=True);"
        "time.sleep(60)"
    )
    owner = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, str(home), stdout=asyncio.subprocess.PIPE
    )
    assert owner.stdout is not None
    assert await owner.stdout.readline() == b"up\n"
    server = EmbeddedPostgres(home)
    before = server.pid()
    owner.kill()
    await owner.wait()
    await server.start()
    assert server.pid() == before


async def test_a_pid_file_naming_a_stranger_does_not_stop_the_start(home: Path) -> None:
    server = EmbeddedPostgres(home)
    await fill(await server.start(), 3)
    pid_file = home / "postgres" / "data" / "postmaster.pid"
    left = pid_file.read_text().split("\n")
    kill_and_wait(server)
    # A stranger of the server's own account, as after a reboot.
    account = (home / "postgres" / "data").stat()
    stranger = await asyncio.create_subprocess_exec(
        "sleep", "60", user=account.st_uid, group=account.st_gid, extra_groups=[]
    )
    pid_file.write_text("\n".join([str(stranger.pid), *left[1:]]))
    os.chown(pid_file, account.st_uid, account.st_gid)
    try:
        assert await rows(await server.start()) == 3
    finally:
        stranger.kill()
        await stranger.wait()


def kill_and_wait(server: EmbeddedPostgres) -> None:
    pid = server.pid()
    family = [psutil.Process(pid), *psutil.Process(pid).children()]
    kill(server)
    psutil.wait_procs(family, timeout=5)


async def test_a_folder_of_a_newer_program_is_refused_untouched(home: Path) -> None:
    (home / "format").write_text("99\n")
    with pytest.raises(HomeTooNew, match="format 99") as refused:
        await EmbeddedPostgres(home).start()
    assert names_in(home) == ["format"]
    assert "HELIOGRAPH_HOME" in refused.value.sentence()


async def test_a_cluster_of_another_major_version_is_refused(home: Path) -> None:
    server = EmbeddedPostgres(home)
    await server.start()
    await server.stop()
    (home / "postgres" / "data" / "PG_VERSION").write_text("19\n")
    with pytest.raises(PostgresTooNew, match="PostgreSQL 19"):
        await server.start()
    (home / "postgres" / "data" / "PG_VERSION").write_text("18\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another account")
async def test_a_folder_the_account_cannot_reach_is_named(home: Path) -> None:
    private = home / "private"
    private.mkdir(mode=0o700)
    with pytest.raises(PostgresUnreachable, match=str(private)):
        await EmbeddedPostgres(private / "inner").start()
    assert stat.S_IMODE(private.stat().st_mode) == 0o700


async def test_a_start_killed_during_initdb_is_repeated(home: Path) -> None:
    half = home / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    assert "heliograph" in await EmbeddedPostgres(home).start()


async def test_a_long_path_gets_a_short_socket(home: Path) -> None:
    deep = home / ("d" * 60) / ("e" * 60)
    server = EmbeddedPostgres(deep)
    try:
        url = await server.start()
        await fill(url, 1)
        sockets = Path(url.split("host=")[1].split("&")[0])
        assert len(str(sockets)) < 60
    finally:
        await server.stop()
    assert not sockets.exists()  # noqa: ASYNC240 - nothing waits for it


@pytest.fixture
def small_disk(home: Path) -> Iterator[Path]:
    """A folder on a disk of its own that is too small for a database."""
    disk = home / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=45m,mode=711", "tmpfs", str(disk)]
    if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603 - ours
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)  # noqa: S603, S607 - ours


async def test_a_full_disk_is_one_clear_sentence_and_leaves_no_half_cluster(
    small_disk: Path,
) -> None:
    with pytest.raises(DiskFull, match="No space is left") as refused:
        await EmbeddedPostgres(small_disk / "home").start()
    assert "\n" not in refused.value.sentence()
    assert not (small_disk / "home" / "postgres" / "data").exists()


async def test_the_role_and_its_password_are_made_again_when_the_address_is_lost(
    home: Path,
) -> None:
    server = EmbeddedPostgres(home)
    first = await server.start()
    server.url_file.unlink()
    second = await server.start()
    assert second != first
    await fill(second, 1)
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(first)


async def test_a_file_in_place_of_the_folder_is_one_clear_sentence(home: Path) -> None:
    (home / "here").write_text("not a folder")
    with pytest.raises(AppError) as refused:
        await EmbeddedPostgres(home / "here").start()
    assert "HELIOGRAPH_HOME" in refused.value.sentence()
    assert "\n" not in refused.value.sentence()
