"""Colour tables of styles: a person's own .cube file, or the one that a grade makes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from heliograph.kit.database import Row, UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.kit.storage import FileMissing
from heliograph.modules.videos.errors import TableGone, TableRefused, VideoNotReady
from heliograph.modules.videos.service.styles import Styles
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.modules.videos.values import READY
from heliograph.sdk.style import Style, StyleAnalyser
from heliograph.sdk.style.cubes import MOST_BYTES, fault_of

_LONGEST_NAME = 120


@dataclass(frozen=True)
class Table:
    """A .cube file on its way out: what it is called, its bytes in pieces, and how many."""

    name: str
    size: int
    content: AsyncIterator[bytes]


class StyleTables:
    """Colour tables of the styles of one workspace."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools
        self._styles = Styles(work, tools)

    async def give(self, style_id: UUID, name: str, file: AsyncIterable[bytes]) -> Row:
        """Let an own style grade with a .cube file from now on; `name` is how people call it.
        Raises `StyleNotFound`, `VideoNotReady`, and `TableRefused`, which leaves nothing stored."""
        _check_ready(await self._styles.row(style_id))
        plain = plain_name(name)
        stored = await self._tools.storage.put(_bounded(file, plain), partial(_judged, plain))
        return await self._wear(style_id, plain, stored)

    async def take_away(self, style_id: UUID) -> None:
        """Let an own style compute its table from its grade again; no error where it does so
        already. Raises `StyleNotFound`, `VideoNotReady`."""
        await self._wear(style_id, "", "")

    async def read(self, name: str) -> Table:
        """The table of a style, shipped or own: its own one, else the one that its grade makes;
        a learned grade, which fits each video's pictures, is shown on everyday ones. Raises
        `StyleNotFound`, `VideoNotReady`, `TableGone`."""
        style, stored = await self._found(name)
        if not style.look.cube:
            return await self._computed(style)
        storage = self._tools.storage
        try:
            return Table(style.look.cube, await storage.size(stored), storage.stream(stored))
        except FileMissing as error:
            raise _gone(style) from error

    async def worn(self, name: str, folder: Path) -> Style:
        """A style to dress a video in, the usual one for an empty name: with its own table, if it
        has one, as a file in this folder. Raises as `read` does."""
        style, stored = await self._found(name)
        if not style.look.cube:
            return style
        place = (folder / f"own-{stored[:20]}.cube").absolute()
        if not await asyncio.to_thread(place.is_file):
            await self._fetch(style, stored, place)
        look = style.look.model_copy(update={"cube": str(place)})
        return style.model_copy(update={"look": look})

    async def _found(self, name: str) -> tuple[Style, str]:
        """A style, and its own table's stored file."""
        try:
            style_id = UUID(name)
        except ValueError:
            return await self._styles.get(name), ""
        row = await self._styles.row(style_id)
        _check_ready(row)
        return Style.model_validate(row["document"]), row["cube"]

    async def _wear(self, style_id: UUID, name: str, stored: str) -> Row:
        async with self._work.transaction():
            row = await self._styles.row(style_id, for_update=True)
            _check_ready(row)
            look = row["document"].get("look", {}) | {"cube": name}
            document = row["document"] | {"look": look}
            await self._styles.settle(style_id, {"document": document, "cube": stored})
            return await self._styles.row(style_id)

    async def _fetch(self, style: Style, stored: str, place: Path) -> None:
        await asyncio.to_thread(place.parent.mkdir, parents=True, exist_ok=True)
        # Others may be at the same video: each brings it by itself, and it appears whole.
        part = place.with_name(f".{new_id().hex}.part")
        try:
            await self._tools.storage.fetch(stored, part)
            await asyncio.to_thread(part.replace, place)
        except FileMissing as error:
            raise _gone(style) from error
        finally:
            part.unlink(missing_ok=True)

    async def _computed(self, style: Style) -> Table:
        place = self._tools.folder / f"draft-{new_id().hex}.cube"
        await asyncio.to_thread(place.parent.mkdir, parents=True, exist_ok=True)
        analyst = self._tools.catalogue.style_analyst()
        try:
            await self._tools.pool.run(computed, analyst, style, place)
            content = await asyncio.to_thread(place.read_bytes)
        finally:
            place.unlink(missing_ok=True)
        return Table(plain_name(style.name), len(content), _whole(content))


def computed(analyst: StyleAnalyser, style: Style, file: Path) -> Path:
    """The file with the table of a style's grade."""
    return analyst.cube(style, file)


def plain_name(given: str) -> str:
    """A name without places, which any disk takes and a style may carry; ends in .cube."""
    last = re.split(r"[/\\]", given)[-1]
    shown = "".join(one for one in last if one.isprintable())
    stem = re.sub(r"\.cube$", "", shown.strip(), flags=re.IGNORECASE)
    return f"{stem[:_LONGEST_NAME].strip() or 'table'}.cube"


def _judged(name: str, file: Path) -> None:
    fault = fault_of(file)
    if fault:
        raise TableRefused(f"{name}: {fault}")


async def _bounded(file: AsyncIterable[bytes], name: str) -> AsyncIterator[bytes]:
    """The same pieces, of which no more are kept than a table may have."""
    seen = 0
    async for chunk in file:
        seen += len(chunk)
        # It is read to its end: who is still sending would not hear why it is refused.
        if seen <= MOST_BYTES:
            yield chunk
    if seen > MOST_BYTES:
        raise TableRefused(f"{name}: larger than 32 MB")


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _check_ready(row: Row) -> None:
    if row["status"] != READY:
        raise VideoNotReady(f"The style {row['name']} is not learned yet")


def _gone(style: Style) -> TableGone:
    return TableGone(f"The colour table {style.look.cube} of {style.name} is not stored any more")
