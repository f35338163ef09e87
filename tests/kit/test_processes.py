"""Programs that are kept running, the one owner of a folder, and ports."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import psutil
import pytest

from heliograph.kit.home import DiskFull, HomeRefused, open_home, storage_errors
from heliograph.kit.processes import (
    AlreadyRunning,
    Instance,
    InstanceLock,
    PortTaken,
    Program,
    Records,
    Supervisor,
    check_port,
    running_instance,
)
from tests.support.waiting import until

AsyncClaim = Callable[[], Awaitable[bool]]

SLEEPER = ("-c", "import time; time.sleep(600)")


@pytest.fixture
async def supervisor(home: Path) -> AsyncIterator[Supervisor]:
    """A supervisor that stops what it has started."""
    supervisor = Supervisor(home, lambda _: None)
    yield supervisor
    await supervisor.stop(1)


def other_than(supervisor: Supervisor, name: str, pid: int) -> AsyncClaim:
    async def claim() -> bool:
        return supervisor.processes.get(name, pid) != pid

    return claim


def sleeper() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *SLEEPER])  # noqa: S603 - our own program


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


async def test_a_killed_program_starts_again_at_once(supervisor: Supervisor) -> None:
    await supervisor.start(Program("sleeper", SLEEPER))
    for _ in range(3):
        pid = supervisor.processes["sleeper"]
        os.kill(pid, signal.SIGKILL)
        killed = time.monotonic()
        await until(other_than(supervisor, "sleeper", pid))
        assert time.monotonic() - killed < 30


async def test_a_program_that_fails_at_once_is_started_less_and_less_often(home: Path) -> None:
    told: list[str] = []
    supervisor = Supervisor(home, told.append)
    await supervisor.start(Program("broken", ("-c", "raise SystemExit(3)")))

    async def twice() -> bool:
        return len(told) >= 2

    await asyncio.sleep(3.5)
    await until(twice)
    await supervisor.stop(1)
    assert 2 <= len(told) <= 4
    assert "exit code 3" in told[0]
    assert "broken.log" in told[0]


async def test_stopping_asks_first(home: Path) -> None:
    supervisor = Supervisor(home, lambda _: None)
    script = (
        "import signal, sys, time, pathlib;"
        "signal.signal(signal.SIGTERM, lambda *_: (print('asked', flush=True), sys.exit(0)));"
        "print('begun', flush=True); time.sleep(600)"
    )
    await supervisor.start(Program("polite", ("-c", script)))
    log = home / "logs" / "polite.log"

    async def begun() -> bool:
        return "begun" in log.read_text()

    await until(begun)
    await supervisor.stop(5)
    assert log.read_text() == "begun\nasked\n"


async def test_a_deaf_program_and_its_children_are_ended(home: Path) -> None:
    supervisor = Supervisor(home, lambda _: None)
    script = (
        "import signal, subprocess, sys, time;"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        "print(child.pid, flush=True); time.sleep(600)"
    )
    await supervisor.start(Program("deaf", ("-c", script)))
    pid = supervisor.processes["deaf"]
    log = home / "logs" / "deaf.log"

    async def has_child() -> bool:
        return log.read_text().strip() != ""

    await until(has_child)
    began = time.monotonic()
    await supervisor.stop(0.5)
    assert time.monotonic() - began < 20
    assert is_gone(pid)

    async def child_is_gone() -> bool:
        return is_gone(int(log.read_text()))

    await until(child_is_gone)


@pytest.mark.skipif(sys.platform != "linux", reason="the bond exists on Linux only")
async def test_programs_die_with_a_killed_supervisor(home: Path) -> None:
    script = (
        "import asyncio, sys; from pathlib import Path;"
        "from heliograph.kit.processes import Program, Supervisor\n"
        "async def main():\n"
        "    supervisor = Supervisor(Path(sys.argv[1]), print)\n"
        "    await supervisor.start(Program('sleeper', ('-c', 'import time; time.sleep(600)')))\n"
        "    print(supervisor.processes['sleeper'], flush=True)\n"
        "    await asyncio.sleep(600)\n"
        "asyncio.run(main())"
    )
    owner = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, str(home), stdout=asyncio.subprocess.PIPE
    )
    assert owner.stdout is not None
    child = int(await owner.stdout.readline())
    assert not is_gone(child)
    await asyncio.sleep(0.3)  # the program is between launcher and itself for a moment
    owner.kill()
    await owner.wait()

    async def gone() -> bool:
        return is_gone(child)

    await until(gone)


def test_leftovers_of_a_dead_owner_are_ended(home: Path) -> None:
    left = sleeper()
    Records(home).write({"api": left.pid})
    assert Records(home).end_leftovers() == ("api",)
    assert is_gone(left.pid)
    left.wait()
    assert Records(home).end_leftovers() == ()


def test_a_process_that_got_a_recorded_number_is_left_alone(home: Path) -> None:
    stranger = sleeper()
    try:
        Records(home).write({"api": stranger.pid})
        file = home / "children.json"
        created = psutil.Process(stranger.pid).create_time()
        file.write_text(file.read_text().replace(str(created), str(created - 60)))
        assert Records(home).end_leftovers() == ()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_folder_has_one_owner_who_says_where_it_is(home: Path) -> None:
    owner, second = InstanceLock(home), InstanceLock(home)
    owner.acquire()
    owner.announce(Instance(42, 8123, "ready", {"dashboard": "http://127.0.0.1:8123"}))
    with pytest.raises(AlreadyRunning, match=r"http://127\.0\.0\.1:8123") as refused:
        second.acquire()
    assert refused.value.exit_code == 0
    found = running_instance(home)
    assert found is not None
    assert (found.pid, found.port, found.state) == (42, 8123, "ready")
    owner.release()
    assert running_instance(home) is None
    second.acquire()
    second.release()


def test_asking_who_the_owner_is_never_takes_the_folder_from_a_start(home: Path) -> None:
    first = InstanceLock(home)
    first.acquire()
    first.release()
    asker = (home / "up.lock").open("r+")
    fcntl.flock(asker, fcntl.LOCK_EX | fcntl.LOCK_NB)
    started = InstanceLock(home)
    threading.Timer(0.1, asker.close).start()
    started.acquire()
    assert started.is_held
    started.release()


def test_a_taken_port_is_named_with_the_setting_that_moves_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken) as refused:
            check_port("127.0.0.1", port)
    sentence = refused.value.sentence()
    assert str(port) in sentence
    assert "HELIOGRAPH_PORT" in sentence
    check_port("127.0.0.1", port)


def test_a_full_disk_is_one_clear_sentence(tmp_path: Path) -> None:
    def fill() -> None:
        with storage_errors(tmp_path), Path("/dev/full").open("w") as full:
            full.write("x" * 100_000)

    with pytest.raises(DiskFull, match="No space is left"):
        fill()


def test_a_folder_that_cannot_be_made_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(HomeRefused, match="file") as refused:
        open_home(tmp_path / "file" / "home")
    assert "HELIOGRAPH_HOME" in refused.value.sentence()
