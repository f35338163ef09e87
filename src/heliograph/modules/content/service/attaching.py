"""Pictures that a person attaches to a piece, as a step that drew them would have kept them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import InvalidInput
from heliograph.modules.assets import AssetsService
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.values import JSON

LIBRARY = "library"


class Attaching:
    """Finds pictures of one workspace's library."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._assets = AssetsService(work, tools.assets)

    async def kept(self, asset_ids: Sequence[UUID]) -> JSON:
        """The pictures in order, without a report: what is written on them nobody measured.

        Raises `AssetNotFound`, `InvalidInput`.
        """
        cards = [_card(await self._assets.get(one)) for one in dict.fromkeys(asset_ids)]
        several = {"cards": cards} if len(cards) > 1 else {}
        return cards[0] | several | {"from": LIBRARY}


def _card(asset: Mapping[str, Any]) -> JSON:
    name = asset["title"] or asset["alt"][:60] or f"file {asset['id']}"
    if not asset["mime"].startswith("image/"):
        raise InvalidInput(f"{name} is {asset['mime']}, no picture", pointer="/asset_ids")
    # A drawing was made of parts with licences of their own; the file's own comes first.
    return {
        "asset_id": str(asset["id"]),
        "url": asset["url"],
        "width": asset["width"],
        "height": asset["height"],
        "bytes": asset["size"],
        "alt": asset["alt"],
        "licences": {**asset["licences"], name: asset["licence"]},
    }
