"""The files of one embedded cluster: made once, checked at every start."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from heliograph.kit.home import DiskFull, storage_errors, write_private
from heliograph.kit.postgres.errors import PostgresFailed, PostgresTooNew
from heliograph.kit.postgres.programs import (
    MAJOR,
    Account,
    check_reachable,
    choose_account,
    find_programs,
)

PORT = 5432
"""Only the name of the socket file carries it: the server opens no network port."""

# A socket's path may have 107 bytes, of which its own name takes 13.
_LONGEST_SOCKET_FOLDER = 90


@dataclass(frozen=True)
class Cluster:
    """Where a cluster lies, which programs run it, and under which account."""

    folder: Path
    programs: Path
    account: Account | None

    @property
    def data(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.folder / "data"

    @property
    def password_file(self) -> Path:
        """The generated password of the server's superuser."""
        return self.folder / "superuser.password"

    @property
    def sockets(self) -> Path:
        """The folder of the unix socket."""
        return socket_folder(self.folder)

    def as_account(self) -> dict[str, object]:
        """Arguments that make `subprocess` run a program under the server's account."""
        if self.account is None:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}


def socket_folder(folder: Path) -> Path:
    """Where the socket of a cluster's folder lies; elsewhere when the usual path is too long."""
    usual = folder / "run"
    if len(os.fsencode(usual)) <= _LONGEST_SOCKET_FOLDER:
        return usual
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"heliograph-{digest}"


def open_cluster(home: Path, account: str) -> Cluster:
    """Prepare the folders and the programs; makes the cluster when there is none yet."""
    chosen = choose_account(account)
    folder = home / "postgres"
    with storage_errors(folder):
        folder.mkdir(exist_ok=True)
        if chosen is not None:
            check_reachable(folder, chosen)
        cluster = Cluster(folder, find_programs(folder, chosen), chosen)
        _own(cluster, folder)
        _prepare_sockets(cluster)
        if not cluster.data.exists():
            _initialise(cluster)
    _check_version(cluster)
    return cluster


def server_environment() -> dict[str, str]:
    """The few variables PostgreSQL's programs get; nothing of ours leaks into them."""
    return {"LC_ALL": "C", "PATH": "/usr/bin:/bin", "TZ": "UTC"}


def _own(cluster: Cluster, path: Path) -> None:
    if cluster.account is not None:
        os.chown(path, cluster.account.uid, cluster.account.gid)
    if path.is_dir():
        path.chmod(0o700)


def _prepare_sockets(cluster: Cluster) -> None:
    folder = cluster.sockets
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = cluster.account.uid if cluster.account else os.geteuid()
    if folder.is_symlink() or folder.stat().st_uid not in {owner, os.geteuid()}:
        raise PostgresFailed(f"The folder {folder} for the socket belongs to somebody else")
    _own(cluster, folder)


def _initialise(cluster: Cluster) -> None:
    # Made beside its place and renamed, so a start that is killed half-way leaves no half cluster.
    fresh = cluster.folder / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    write_private(cluster.password_file, secrets.token_urlsafe(24))
    _own(cluster, cluster.password_file)
    outcome = subprocess.run(  # type: ignore[call-overload]  # noqa: S603 - our own program
        [
            str(cluster.programs / "initdb"),
            f"--pgdata={fresh}",
            "--username=postgres",
            "--auth=scram-sha-256",
            f"--pwfile={cluster.password_file}",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--data-checksums",
        ],
        capture_output=True,
        text=True,
        env=server_environment(),
        cwd=cluster.folder,
        check=False,
        **cluster.as_account(),
    )
    if outcome.returncode != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        raise failure(outcome.stderr, cluster.folder)
    fresh.rename(cluster.data)


def _check_version(cluster: Cluster) -> None:
    written = (cluster.data / "PG_VERSION").read_text().strip()
    if written != str(MAJOR):
        raise PostgresTooNew(
            f"The database in {cluster.data} was made by PostgreSQL {written}; "
            f"this program brings {MAJOR}"
        )


def failure(words: str, folder: Path) -> DiskFull | PostgresFailed:
    """The error that fits what the server or initdb wrote."""
    if "No space left on device" in words or "Disk quota exceeded" in words:
        return DiskFull(f"No space is left on the disk that holds {folder}")
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "error:" in line or "PANIC" in line]
    said = (telling or lines or ["it ended without a word"])[-1]
    return PostgresFailed(f"PostgreSQL said: {said}")
