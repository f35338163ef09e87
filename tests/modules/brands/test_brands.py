"""Brands start from their subject's profile and belong to one workspace."""

from __future__ import annotations

import pytest

from heliograph.kit.errors import InvalidInput
from heliograph.kit.ids import new_id
from heliograph.modules.brands import BrandNotFound, BrandOrder, PackUnknown
from heliograph.modules.brands.errors import HandleTaken
from tests.support.stage import Stage


def order(**changes: object) -> BrandOrder:
    usual = {"name": "Leo Daily", "handle": "leodaily", "pack": "zodiac", "subject": "leo"}
    return BrandOrder.model_validate(usual | changes)


async def test_a_new_brand_wears_its_subjects_colours(stage: Stage) -> None:
    brand = await stage.instance.brands.service(stage.work).create(order())

    profile = stage.instance.catalogue.pack("zodiac").subject("leo")
    assert brand["kit"] == {"palette": profile.palette, "symbol": "leo"}
    assert brand["voice"]["tone"] == list(profile.traits[:4])


async def test_an_unknown_subject_names_the_known_ones(stage: Stage) -> None:
    with pytest.raises(PackUnknown, match="aries"):
        await stage.instance.brands.service(stage.work).create(order(subject="ophiuchus"))


async def test_an_unknown_pack_names_the_installed_ones(stage: Stage) -> None:
    with pytest.raises(PackUnknown, match="zodiac"):
        await stage.instance.brands.service(stage.work).create(order(pack="runes"))


async def test_two_brands_cannot_share_a_handle(stage: Stage) -> None:
    service = stage.instance.brands.service(stage.work)
    await service.create(order())

    with pytest.raises(HandleTaken):
        await service.create(order(name="Another"))


async def test_a_time_zone_that_does_not_exist_is_refused(stage: Stage) -> None:
    with pytest.raises(InvalidInput, match="Mars/Base"):
        await stage.instance.brands.service(stage.work).create(order(time_zone="Mars/Base"))


async def test_another_workspace_does_not_see_the_brand(stage: Stage) -> None:
    brand = await stage.instance.brands.service(stage.work).create(order())
    other = stage.instance.brands.service(stage.instance.database.work(new_id()))

    with pytest.raises(BrandNotFound):
        await other.get(brand["id"])
    with pytest.raises(BrandNotFound):
        await other.change(brand["id"], {"name": "Taken over"})


async def test_a_policy_names_checks_that_the_gate_has(stage: Stage) -> None:
    service = stage.instance.brands.service(stage.work)
    good = {"hook": "block", "platform_mastodon_hashtags": "block", "emoji": "needs_person"}
    brand = await service.create(order(policy=good))
    assert brand["policy"] == good

    with pytest.raises(InvalidInput, match=r"no check hooks; it has alt_text.*hook, length"):
        await service.change(brand["id"], {"policy": {"hooks": "block"}})
    with pytest.raises(InvalidInput, match="no check platform_myspace"):
        await service.create(order(handle="other", policy={"platform_myspace": "warn"}))
    with pytest.raises(InvalidInput, match=r"respect\.mixing is a rule of its pack"):
        await service.change(brand["id"], {"policy": {"respect.mixing": "warn"}})
    with pytest.raises(InvalidInput, match="licences cannot be softened"):
        await service.change(brand["id"], {"policy": {"licences": "warn"}})
    assert (await service.get(brand["id"]))["policy"] == good
