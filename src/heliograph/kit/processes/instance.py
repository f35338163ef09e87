"""The one owner of a data folder: a lock that dies with it, and a file that says where it is."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import orjson

from heliograph.kit.errors import AppError
from heliograph.kit.home import open_home, storage_errors, write_private

AT_WORK = "command"
"""The state a command announces while it has the data folder for itself, for seconds."""
_INSTANT = 0.3


class AlreadyRunning(AppError):
    """Another process owns this data folder."""

    code = "instance.running"
    status = 409
    title = "Heliograph is already running on this data folder"
    remedy = "Use it at that address, or stop it first with Ctrl-C or SIGTERM."
    exit_code = 0


class NotStopped(AppError):
    """The owner of the data folder did not end when asked to."""

    code = "instance.not_stopped"
    status = 503
    title = "Heliograph did not stop"
    remedy = "Look into the logs folder; kill -9 of that process loses nothing."


@dataclass(frozen=True)
class Instance:
    """What a running instance tells about itself."""

    pid: int
    port: int = 0
    state: str = "starting"
    urls: dict[str, str] = field(default_factory=dict)


class InstanceLock:
    """Held by whoever works on a data folder; the kernel lets go of it when the process dies."""

    def __init__(self, home: Path) -> None:
        self._home = _whole(home)
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Become the owner; raises `AlreadyRunning` with the owner's address."""
        open_home(self._home)
        with storage_errors(self._home):
            descriptor = os.open(self._home / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
        # Whoever only asks whether somebody is the owner holds the lock for that instant.
        give_up_at = time.monotonic() + _INSTANT
        while not _locks(descriptor):
            if time.monotonic() > give_up_at:
                os.close(descriptor)
                raise AlreadyRunning(_where(self._home))
            time.sleep(_INSTANT / 15)
        self._descriptor = descriptor
        self._file.unlink(missing_ok=True)

    def announce(self, instance: Instance) -> None:
        """Let others know where this instance is."""
        with storage_errors(self._home):
            write_private(self._file, orjson.dumps(asdict(instance)).decode())

    def release(self) -> None:
        """Stop being the owner."""
        if self._descriptor is not None:
            self._file.unlink(missing_ok=True)
            os.close(self._descriptor)
            self._descriptor = None

    @property
    def is_held(self) -> bool:
        """Whether this process is the owner."""
        return self._descriptor is not None

    @property
    def _file(self) -> Path:
        return self._home / "run.json"


def running_instance(home: Path) -> Instance | None:
    """The instance that owns this data folder right now, if any."""
    home = _whole(home)
    if not _is_locked(home):
        return None
    try:
        return Instance(**orjson.loads((home / "run.json").read_bytes()))
    except (OSError, orjson.JSONDecodeError, TypeError):
        return Instance(pid=0)


async def stop_instance(home: Path, patience: float = 15.0) -> bool:
    """Stop the instance that owns this data folder; False if none was running.

    Raises `NotStopped` when it does not end in time.
    """
    instance = running_instance(home)
    if instance is None or instance.pid == 0:
        return False
    with suppress(ProcessLookupError):
        os.kill(instance.pid, signal.SIGTERM)
    give_up_at = time.monotonic() + patience
    owned = _whole(home)
    while _is_locked(owned):
        if time.monotonic() > give_up_at:
            raise NotStopped(f"Process {instance.pid} still runs after {patience:g} s")
        await asyncio.sleep(0.05)
    return True


def _whole(home: Path) -> Path:
    return home.expanduser().absolute()


def _is_locked(home: Path) -> bool:
    try:
        descriptor = os.open(home / "up.lock", os.O_RDWR)
    except OSError:
        return False
    try:
        return not _locks(descriptor)
    finally:
        os.close(descriptor)


def _locks(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _where(home: Path) -> str:
    instance = running_instance(home)
    if instance is None or not instance.urls:
        return f"Heliograph is being started on {home} by another process"
    address = instance.urls.get("dashboard", "")
    return f"Heliograph is already running on {home}: {address} (process {instance.pid})"
