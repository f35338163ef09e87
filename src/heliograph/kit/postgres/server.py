"""The embedded server: started, adopted, watched while it replays, stopped."""

from __future__ import annotations

import asyncio
import fcntl
import os
import secrets
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import ParamSpec, TypeVar
from urllib.parse import quote, urlsplit

import asyncpg
import psutil

from heliograph.kit.home import open_home, storage_errors, write_private
from heliograph.kit.postgres.cluster import (
    PORT,
    Cluster,
    failure,
    open_cluster,
    server_environment,
    socket_folder,
)
from heliograph.kit.postgres.equip import equip
from heliograph.kit.postgres.errors import PostgresFailed

P = ParamSpec("P")
T = TypeVar("T")
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",  # the folder around it is what keeps others out
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "wal_compression": "pglz",
    "jit": "off",
    "idle_in_transaction_session_timeout": "60s",
    "log_checkpoints": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
}

_BUSY = ("shared memory block is still in use", "lock file ")
_PATIENCE = 60.0  # seconds for leftovers of a killed server to go away
_LARGEST_LOG = 10_000_000

# A server outlives the object that started it; its handle must too, or Python complains.
_STARTED: list[subprocess.Popen[bytes]] = []


class EmbeddedPostgres:
    """PostgreSQL 18 of one instance, below its home.

    The server outlives a killed owner; the next `start` adopts it. Nobody else is served: it
    listens on a unix socket in a private folder and asks for a generated password.
    """

    def __init__(
        self,
        home: Path,
        *,
        account: str = "",
        report: Callable[[str], None] | None = None,
        options: dict[str, str] | None = None,
    ) -> None:
        self.home = home.expanduser().absolute()
        self._account = account
        self._report = report or (lambda _: None)
        self._options = OPTIONS | (options or {})
        self._child: subprocess.Popen[bytes] | None = None  # only until it is ready
        self._cluster: Cluster | None = None

    @property
    def url_file(self) -> Path:
        """The file, readable by its owner only, that holds the product's database address."""
        return self.home / "database.url"

    @property
    def log_file(self) -> Path:
        """What the server writes."""
        return self.home / "logs" / "postgres.log"

    async def start(self) -> str:
        """Bring the server up, or adopt the running one, and return the product's address.

        Waits as long as the server replays its log after a crash; raises an `AppError` with one
        clear sentence when it cannot start.
        """
        await asyncio.to_thread(open_home, self.home)
        async with self._alone():
            self._cluster = await _to_its_end(open_cluster, self.home, self._account)
            await self._until_ready()
            return await self._prepare_product()

    async def stop(self, *, patience: float = 20.0) -> None:
        """Shut the server down in order; after `patience` seconds at once, which loses nothing."""
        if not (self.home / "postgres" / "data").exists():
            return
        async with self._alone():
            process = self._running() or self._launched()
            if process is None:
                return
            for sign, limit in ((signal.SIGINT, patience), (signal.SIGQUIT, 10.0)):
                with suppress(psutil.NoSuchProcess):
                    process.send_signal(sign)
                if await self._gone(process, limit):
                    self._drop_short_folder()
                    return
        raise PostgresFailed(f"The server (process {process.pid}) did not stop")

    def _drop_short_folder(self) -> None:
        sockets = socket_folder(self.home / "postgres")
        if sockets.parent != self.home / "postgres":
            with suppress(OSError):
                sockets.rmdir()

    async def gone(self) -> None:
        """Return when the running server ends; at once if there is none."""
        process = self._running()
        if process is None:
            return
        try:
            descriptor = os.pidfd_open(process.pid)
        except (AttributeError, OSError):
            await self._gone(process, float("inf"), 0.5)
            return
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(descriptor, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(descriptor)
            os.close(descriptor)

    def pid(self) -> int | None:
        """The process id of the running server."""
        process = self._running()
        return None if process is None else process.pid

    def superuser_url(self, database: str = "postgres") -> str:
        """An address with all rights, for bootstrap, backup and tests; never for the product."""
        cluster = self._opened()
        password = cluster.password_file.read_text().strip()
        return _address(cluster, "postgres", password, database)

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """One process at a time starts or stops the server of a home."""
        with storage_errors(self.home):
            self.log_file.parent.mkdir(mode=0o700, exist_ok=True)
            descriptor = os.open(self.home / "postgres.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            await asyncio.to_thread(fcntl.flock, descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _opened(self) -> Cluster:
        if self._cluster is None:
            raise LookupError("the server has not been started")
        return self._cluster

    async def _until_ready(self) -> None:
        give_up_at = time.monotonic() + _PATIENCE
        told = False
        while True:
            state = await self._ask()
            if state == "ready":
                self._child = None
                return
            if state == "absent" and (self._child is None or self._child.poll() is not None):
                if self._child is not None:
                    await self._explain_exit(give_up_at)
                await _to_its_end(self._launch)
            if state == "waking" and not told and self._is_replaying():
                told = True
                self._report("The database is replaying WAL after an unclean stop")
            await asyncio.sleep(0.02 if state == "absent" else 0.1)

    async def _ask(self) -> str:
        """`ready`, `waking` (it answers but does not serve yet) or `absent`."""
        try:
            connection = await asyncpg.connect(self.superuser_url(), timeout=10)
        except asyncpg.CannotConnectNowError:
            return "waking"
        except asyncpg.InvalidAuthorizationSpecificationError as error:
            raise PostgresFailed(f"The server refuses the stored password: {error}") from error
        except (OSError, asyncpg.PostgresConnectionError, TimeoutError):
            return "absent"
        try:
            await connection.fetchval("SELECT 1")
        finally:
            await connection.close()
        return "ready"

    async def _explain_exit(self, give_up_at: float) -> None:
        """Return when another try makes sense, raise when it does not."""
        words = self._log_since_launch()
        busy = any(sign in words for sign in _BUSY)
        if not busy or time.monotonic() > give_up_at:
            raise failure(words, self.home)
        if "lock file " in words:
            self._drop_recycled_pid()
        await asyncio.sleep(0.2)

    def _launch(self) -> None:
        _reap()
        cluster = self._opened()
        command = [str(cluster.programs / "postgres"), "-D", str(cluster.data), "-p", str(PORT)]
        options = self._options | {"unix_socket_directories": str(cluster.sockets)}
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with storage_errors(self.log_file), self.log_file.open("ab") as log:
            if log.tell() > _LARGEST_LOG:
                log.truncate(0)
            self._log_start = log.tell()
            self._child = subprocess.Popen(  # type: ignore[call-overload]  # noqa: S603 - ours
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=cluster.data.parent,
                env=server_environment(),
                start_new_session=True,
                **cluster.as_account(),
            )
        _STARTED.append(self._child)

    def _is_replaying(self) -> bool:
        # Every start takes a moment; only after a crash is there something to tell.
        return self._child is None or "was not properly shut down" in self._log_since_launch()

    def _log_since_launch(self) -> str:
        with self.log_file.open("rb") as log:
            log.seek(self._log_start)
            return log.read().decode(errors="replace")

    def _named_pid(self) -> int | None:
        try:
            first = (self.home / "postgres/data/postmaster.pid").read_text().split("\n", 1)[0]
            return int(first)
        except (OSError, ValueError):
            return None

    def _running(self) -> psutil.Process | None:
        """The server of this home, if the process its pid file names really is one."""
        pid = self._named_pid()
        if pid is None:
            return None
        try:
            process = psutil.Process(pid)
            if process.status() == psutil.STATUS_ZOMBIE:
                return None
            here = process.cwd() == str((self.home / "postgres" / "data").resolve())
        except psutil.Error:
            return None
        return process if here else None

    def _launched(self) -> psutil.Process | None:
        """A server that has just been started and has not written its pid file yet."""
        if self._child is None or self._child.poll() is not None:
            return None
        return psutil.Process(self._child.pid)

    def _drop_recycled_pid(self) -> None:
        # After a reboot the files may name a stranger of the same account; PostgreSQL then
        # refuses for ever. A living server of this folder is never touched.
        if self._running() is None:
            (self.home / "postgres" / "data" / "postmaster.pid").unlink(missing_ok=True)
            (self._opened().sockets / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    async def _gone(self, process: psutil.Process, limit: float, pause: float = 0.02) -> bool:
        give_up_at = time.monotonic() + limit
        while time.monotonic() < give_up_at:
            _reap()
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                return True
            await asyncio.sleep(pause)
        return False

    async def _prepare_product(self) -> str:
        """Give the product its own ordinary role and database; writes only what is missing."""
        url = await self._make_role()
        try:
            await equip(url, self.superuser_url("heliograph"))
        except asyncpg.DiskFullError as error:
            raise failure("No space left on device", self.home) from error
        return url

    async def _make_role(self) -> str:
        password = self._stored_password()
        if password is not None and await _opens(self._product_url(password)):
            return self._product_url(password)
        password = password or secrets.token_urlsafe(24)
        try:
            await _make_product(self.superuser_url(), password)
        except asyncpg.DiskFullError as error:
            raise failure("No space left on device", self.home) from error
        except asyncpg.PostgresError as error:
            raise PostgresFailed(f"PostgreSQL said: {error}") from error
        with storage_errors(self.home):
            write_private(self.url_file, self._product_url(password) + "\n")
        return self._product_url(password)

    def _product_url(self, password: str) -> str:
        return _address(self._opened(), "heliograph", password, "heliograph")

    def _stored_password(self) -> str | None:
        try:
            return urlsplit(self.url_file.read_text().strip()).password
        except OSError:
            return None


async def _to_its_end(call: Callable[P, T], *words: P.args, **named: P.kwargs) -> T:
    """Run something in a thread, and wait for it even where the task is cancelled: nobody shall
    stop or remove what a thread is still making."""
    thread = asyncio.ensure_future(asyncio.to_thread(call, *words, **named))
    try:
        return await asyncio.shield(thread)
    except asyncio.CancelledError:
        await asyncio.wait([thread])
        raise


def _reap() -> None:
    """Take note of servers that ended: a zombie's process id looks alive to PostgreSQL."""
    _STARTED[:] = [child for child in _STARTED if child.poll() is None]


async def _opens(url: str) -> bool:
    try:
        connection = await asyncpg.connect(url, timeout=10)
    except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError):
        return False
    await connection.close()
    return True


async def _make_product(superuser_url: str, password: str) -> None:
    """An ordinary role and its database: row-level security would not bind a superuser."""
    connection = await asyncpg.connect(superuser_url)
    try:
        known = await connection.fetchval("SELECT true FROM pg_roles WHERE rolname = 'heliograph'")
        verb = "ALTER" if known else "CREATE"
        # A password cannot be a bind parameter here; ours has URL-safe characters only.
        await connection.execute(
            f"{verb} ROLE heliograph LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{quote(password)}'"
        )
        if not await connection.fetchval(
            "SELECT true FROM pg_database WHERE datname = 'heliograph'"
        ):
            await connection.execute("CREATE DATABASE heliograph OWNER heliograph")
    finally:
        await connection.close()


def _address(cluster: Cluster, user: str, password: str, database: str) -> str:
    sockets = quote(str(cluster.sockets))
    return f"postgresql://{user}:{password}@/{database}?host={sockets}&port={PORT}"
