"""Where a timeline's files are, whether they can be used, and what is in them as a hash."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from heliograph.sdk.hollow import is_hollow
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import CannotRender

_BLOCK = 1024 * 1024


class Sources:
    """The files of one timeline; relative paths start at its folder."""

    def __init__(self, timeline: Timeline, folder: Path) -> None:
        self._sources = timeline.sources
        self._folder = folder

    def file(self, name: str, kind: str) -> Path:
        """The file of a source; raises `CannotRender` when it is not named, of another kind, not
        there or empty."""
        source = self._sources.get(name)
        if source is None:
            known = ", ".join(sorted(self._sources)[:10]) or "none"
            raise CannotRender(
                f"The timeline uses the source {name!r} and lists only {known}. Add it to its "
                "`sources`."
            )
        if source.kind != kind:
            raise CannotRender(
                f"The source {name!r} is a {source.kind} and is used as a {kind}. Correct its "
                "kind, or use another source."
            )
        file = self._folder / source.path
        if not file.is_file():
            raise CannotRender(
                f"The file of the source {name!r} is missing: {file}. Bring it back, or name "
                "another."
            )
        if not file.stat().st_size:
            raise CannotRender(f"The file of the source {name!r} is empty: {file}. Make it again.")
        if is_hollow(file):
            raise CannotRender(
                f"The file of the source {name!r} was hardly written: most of {file} is a hole. "
                "Bring it here whole."
            )
        return file

    def digest(self, name: str, kind: str) -> str:
        """What is in the file now; a hash that the timeline tells may be old."""
        file = self.file(name, kind)
        state = file.stat()
        return _digest(str(file), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=512)
def _digest(file: str, changed: int, size: int) -> str:
    """Read once for each state of a file, told apart by its time and size."""
    found = hashlib.sha256()
    with Path(file).open("rb") as stream:
        while block := stream.read(_BLOCK):
            found.update(block)
    return found.hexdigest()
