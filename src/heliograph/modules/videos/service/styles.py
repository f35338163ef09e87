"""Styles: those that are shipped, and those that people learned or changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from heliograph.kit.database import Row, UnitOfWork
from heliograph.kit.events import tell_live
from heliograph.kit.ids import new_id
from heliograph.modules.assets import AssetNotFound, AssetsService
from heliograph.modules.videos import events
from heliograph.modules.videos.errors import StyleNotFound, VideoInvalid
from heliograph.modules.videos.repository import StyleRepository
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.modules.videos.values import FAILED, READY, REMOVED
from heliograph.sdk.style import Style, shipped_styles

ANALYSE_JOB = "videos.analyse"
ANALYSING = "analysing"
USUAL = "nocturne"


class Styles:
    """Styles of one workspace. A shipped one is named by its id, an own one by its UUID."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools

    @property
    def _rows(self) -> StyleRepository:
        return StyleRepository(self._work.session, self._work.workspace_id)

    async def get(self, name: str) -> Style:
        """A style by its name; the usual one for an empty name. Raises `StyleNotFound`."""
        found = await self.find(name or USUAL)
        if found is None:
            known = ", ".join(shipped_styles())
            raise StyleNotFound(f"There is no style {name!r}; shipped are {known}")
        return found

    async def find(self, name: str) -> Style | None:
        """The same, or None."""
        try:
            style_id = UUID(name)
        except ValueError:
            return shipped_styles().get(name)
        async with self._work.transaction():
            row = await self._rows.get(style_id)
        if row is None or row["status"] != READY:
            return None
        return Style.model_validate(row["document"])

    async def reference(self, name: str) -> tuple[str, str] | None:
        """The stored file by which what a style was learned from is known again, and how its name
        is to end: its marks, kept whatever becomes of the reference and of the style; for a style
        of before they were kept, the library's file, while there is one."""
        try:
            style_id = UUID(name)
        except ValueError:
            return None
        async with self._work.transaction():
            row = await self._rows.guard(style_id)
        if row is None:
            return None
        if row["marks"]:
            return row["marks"], ".json"
        if row["asset_id"] is None:
            return None
        try:
            asset = await AssetsService(self._work, self._tools.assets).get(row["asset_id"])
        except AssetNotFound:
            return None
        return asset["sha256"], ""

    async def every(self) -> tuple[Sequence[Style], Sequence[Row]]:
        """The shipped ones, and the workspace's own."""
        async with self._work.transaction():
            return tuple(shipped_styles().values()), await self._rows.every()

    async def row(self, style_id: UUID, *, for_update: bool = False) -> Row:
        """One own style as it is stored, held until the end of a transaction that is to change
        it; raises `StyleNotFound`."""
        async with self._work.transaction():
            row = await self._rows.get(style_id, for_update=for_update)
        if row is None:
            raise StyleNotFound(f"There is no style {style_id}")
        return row

    async def learn(self, asset_id: UUID, name: str) -> Row:
        """Start learning a style from a video of the library; raises `AssetNotFound`,
        `VideoInvalid` for a file that does not move."""
        asset = await AssetsService(self._work, self._tools.assets).get(asset_id)
        if not asset["mime"].startswith("video/"):
            raise VideoInvalid(f"{asset['mime']} is no video", pointer="/asset_id")
        async with self._work.transaction() as session:
            style_id = await self._add(name, {}, ANALYSING, asset_id)
            await self._tools.queue.enqueue(
                session,
                ANALYSE_JOB,
                {"style_id": str(style_id), "workspace_id": str(self._work.workspace_id)},
                key=f"style:{style_id}",
            )
        return await self.row(style_id)

    async def copy(self, name: str, base: str) -> Row:
        """A style of one's own that begins as another; raises `StyleNotFound`."""
        style = await self.get(base)
        known = await self.reference(base)
        # A copy of a learned manner must not become a way around its guard.
        taken = {"marks": known[0]} if known is not None and known[1] else {}
        if style.look.cube:
            # Name and file of a table come from one reading: it may be taken away meanwhile.
            row = await self.row(UUID(base))
            style, taken["cube"] = Style.model_validate(row["document"]), row["cube"]
        async with self._work.transaction():
            document = style.model_dump(mode="json") | {"name": name}
            style_id = await self._add(name, document, READY, None)
            if taken:
                await self._rows.change(style_id, taken)
        return await self.row(style_id)

    async def change(self, style_id: UUID, values: Mapping[str, Any]) -> Row:
        """Change fields of an own style; a look without the name of its colour table takes that
        away. Raises `StyleNotFound`, `VideoInvalid`."""
        async with self._work.transaction():
            row = await self.row(style_id, for_update=True)
            style = _changed(row, values)
            kept = {"document": style.model_dump(mode="json"), "name": style.name}
            table = {} if style.look.cube else {"cube": ""}
            await self.settle(style_id, kept | table)
        return await self.row(style_id)

    async def remove(self, style_id: UUID) -> None:
        """Delete an own style; raises `StyleNotFound`. Of a learned one the guard is kept: videos
        were made in it, and are compared with its reference when they are rendered again."""
        async with self._work.transaction():
            row = await self.row(style_id, for_update=True)
            if row["status"] == READY and (row["marks"] or row["asset_id"]):
                bare = {"name": "", "document": {}, "analysis": {}, "cube": "", "status": REMOVED}
                await self._rows.change(style_id, bare | {"updated_at": self._tools.clock.now()})
            else:
                await self._rows.remove(style_id)

    async def settle(self, style_id: UUID, values: Mapping[str, Any]) -> None:
        """Write what became of a style and tell open dashboards."""
        async with self._work.transaction() as session:
            now = self._tools.clock.now()
            await self._rows.change(style_id, {**values, "updated_at": now})
            ids = {"style_id": str(style_id)}
            await tell_live(session, self._work.workspace_id, events.STYLE_CHANGED, ids)

    async def fail(self, style_id: UUID, trouble: Mapping[str, str]) -> None:
        """Write down why a style could not be learned: detail and remedy."""
        trouble = dict(trouble)
        await self.settle(style_id, {"status": FAILED, "error": trouble})

    async def _add(
        self, name: str, document: Mapping[str, Any], status: str, asset_id: UUID | None
    ) -> UUID:
        style_id, now = new_id(), self._tools.clock.now()
        await self._rows.add(
            {
                "id": style_id,
                "name": name,
                "status": status,
                "document": dict(document),
                "asset_id": asset_id,
                "created_at": now,
                "updated_at": now,
            }
        )
        return style_id


def _changed(row: Row, values: Mapping[str, Any]) -> Style:
    """A stored style with other fields; raises `VideoInvalid`."""
    try:
        style = Style.model_validate(row["document"] | dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(part) for part in first["loc"])
        raise VideoInvalid(f"{place}: {first['msg']}", pointer=f"/{place}") from error
    if style.look.cube not in ("", row["document"].get("look", {}).get("cube", "")):
        # It would name a file of the server.
        raise VideoInvalid(
            "A style that is kept here has no .cube file beside it: give it the file itself, with "
            "`heliograph videos styles table` or at its page, or change its grade",
            pointer="/look/cube",
        )
    return style
