"""Folders of the library."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import InvalidInput
from heliograph.kit.ids import new_id
from heliograph.modules.assets.errors import FolderNotFound, FolderRefused
from heliograph.modules.assets.library_repository import LibraryRepository
from heliograph.modules.assets.service.tools import AssetTools

DEEPEST = 8
Folder = dict[str, Any]


class FolderService:
    """The folders of one workspace."""

    def __init__(self, work: UnitOfWork, tools: AssetTools) -> None:
        self._work = work
        self._tools = tools

    async def all(self) -> list[Folder]:
        """Every folder with its path and the number of files in it, in the order of their
        paths."""
        async with self._work.transaction() as session:
            rows = await LibraryRepository(session, self._work.workspace_id).folders()
        by_id = {row["id"]: dict(row) for row in rows}
        for folder in by_id.values():
            folder["path"] = "/".join(one["name"] for one in _line(folder, by_id))
        return sorted(by_id.values(), key=lambda folder: str(folder["path"]).lower())

    async def get(self, folder_id: UUID) -> Folder:
        """One folder; raises `FolderNotFound`."""
        found = next((one for one in await self.all() if one["id"] == folder_id), None)
        if found is None:
            raise FolderNotFound(f"There is no folder {folder_id}")
        return found

    async def create(self, name: str, parent_id: UUID | None) -> Folder:
        """Make a folder; raises `FolderRefused` where one of that name is."""
        name = _named(name)
        if parent_id is not None and len((await self.get(parent_id))["path"].split("/")) >= DEEPEST:
            raise FolderRefused(f"Folders lie {DEEPEST} deep in one another at most")
        folder_id = new_id()
        values = {
            "id": folder_id,
            "name": name,
            "parent_id": parent_id,
            "created_at": self._tools.clock.now(),
        }
        async with self._work.transaction() as session:
            rows = LibraryRepository(session, self._work.workspace_id)
            if not await rows.add_folder(values):
                raise FolderRefused(f"There is a folder {name!r} at that place already")
        return await self.get(folder_id)

    async def change(self, folder_id: UUID, name: str | None, place: Place) -> Folder:
        """Name or move a folder; raises `FolderRefused`."""
        folder = await self.get(folder_id)
        name = _named(name) if name is not None else folder["name"]
        parent_id = place.parent_id if place.moves else folder["parent_id"]
        if place.moves and parent_id is not None:
            await self._check_place(folder_id, parent_id)
        async with self._work.transaction() as session:
            rows = LibraryRepository(session, self._work.workspace_id)
            await rows.take_turns()
            if await rows.has_name(parent_id, name, folder_id):
                raise FolderRefused(f"There is a folder {name!r} at that place already")
            await rows.change_folder(folder_id, {"name": name, "parent_id": parent_id})
        return await self.get(folder_id)

    async def dissolve(self, folder_id: UUID) -> None:
        """Remove a folder; its files and folders move to where it was, none is lost. Raises
        `FolderRefused` where two folders would then have one name."""
        folder = await self.get(folder_id)
        inner = [one for one in await self.all() if one["parent_id"] == folder_id]
        async with self._work.transaction() as session:
            rows = LibraryRepository(session, self._work.workspace_id)
            for one in inner:
                if await rows.has_name(folder["parent_id"], one["name"], one["id"]):
                    raise FolderRefused(f"{one['name']!r} is there twice then; rename one of them")
            await rows.dissolve(folder_id, folder["parent_id"])

    async def _check_place(self, folder_id: UUID, parent_id: UUID) -> None:
        by_id = {one["id"]: one for one in await self.all()}
        parent = by_id.get(parent_id)
        if parent is None:
            raise FolderNotFound(f"There is no folder {parent_id}")
        above = _line(parent, by_id)
        if any(one["id"] == folder_id for one in above):
            raise FolderRefused("A folder cannot lie in itself")
        below = max(
            len(line) - index
            for line in (_line(one, by_id) for one in by_id.values())
            for index, part in enumerate(line)
            if part["id"] == folder_id
        )
        if len(above) + below > DEEPEST:
            raise FolderRefused(f"Folders lie {DEEPEST} deep in one another at most")


class Place:
    """Where a folder is moved to; it stays where it is unless it `moves`."""

    def __init__(self, parent_id: UUID | None = None, *, moves: bool = False) -> None:
        self.parent_id = parent_id
        self.moves = moves


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name or "/" in name:
        raise InvalidInput("name: a folder needs a name, without a slash", pointer="/name")
    return name


def _line(folder: Folder, by_id: dict[UUID, Folder]) -> list[Folder]:
    """The folders from the library down to this one."""
    line = [folder]
    while (parent := by_id.get(line[0]["parent_id"])) is not None and len(line) <= 2 * DEEPEST:
        line.insert(0, parent)
    return line
