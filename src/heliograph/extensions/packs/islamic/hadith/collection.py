"""The hadith of one instance, in a file beside the pack's other data."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from heliograph.extensions.packs.islamic.hadith.record import Hadith

FILE = "hadith.jsonl"


class Collection:
    """What users have brought; every change is written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def all(self) -> tuple[Hadith, ...]:
        """Every record, in the order it first came."""
        if not self._path.exists():
            return ()
        lines = self._path.read_text(encoding="utf-8").split("\n")
        return tuple(Hadith.model_validate_json(line) for line in lines if line)

    def schedulable(self, *, weak_allowed: bool = False) -> tuple[Hadith, ...]:
        """Those that may be posted."""
        return tuple(one for one in self.all() if one.is_schedulable(weak_allowed=weak_allowed))

    def add(self, records: Iterable[Hadith]) -> int:
        """Take records in; one with the same collection and number replaces the older one.

        Returns how many records there are now.
        """
        kept: dict[object, Hadith] = {_identity(one): one for one in self.all()}
        kept.update((_identity(one), one) for one in records)
        self._write(kept.values())
        return len(kept)

    def _write(self, records: Iterable[Hadith]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{FILE}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{one.model_dump_json()}\n" for one in records)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _identity(record: Hadith) -> object:
    """Its place, or its wording while the place is not known."""
    return record.key or record.arabic
