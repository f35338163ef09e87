"""Which processes an instance has started, so that the next start can end what was left behind."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import orjson
import psutil

from heliograph.kit.home import storage_errors, write_private


@dataclass(frozen=True)
class Record:
    """One process, recognisable even when its number is given to another one."""

    name: str
    pid: int
    created: float


class Records:
    """The file with the children of an instance."""

    def __init__(self, home: Path) -> None:
        self._file = home / "children.json"

    def write(self, children: dict[str, int]) -> None:
        """Replace the file's content by these names and process ids."""
        rows = []
        for name, pid in children.items():
            with suppress(psutil.NoSuchProcess):
                rows.append({"name": name, "pid": pid, "created": _created(pid)})
        with storage_errors(self._file.parent):
            write_private(self._file, orjson.dumps(rows).decode())

    def read(self) -> tuple[Record, ...]:
        """What the last owner wrote; nothing if there is no readable file."""
        try:
            rows = orjson.loads(self._file.read_bytes())
            return tuple(Record(row["name"], row["pid"], row["created"]) for row in rows)
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
            return ()

    def end_leftovers(self) -> tuple[str, ...]:
        """Kill recorded processes that still run; call only while holding the instance's lock."""
        found = [(record.name, process) for record in self.read() if (process := _alive(record))]
        for _, process in found:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs([process for _, process in found], timeout=5)
        self._file.unlink(missing_ok=True)
        return tuple(name for name, _ in found)


def _created(pid: int) -> float:
    return float(psutil.Process(pid).create_time())


def _alive(record: Record) -> psutil.Process | None:
    try:
        process = psutil.Process(record.pid)
        same = abs(process.create_time() - record.created) < 0.5
    except psutil.Error:
        return None
    return process if same else None
