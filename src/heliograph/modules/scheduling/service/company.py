"""Packs that keep apart: no account carries both, unless its owner says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.brands import BrandsService
from heliograph.modules.scheduling.errors import PacksApart
from heliograph.modules.scheduling.repository import PostRepository
from heliograph.sdk.manifest import PackManifest

LOOK_BACK = timedelta(days=30)
"""How long a post that went out counts as company."""
Brand = Mapping[str, Any]


async def check_company(
    work: UnitOfWork,
    packs: Sequence[PackManifest],
    channel_id: UUID,
    brand_id: UUID | None,
    now: datetime,
) -> None:
    """Raise `PacksApart` where a brand speaks on the channel whose pack keeps apart from that of
    `brand_id`, and the brand that asks to be apart has not allowed it."""
    pairs = {(one.id, other) for one in packs for other in one.apart}
    if brand_id is None or not pairs:
        return
    brands = await BrandsService.with_packs(work, sorted({name for pair in pairs for name in pair}))
    own = next((one for one in brands if one["id"] == brand_id), None)
    others = [] if own is None else list(_others(own, brands, pairs))
    if own is None or not others:
        return
    async with work.transaction() as session:
        rows = PostRepository(session, work.workspace_id)
        there = await rows.speakers(channel_id, [one["id"] for one in others], now - LOOK_BACK)
    for other in others:
        if other["id"] in there:
            raise PacksApart(
                f"{other['name']} speaks on this account with the pack {other['pack']}, and "
                f"{own['name']} has the pack {own['pack']}",
                pointer="/channel_id",
            )


def _others(own: Brand, brands: Sequence[Brand], pairs: set[tuple[str, str]]) -> Iterator[Brand]:
    """Those that must not be met."""
    for one in brands:
        for asking, avoided in ((own, one), (one, own)):
            is_apart = (asking["pack"], avoided["pack"]) in pairs
            if is_apart and not asking["options"].get("shares_account"):
                yield one
