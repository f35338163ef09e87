"""A piece is made step by step, from facts to the gate, and goes on after a crash."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from sqlalchemy import text

from heliograph.modules.content import (
    ContentChanged,
    ContentNotReady,
    ContentService,
    DateUnreachable,
    Pipeline,
    TypeUnknown,
    Wish,
    Wording,
)
from tests.support.stage import Stage

DAY = date(2026, 11, 21)
LEXICON = Path(__file__).parents[3] / "src/heliograph/extensions/packs/zodiac/grammar/lexicon.yaml"


def service_of(stage: Stage) -> ContentService:
    return ContentService(stage.work, stage.instance.content)


async def make(stage: Stage, subject: str = "leo", day: date = DAY) -> tuple[UUID, UUID]:
    """A finished run: its id and its content's."""
    brand_id = await stage.brand(subject)
    run_id = await service_of(stage).make(Wish(brand_id, "daily_horoscope", day))
    await Pipeline(stage.work, stage.instance.content).run(run_id)
    run = await service_of(stage).run(run_id)
    return run_id, run["content_id"]


async def test_a_run_makes_text_and_picture_that_pass_the_gate(stage: Stage) -> None:
    run_id, content_id = await make(stage)

    run = await service_of(stage).run(run_id)
    content = await service_of(stage).get(content_id)

    assert run["error"] is None
    assert [(step["name"], step["status"]) for step in run["steps"]] == [
        (name, "done") for name in ("facts", "plan", "words", "picture", "gate")
    ]
    assert content["status"] == "ready", content["quality"]
    assert content["image_asset_id"] is not None
    assert len(content["text"].split()) > 30
    assert 3 <= len(content["hashtags"]) <= 8


@pytest.mark.parametrize(
    ("own", "asked", "heard"),
    [("gentle", None, {"warm"}), ("plain", None, set()), ("gentle", "bold", {"bold"})],
)
async def test_the_tone_of_the_brand_is_heard_unless_another_is_asked_for(
    stage: Stage, own: str, asked: str | None, heard: set[str]
) -> None:
    brand_id = await stage.brand("leo")
    voice = {"tone": [own], "do": [], "dont": [], "samples": []}
    await stage.instance.brands.service(stage.work).change(brand_id, {"voice": voice})
    run_id = await service_of(stage).make(Wish(brand_id, "daily_horoscope", DAY, tone=asked))
    await Pipeline(stage.work, stage.instance.content).run(run_id)
    content = await service_of(stage).get((await service_of(stage).run(run_id))["content_id"])

    assert content["status"] == "ready", content["quality"]
    leaves = {name.split(".")[1] for name in content["used_templates"] if "farewell" in name}
    leads = yaml.safe_load(LEXICON.read_text("utf-8"))["leads"]
    words = content["text"].lower().replace("\u2019", "'")
    told = {tone for tone, some in leads.items() for one in some if one in words}
    assert (leaves or told & heard) == heard


@pytest.mark.parametrize(
    ("platform", "most", "size"),
    [("x", 280, (1600, 900)), ("bluesky", 300, (1080, 1350)), ("instagram", 2200, (1080, 1350))],
)
async def test_a_piece_ordered_for_a_network_fits_it(
    stage: Stage, platform: str, most: int, size: tuple[int, int]
) -> None:
    brand_id = await stage.brand("leo")
    wish = Wish(brand_id, "weekly", DAY, length="long", platform=platform)
    run_id = await service_of(stage).make(wish)
    await Pipeline(stage.work, stage.instance.content).run(run_id)
    content = await service_of(stage).get((await service_of(stage).run(run_id))["content_id"])

    failing = [one for one in content["quality"]["checks"] if not one["passed"]]
    assert content["status"] == "ready", failing
    assert len("\n\n".join([content["text"], " ".join(content["hashtags"])])) <= most
    picture = await stage.instance.assets.service(stage.work).get(content["image_asset_id"])
    assert (picture["width"], picture["height"]) == size


async def test_a_run_that_died_goes_on_at_the_first_undone_step(stage: Stage) -> None:
    run_id, _ = await make(stage)
    async with stage.work.transaction() as session:
        await session.execute(
            text(
                "UPDATE content_steps SET status = 'running', outputs = '{}'"
                " WHERE run_id = :id AND name IN ('picture', 'gate')"
            ),
            {"id": run_id},
        )
        await session.execute(
            text("UPDATE content_runs SET status = 'running' WHERE id = :id"), {"id": run_id}
        )
    before = await service_of(stage).run(run_id)

    await Pipeline(stage.work, stage.instance.content).run(run_id)

    after = await service_of(stage).run(run_id)
    assert after["status"] == "done"
    for number in range(3):
        assert after["steps"][number]["finished_at"] == before["steps"][number]["finished_at"]


async def test_equal_inputs_take_over_facts_that_were_computed_before(stage: Stage) -> None:
    await make(stage, "leo")

    run_id, _ = await make(stage, "virgo")

    steps = (await service_of(stage).run(run_id))["steps"]
    assert (steps[0]["name"], steps[0]["status"]) == ("facts", "reused")


async def test_words_done_again_come_out_anew_and_the_old_ones_are_kept(stage: Stage) -> None:
    run_id, content_id = await make(stage)
    before = await service_of(stage).get(content_id)

    await service_of(stage).redo(run_id, "words")
    await Pipeline(stage.work, stage.instance.content).run(run_id)

    after = await service_of(stage).get(content_id)
    versions = await service_of(stage).versions(content_id)
    assert after["text"] != before["text"]
    assert [version["text"] for version in versions] == [before["text"]]


async def test_two_signs_of_one_day_share_no_template_and_no_opening(stage: Stage) -> None:
    _, leo = await make(stage, "leo")
    _, virgo = await make(stage, "virgo")

    first = await service_of(stage).get(leo)
    second = await service_of(stage).get(virgo)

    assert not set(first["used_templates"]) & set(second["used_templates"])
    assert first["opening"] != second["opening"]


async def test_the_gate_refuses_a_wording_with_a_fact_that_is_not_in_the_plan(
    stage: Stage,
) -> None:
    _, content_id = await make(stage)
    content = await service_of(stage).get(content_id)
    false_claim = f"{content['text']} Neptune enters Gemini at 03:33."

    changed = await service_of(stage).reword(
        content_id, Wording(version=content["version"], text=false_claim)
    )

    failed = [check["name"] for check in changed["quality"]["checks"] if not check["passed"]]
    assert changed["status"] == "refused"
    assert "facts_in_plan" in failed
    with pytest.raises(ContentNotReady, match="Gemini"):
        await service_of(stage).ready(content_id)


async def test_a_harmless_wording_passes_the_gate(stage: Stage) -> None:
    _, content_id = await make(stage)
    content = await service_of(stage).get(content_id)
    calm = f"{content['text']} Take a walk afterwards."

    changed = await service_of(stage).reword(
        content_id, Wording(version=content["version"], text=calm)
    )

    assert (changed["status"], changed["version"]) == ("ready", content["version"] + 1)


async def test_a_forbidden_word_of_the_brand_is_refused(stage: Stage) -> None:
    _, content_id = await make(stage)
    content = await service_of(stage).get(content_id)
    brands = stage.instance.brands.service(stage.work)
    await brands.change(content["brand_id"], {"forbidden": ["bargain"]})

    changed = await service_of(stage).reword(
        content_id,
        Wording(version=content["version"], text=f"{content['text']} What a bargain it was."),
    )

    assert changed["status"] == "refused"


async def test_a_change_of_an_older_version_is_refused(stage: Stage) -> None:
    _, content_id = await make(stage)

    with pytest.raises(ContentChanged):
        await service_of(stage).reword(content_id, Wording(version=7, text="Too late " * 30))


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2051, 1, 1)])
async def test_a_day_the_sky_is_not_computed_for_is_refused_at_once(
    stage: Stage, day: date
) -> None:
    brand_id = await stage.brand()

    with pytest.raises(DateUnreachable, match="1900"):
        await service_of(stage).make(Wish(brand_id, "daily_horoscope", day))


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2050, 12, 31)])
async def test_the_first_and_the_last_day_of_the_sky_can_be_made(stage: Stage, day: date) -> None:
    _, content_id = await make(stage, "aries", day)

    assert (await service_of(stage).get(content_id))["status"] == "ready"


async def test_a_type_the_pack_does_not_make_names_those_it_makes(stage: Stage) -> None:
    brand_id = await stage.brand()

    with pytest.raises(TypeUnknown, match="daily_horoscope"):
        await service_of(stage).make(Wish(brand_id, "recipe", DAY))
