"""Starts a real WordPress with a real database, made anew for the run and gone after it.

Needs `php` with mysqli, gd, xml and mbstring, MariaDB's server programs, and WordPress's own files:
on Debian the packages wordpress, mariadb-server, php-cli, php-mysql, php-gd, php-xml, php-mbstring.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SOURCES = Path("/usr/share/wordpress")
PROGRAMS = ("php", "mariadbd", "mariadb-install-db", "mariadb")
START_SECONDS = 30


@dataclass(frozen=True)
class LiveSite:
    """Where the site is, and the passwords of one editor and one contributor."""

    url: str
    username: str
    password: str
    contributor: str
    contributor_password: str
    folder: Path

    def run(self, script: str, *words: str) -> str:
        """Run one of our scripts inside of this WordPress."""
        return _php(self.folder, HERE / script, *words)


@contextmanager
def real_site(home: Path) -> Iterator[LiveSite]:
    """The site in an empty folder, on a free port of this machine."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing or not (SOURCES / "wp-load.php").is_file():
        lacks = ", ".join(missing) or f"WordPress in {SOURCES}"
        pytest.skip(f"A real WordPress cannot be started here: {lacks} is not installed.")
    with ExitStack() as parts:
        parts.enter_context(_database(home))
        port = _free_port()
        folder = _unpacked(home, port)
        told = json.loads(_php(folder, HERE / "install.php", f"http://127.0.0.1:{port}"))
        parts.enter_context(_server(home, folder, port))
        yield LiveSite(url=f"http://127.0.0.1:{port}", folder=folder, **told)


@contextmanager
def _database(home: Path) -> Iterator[None]:
    """MariaDB over an empty folder, reachable by its socket file alone."""
    data, sock = home / "db", home / "db.sock"
    make = ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--skip-test-db"]
    as_root = ["--user=root"] if os.geteuid() == 0 else []
    _run([*make, "--auth-root-authentication-method=normal", *as_root])
    command = ["mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={sock}"]
    with (
        (home / "db.log").open("wb") as log,
        _running([*command, "--skip-networking", *as_root], log, sock.exists),
    ):
        _run(["mariadb", "--no-defaults", "-uroot", f"--socket={sock}", "-e", "create database wp"])
        yield


def _unpacked(home: Path, port: int) -> Path:
    """WordPress's files with our configuration."""
    folder = home / "site"
    shutil.copytree(SOURCES, folder)
    words = {"{socket}": str(home / "db.sock"), "{url}": f"http://127.0.0.1:{port}"}
    config = (HERE / "wp-config.php").read_text()
    for name, value in words.items():
        config = config.replace(name, value)
    (folder / "wp-config.php").unlink(missing_ok=True)
    (folder / "wp-config.php").write_text(config)
    return folder


@contextmanager
def _server(home: Path, folder: Path, port: int) -> Iterator[None]:
    command = ["php", "-S", f"127.0.0.1:{port}", "-t", str(folder)]
    with (home / "web.log").open("wb") as log, _running(command, log, lambda: _answers(port)):
        yield


@contextmanager
def _running(command: list[str], log: object, ready: Callable[[], bool]) -> Iterator[None]:
    """A process that is ready, and ends with the test run."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=log, stderr=subprocess.STDOUT
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"{command[0]} did not start.")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def _php(folder: Path, script: Path, *words: str) -> str:
    return _run(["php", str(script), str(folder), *words])


def _run(command: list[str]) -> str:
    done = subprocess.run(  # noqa: S603 - our own command
        command, check=False, capture_output=True, text=True, timeout=120
    )
    if done.returncode != 0:
        pytest.fail(f"{command[0]} failed: {done.stdout[-800:]} {done.stderr[-800:]}")
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
