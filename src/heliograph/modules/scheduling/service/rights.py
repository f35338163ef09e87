"""Files that nobody vouched for do not go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from heliograph.modules.assets import AssetsService
from heliograph.sdk.problems import Problem

REMEDY = "State its licence and source in the library, or use another file."


class HasFiles(Protocol):
    """A piece, as far as this file needs it."""

    @property
    def media(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def extras(self) -> Mapping[str, Any]: ...


def files_of(piece: HasFiles) -> list[UUID]:
    """The assets that a post sends: its media, those of its later parts, its cover."""
    parts = [one for part in piece.extras.get("parts") or () for one in part["media"]]
    cover = [piece.extras["cover"]] if piece.extras.get("cover") else []
    return [UUID(one["asset_id"]) for one in (*piece.media, *parts, *cover)]


async def problems_of_rights(assets: AssetsService, piece: HasFiles) -> list[Problem]:
    """One problem that names every file without a licence; none when all have one."""
    names = await assets.unlicensed(files_of(piece))
    if not names:
        return []
    found = f"no licence for {', '.join(names)}"
    return [Problem("media", "media.licence", found, "a licence on record for every file", REMEDY)]
