"""Pieces that were ordered with a post and have none: what the home page says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.brands import BrandsService
from heliograph.modules.content import UnplannedService
from heliograph.modules.scheduling import SchedulingService

READ = 200
Piece = Mapping[str, Any]
_DAY = timedelta(days=1)
"""A day that has just ended in one time zone lasts in another."""


async def unplanned_needs(
    work: UnitOfWork, posts: SchedulingService, now: datetime, most: int
) -> list[dict[str, Any]]:
    """One line for each brand and reason; a piece that a person has planned since is not told."""
    found = await UnplannedService(work).standing((now - _DAY).date(), READ)
    places = await posts.places_of([one["content_id"] for one in found])
    waiting: dict[tuple[UUID, str], list[Piece]] = {}
    for piece in found:
        if _lacks_post(piece, places):
            waiting.setdefault((piece["brand_id"], piece["error"]["detail"]), []).append(piece)
    names = await BrandsService.names(work, {brand_id for brand_id, _ in waiting})
    told = [_need(names.get(brand_id, ""), pieces) for (brand_id, _), pieces in waiting.items()]
    return told[:most]


def _lacks_post(piece: Piece, places: set[tuple[UUID, UUID]]) -> bool:
    channels = [UUID(one) for one in piece["error"].get("channels", ())]
    return any((piece["content_id"], one) not in places for one in channels)


def _need(brand: str, pieces: Sequence[Piece]) -> dict[str, Any]:
    first, error = pieces[0], pieces[0]["error"]
    count = len(pieces)
    noun, verb = ("piece", "has") if count == 1 else ("pieces", "have")
    asked = {
        "type": first["type"],
        "date": first["target_date"].isoformat(),
        "piece": str(first["content_id"]),
        "brand": str(first["brand_id"]),
    }
    return {
        "kind": "unplanned",
        "sentence": (
            f"{count} {noun} of {brand} {verb} no post: {error['detail'].rstrip('.')}. "
            f"{error['remedy']}"
        ).strip(),
        "link": f"/create?{urlencode(asked)}",
        "text_start": first["title"][:100],
        "count": count,
    }
