"""What is left lying where videos are made: folders of deleted ones, drafts nobody came back for.

Everything there can be made again, and what people keep is in the library or in storage.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from heliograph.kit.database import Database
from heliograph.modules.videos.repository import RemovedStyles, WorkedOn
from heliograph.modules.videos.service.tools import VideoTools

GRACE = timedelta(hours=3)
"""What changed within this time may be in use: longer than any job of videos takes."""
_DRAFT = re.compile(r"\.?(draft|reference)-[0-9a-f-]+\..*|reference-[0-9a-f-]+")


class Clearing:
    """Clears the working folder of this machine, and guards that guard nothing, over all
    workspaces."""

    def __init__(self, database: Database, tools: VideoTools) -> None:
        self._database = database
        self._tools = tools

    async def run(self) -> int:
        """Take away what is left lying; gives how many files and folders went."""
        old = await asyncio.to_thread(list, _old(self._tools.folder, self._tools.clock.now()))
        named = {one: _id_in(one.name.lstrip(".").split(".")[0]) for one in old}
        ids = [one for one in named.values() if one is not None]
        async with self._database.system_work().transaction() as session:
            used = await WorkedOn(session).among(ids)
        over = [one for one in old if _is_over(one, named[one], used)]
        for one in over:
            await asyncio.to_thread(_remover(one), one)
        return len(over)

    async def forget_styles(self) -> int:
        """Let go of the guards of removed styles in which no video is any more; gives how many."""
        before = self._tools.clock.now() - GRACE
        async with self._database.system_work().transaction() as session:
            return await RemovedStyles(session).forget(before)


def _old(folder: Path, now: datetime) -> Iterator[Path]:
    """What has not changed for a while."""
    if not folder.is_dir():
        return
    before = (now - GRACE).timestamp()
    for one in folder.iterdir():
        try:
            if one.lstat().st_mtime < before:
                yield one
        except FileNotFoundError:
            # Somebody else has just removed it.
            continue


def _is_over(place: Path, owner: UUID | None, used: frozenset[UUID]) -> bool:
    """A draft, or what belonged to a video or a render that is no more."""
    if owner is not None:
        return owner not in used
    return _DRAFT.fullmatch(place.name) is not None


def _id_in(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None


def _remover(place: Path) -> Callable[[Path], None]:
    if place.is_dir() and not place.is_symlink():
        return _remove_folder
    return _remove_file


def _remove_folder(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)


def _remove_file(place: Path) -> None:
    place.unlink(missing_ok=True)
