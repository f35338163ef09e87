"""A piece of several cards: drawn, judged, shown and posted as a carousel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heliograph.extensions.packs.zodiac import PACK as ZODIAC
from heliograph.kit.errors import InvalidInput
from heliograph.modules.assets import AssetsService
from heliograph.modules.content import ContentService, Pipeline
from heliograph.modules.content.gate import judge
from heliograph.modules.content.service.drawn import DrawnService
from heliograph.modules.scheduling import PostOrder
from heliograph.modules.scheduling.preview_schemas import PreviewOrder
from heliograph.sdk.pictures import PictureReport
from tests.modules.content.carded import CARDS, CardedPack, QuotingPack, made, tools_of
from tests.modules.content.pieces import BOX, GOOD, PICTURE
from tests.support.stage import Stage


async def test_each_card_has_a_picture_of_its_own_with_its_place(stage: Stage) -> None:
    tools = tools_of(stage)
    run_id, content_id = await made(stage, tools)
    content = await ContentService(stage.work, tools).get(content_id)
    run = await ContentService(stage.work, tools).run(run_id)

    assert content["status"] == "ready", content["quality"]
    assert content["images"][0] == content["image"] | {"text": CARDS[0]}
    assert str(content["image_asset_id"]) == content["images"][0]["asset_id"]
    assert len({one["asset_id"] for one in content["images"]}) == len(CARDS)
    drawn = next(step["outputs"] for step in run["steps"] if step["name"] == "picture")
    written = [
        next(box["text"] for box in card["report"]["boxes"] if box["layer"] == "body")
        for card in drawn["cards"]
    ]
    assert [" ".join(one.split()) for one in written] == list(CARDS)
    alts = [
        (await AssetsService(stage.work, tools.assets).get(one["asset_id"]))["alt"]
        for one in drawn["cards"]
    ]
    assert alts[1:] == [f"2/3: {CARDS[1]}", f"3/3: {CARDS[2]}"]
    # The mark of the place differs even where words are the same.
    same = tools_of(stage, CardedPack(("One and the same.", "One and the same.")))
    first, second = [
        await DrawnService(stage.work, same).see(content_id, None, None, card) for card in (1, 2)
    ]
    assert first.data != second.data


async def test_one_card_can_be_seen_alone_and_a_number_too_high_is_refused(stage: Stage) -> None:
    tools = tools_of(stage)
    _, content_id = await made(stage, tools)
    drawn = DrawnService(stage.work, tools)

    third = await drawn.see(content_id, None, "instagram_square", 3)

    assert CARDS[2] in {" ".join(box.text.split()) for box in third.report.boxes}
    with pytest.raises(InvalidInput, match="There are 3 pictures, no number 4"):
        await drawn.see(content_id, None, None, 4)


async def test_another_size_is_taken_for_every_card(stage: Stage) -> None:
    tools = tools_of(stage)
    _, content_id = await made(stage, tools)

    after = await DrawnService(stage.work, tools).take(content_id, 1, None, "instagram_square")

    assert [one["height"] for one in after["images"]] == [1080] * 3
    assert after["status"] == "ready"


@pytest.mark.parametrize(
    ("platform", "kind", "count"), [("mastodon", "carousel", 3), ("discord", "carousel", 3)]
)
async def test_a_post_of_it_is_a_carousel_where_the_network_has_that(
    stage: Stage, platform: str, kind: str, count: int
) -> None:
    _, content_id = await made(stage, tools_of(stage))
    channel_id = await stage.channel(platform)
    desk = stage.instance.scheduling.desk(stage.work)

    order = {"channel_id": channel_id, "content_id": content_id, "now": True}
    post = await desk.order(PostOrder.model_validate(order), None)

    assert (post["kind"], len(post["media"])) == (kind, count)


async def test_what_a_network_has_no_room_for_is_left_out_and_told(stage: Stage) -> None:
    tools = tools_of(stage, CardedPack([f"The thought number {one}." for one in range(6)]))
    _, content_id = await made(stage, tools)
    channel_id = await stage.channel("mastodon")
    desk = stage.instance.scheduling.desk(stage.work)

    (shown,) = await desk.previews(content_id, PreviewOrder(channel_ids=[channel_id]))

    assert len(shown["media"]) == 4
    told = [one for one in shown["adaptations"] if one["what"] == "2 pictures of 6 left out"]
    assert [one["why"] for one in told] == ["Mastodon takes 4 pictures in a post"]


async def test_cards_that_quote_one_text_go_out_together_or_not_at_all(stage: Stage) -> None:
    pack = CardedPack()
    tools = tools_of(stage, pack)
    plain = await made(stage, tools)
    facts = (await ContentService(stage.work, tools).get(plain[1]))["facts"]
    quoted = max((one["text"] for one in facts), key=len)
    assert len(quoted) >= 25
    quoting = tools_of(stage, QuotingPack([quoted, *(f"Card number {n}." for n in range(5))]))
    run_id = await ContentService(stage.work, quoting).redo(plain[0], "plan")
    await Pipeline(stage.work, quoting).run(run_id["id"])
    desk = stage.instance.scheduling.desk(stage.work)
    channel_id = await stage.channel("mastodon")

    (shown,) = await desk.previews(plain[1], PreviewOrder(channel_ids=[channel_id]))

    assert shown["media"] == []
    assert "6 pictures of 6 left out" in [one["what"] for one in shown["adaptations"]]


def test_every_card_is_judged_and_the_report_names_the_one_that_fails() -> None:
    weak = PictureReport(boxes=(replace(BOX, contrast=2.0),), safe_area=PICTURE.safe_area)
    judged = judge(replace(GOOD, further=[PICTURE, weak]), ZODIAC)
    found = next(one for one in judged.checks if one.name == "contrast")

    assert not judged.passed
    assert found.found.startswith("card 3: least contrast 2.0")
    sound = judge(replace(GOOD, further=[PICTURE, PICTURE]), ZODIAC)
    assert next(one for one in sound.checks if one.name == "contrast").passed


def test_words_on_a_later_card_count_as_text() -> None:
    said = PictureReport((replace(BOX, text="What a bargain it was"),), PICTURE.safe_area)
    piece = replace(GOOD, forbidden=("bargain",))

    assert judge(piece, ZODIAC).passed
    assert not judge(replace(piece, further=[said]), ZODIAC).passed
