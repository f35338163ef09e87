"""Packs that keep apart do not meet on one account unless its owner says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from heliograph.modules.brands import BrandOrder
from heliograph.modules.scheduling import PostOrder
from heliograph.modules.scheduling.errors import PacksApart
from tests.support.stage import Stage


async def islamic(stage: Stage, **options: Any) -> UUID:
    """A brand of the Islamic pack."""
    order = BrandOrder(
        name="Quiet Page", handle="quietpage", pack="islamic", subject="readers", options=options
    )
    made: UUID = (await stage.instance.brands.service(stage.work).create(order))["id"]
    return made


async def plan(stage: Stage, channel_id: UUID, brand_id: UUID | None) -> Any:
    """A post of a brand, two days from now."""
    soon = stage.instance.clock.now() + timedelta(days=2)
    order = PostOrder(
        channel_id=channel_id, text=f"A quiet word for {brand_id}", brand_id=brand_id, due_at=soon
    )
    return await stage.instance.scheduling.desk(stage.work).order(order, None)


async def test_a_verse_is_not_planned_where_horoscopes_are(stage: Stage) -> None:
    zodiac, quiet = await stage.brand(), await islamic(stage)
    channel = await stage.channel("mastodon", "shared")
    await plan(stage, channel, zodiac)
    with pytest.raises(PacksApart, match=r"Leo Daily speaks on this account with the pack zodiac"):
        await plan(stage, channel, quiet)
    elsewhere = await stage.channel("mastodon", "own")
    assert (await plan(stage, elsewhere, quiet))["status"] == "scheduled"


async def test_a_horoscope_is_not_planned_where_verses_are(stage: Stage) -> None:
    zodiac, quiet = await stage.brand(), await islamic(stage)
    channel = await stage.channel("mastodon", "shared")
    await plan(stage, channel, quiet)
    with pytest.raises(PacksApart) as refused:
        await plan(stage, channel, zodiac)
    assert "shares_account" in refused.value.remedy
    assert (await plan(stage, channel, None))["status"] == "scheduled"


async def test_a_cancelled_post_is_no_company(stage: Stage) -> None:
    zodiac, quiet = await stage.brand(), await islamic(stage)
    channel = await stage.channel("mastodon", "shared")
    first = await plan(stage, channel, zodiac)
    await stage.instance.scheduling.service(stage.work).cancel(first["id"])
    assert (await plan(stage, channel, quiet))["status"] == "scheduled"


async def test_the_owner_may_let_both_share_an_account(stage: Stage) -> None:
    zodiac, quiet = await stage.brand(), await islamic(stage, shares_account=True)
    channel = await stage.channel("mastodon", "shared")
    for brand_id in (zodiac, quiet, zodiac):
        assert (await plan(stage, channel, brand_id))["status"] == "scheduled"


async def test_brands_of_one_pack_share_accounts_freely(stage: Stage) -> None:
    channel = await stage.channel("mastodon", "signs")
    for subject in ("leo", "aries"):
        brand_id = await stage.brand(subject)
        assert (await plan(stage, channel, brand_id))["status"] == "scheduled"
