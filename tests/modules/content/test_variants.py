"""Other wordings stand beside a piece, are judged like it, and are taken or left."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from heliograph.modules.content import ContentChanged, ContentService, Pipeline, Wish
from heliograph.modules.content.errors import (
    NothingToImprove,
    PlatformUnknown,
    VariantNotFound,
    VersionNotFound,
)
from heliograph.modules.content.service.orders import Wording
from heliograph.modules.content.variants.service import Asked, VariantService
from heliograph.modules.scheduling import PostOrder
from heliograph.sdk.counting import count_text
from heliograph.sdk.rules import rules_for
from tests.support.stage import Stage

DAY = date(2026, 11, 21)
CHANGE_TEXT = text("UPDATE content_variants SET text = :text WHERE id = :id")


def contents_of(stage: Stage) -> ContentService:
    return ContentService(stage.work, stage.instance.content)


def variants_of(stage: Stage) -> VariantService:
    return VariantService(stage.work, stage.instance.content)


async def made(stage: Stage) -> UUID:
    """A finished content."""
    run_id = await contents_of(stage).make(Wish(await stage.brand("leo"), "daily_horoscope", DAY))
    await Pipeline(stage.work, stage.instance.content).run(run_id)
    content_id: UUID = (await contents_of(stage).run(run_id))["content_id"]
    return content_id


async def test_alternatives_differ_from_the_piece_and_from_one_another(stage: Stage) -> None:
    content_id = await made(stage)
    own = await contents_of(stage).get(content_id)
    first = await variants_of(stage).make(content_id, Asked("alternative", 2))
    second = await variants_of(stage).make(content_id, Asked("alternative", 1))

    texts = [own["text"], *(one["text"] for one in first), *(one["text"] for one in second)]
    assert len(set(texts)) == 4
    assert all(one["quality"]["checks"] for one in first)
    templates = [set(own["used_templates"]), *(set(one["used_templates"]) for one in first)]
    assert not templates[0] & templates[1]


async def test_hooks_change_the_beginning_and_nothing_else(stage: Stage) -> None:
    content_id = await made(stage)
    own = await contents_of(stage).get(content_id)
    hooks = await variants_of(stage).make(content_id, Asked("hook", 2))

    rest = own["text"].removeprefix(own["hook"])
    assert rest != own["text"]
    assert [one["text"] for one in hooks] == [f"{one['hook']}{rest}" for one in hooks]
    assert len({own["hook"], *(one["hook"] for one in hooks)}) == 3


async def test_forms_fit_the_platform_that_they_are_for(stage: Stage) -> None:
    content_id = await made(stage)
    forms = await variants_of(stage).make(
        content_id, Asked("platform", platforms=("x", "bluesky", "linkedin"))
    )
    manifests = {one.id: one for one in stage.instance.catalogue.connectors()}
    for form in forms:
        rules = rules_for(manifests[form["platform"]], "image").text
        assert count_text(form["text"], rules) <= rules.max
    shortened = next(one for one in forms if one["platform"] == "x")
    assert "ends after a sentence" in " ".join(shortened["reasons"])
    with pytest.raises(PlatformUnknown, match="mastodon"):
        await variants_of(stage).make(content_id, Asked("platform", platforms=("myspace",)))


async def test_a_chosen_form_is_what_goes_out_on_its_platform(stage: Stage) -> None:
    content_id = await made(stage)
    channel_id = await stage.channel("mastodon")
    (form,) = await variants_of(stage).make(content_id, Asked("platform", platforms=("mastodon",)))
    content = await contents_of(stage).get(content_id)
    desk = stage.instance.scheduling.desk(stage.work)
    order = PostOrder(channel_id=channel_id, content_id=content_id)

    await variants_of(stage).choose(content_id, form["id"], content["version"], None)
    async with stage.work.transaction() as session:
        words = {"id": form["id"], "text": "Only for readers of Mastodon."}
        await session.execute(CHANGE_TEXT, words)
    post = await desk.order(order, None)

    assert post["text"].startswith("Only for readers of Mastodon.")
    assert (await contents_of(stage).get(content_id))["text"] == content["text"]


async def test_a_chosen_alternative_takes_the_place_of_the_words(stage: Stage) -> None:
    content_id = await made(stage)
    own = await contents_of(stage).get(content_id)
    (other,) = await variants_of(stage).make(content_id, Asked("alternative", 1))

    with pytest.raises(ContentChanged):
        await variants_of(stage).choose(content_id, other["id"], own["version"] + 5, None)
    taken = await variants_of(stage).choose(content_id, other["id"], own["version"], None)
    assert taken["text"] == other["text"]

    back = await contents_of(stage).restore(content_id, own["version"], taken["version"], None)
    assert back["text"] == own["text"]
    with pytest.raises(VersionNotFound):
        await contents_of(stage).restore(content_id, 77, back["version"], None)


async def test_an_improvement_says_what_it_changed_and_why(stage: Stage) -> None:
    content_id = await made(stage)
    own = await contents_of(stage).get(content_id)
    worn = f"{own['text']} This one is a game-changer for everyone."
    brand = stage.instance.brands.service(stage.work)
    voice = {"tone": [], "do": [], "dont": ["game-changer"], "samples": []}
    await brand.change(own["brand_id"], {"voice": voice})
    await contents_of(stage).reword(content_id, Wording(own["version"], worn))

    (better,) = await variants_of(stage).make(content_id, Asked("optimised"))

    assert "game-changer" not in better["text"]
    assert "“game-changer”" in better["reasons"][0]
    await contents_of(stage).reword(content_id, Wording(own["version"] + 1, better["text"]))
    with pytest.raises(NothingToImprove):
        await variants_of(stage).make(content_id, Asked("optimised"))


async def test_a_script_has_a_shot_for_every_sentence_in_order(stage: Stage) -> None:
    content_id = await made(stage)
    own = await contents_of(stage).get(content_id)
    shots = await variants_of(stage).script(content_id)

    assert " ".join(shot.says for shot in shots).split() == own["text"].split()
    assert [shot.number for shot in shots] == list(range(1, len(shots) + 1))
    ends = [round(shot.starts + shot.seconds, 2) for shot in shots]
    assert [shot.starts for shot in shots[1:]] == pytest.approx(ends[:-1])
    assert any(shot.fact_id for shot in shots)


async def test_a_variant_that_is_taken_away_is_gone(stage: Stage) -> None:
    content_id = await made(stage)
    (one,) = await variants_of(stage).make(content_id, Asked("alternative", 1))
    await variants_of(stage).remove(content_id, one["id"])
    assert await variants_of(stage).of(content_id) == []
    for gone in (one["id"], uuid4()):
        with pytest.raises(VariantNotFound):
            await variants_of(stage).remove(content_id, gone)
