"""A piece's picture in other sizes and designs: seen, taken, judged again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import cv2
import numpy as np
import pytest

from heliograph.kit.errors import InvalidInput
from heliograph.modules.assets import AssetsService, Origin
from heliograph.modules.content import ContentChanged, ContentService, Pipeline, Wish, Wording
from heliograph.modules.content.service.drawn import DrawnService
from tests.apps.sandbox.pictures import picture
from tests.support.stage import Stage


async def made(stage: Stage) -> UUID:
    contents = ContentService(stage.work, stage.instance.content)
    wish = Wish(await stage.brand("leo"), "daily_horoscope", date(2026, 11, 21))
    run_id = await contents.make(wish)
    await Pipeline(stage.work, stage.instance.content).run(run_id)
    content_id: UUID = (await contents.run(run_id))["content_id"]
    return content_id


def drawn_of(stage: Stage) -> DrawnService:
    return DrawnService(stage.work, stage.instance.content)


def shape(data: bytes) -> tuple[int, int]:
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return image.shape[1], image.shape[0]


async def test_a_piece_is_seen_in_any_named_size_and_nothing_is_kept(stage: Stage) -> None:
    content_id = await made(stage)
    before = await ContentService(stage.work, stage.instance.content).get(content_id)

    story = await drawn_of(stage).see(content_id, None, "instagram_story")

    assert shape(story.data) == (1080, 1920)
    assert story.report.overflowing == ()
    assert await ContentService(stage.work, stage.instance.content).get(content_id) == before


async def test_a_picture_that_is_taken_is_the_pieces_own_and_was_judged(stage: Stage) -> None:
    content_id = await made(stage)
    before = await ContentService(stage.work, stage.instance.content).get(content_id)

    after = await drawn_of(stage).take(content_id, before["version"], None, "instagram_square")

    assert after["image"]["height"] == 1080
    assert after["image_asset_id"] != before["image_asset_id"]
    assert after["status"] == "ready"
    assets = AssetsService(stage.work, stage.instance.assets)
    assert (await assets.get(after["image_asset_id"]))["width"] == 1080
    with pytest.raises(ContentChanged):
        await drawn_of(stage).take(content_id, before["version"], None, None)


async def test_a_picture_of_the_library_takes_the_place_of_the_drawn_one(stage: Stage) -> None:
    content_id = await made(stage)
    assets = AssetsService(stage.work, stage.instance.assets)
    origin = Origin("upload", {}, "A harbour at dawn with two small boats", title="Harbour")
    own = (await assets.keep(picture(900, 900), origin))["id"]
    second = (await assets.keep(picture(800, 900), origin))["id"]

    after = await drawn_of(stage).attach(content_id, 1, [own, second])

    assert [one["asset_id"] for one in after["images"]] == [str(own), str(second)]
    assert (after["status"], after["alt_text"]) == ("ready", origin.alt)
    found = next(one for one in after["quality"]["checks"] if one["name"] == "licences")
    assert found["found"].endswith("all with a licence")


async def test_an_attached_picture_that_nobody_vouched_for_is_refused_by_the_gate(
    stage: Stage,
) -> None:
    content_id = await made(stage)
    assets = AssetsService(stage.work, stage.instance.assets)
    origin = Origin("url", {}, "A harbour at dawn with two small boats", title="Found harbour")
    found = (await assets.keep(picture(900, 900), origin))["id"]

    after = await drawn_of(stage).attach(content_id, 1, [found])

    failed = [one for one in after["quality"]["checks"] if not one["passed"] and one["must"]]
    assert after["status"] == "refused"
    assert [one["name"] for one in failed] == ["licences"]
    assert "Found harbour" in failed[0]["found"]
    # What a person says of the words afterwards is judged with the same licences.
    contents = ContentService(stage.work, stage.instance.content)
    reworded = await contents.reword(content_id, Wording(2, f"{after['text']} Take a walk."))
    assert reworded["status"] == "refused"


async def test_an_unknown_design_or_size_names_those_there_are(stage: Stage) -> None:
    content_id = await made(stage)
    with pytest.raises(InvalidInput, match="daily-card"):
        await drawn_of(stage).see(content_id, "poster", None)
    with pytest.raises(InvalidInput, match="instagram_story"):
        await drawn_of(stage).see(content_id, None, "billboard")


async def test_the_designs_of_a_type_begin_with_its_own(stage: Stage) -> None:
    content_id = await made(stage)
    designs = await drawn_of(stage).designs(content_id)
    assert (designs[0].id, designs[0].is_own) == ("daily-card", True)
