"""A piece worded by a person's own template, with the facts of its own plan."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from heliograph.modules.content import ContentService, Pipeline, Wish
from heliograph.modules.content.errors import TemplateUnfit
from heliograph.modules.content.variants.service import VariantService
from heliograph.modules.templates import TemplateNotFound
from tests.support.stage import Stage

BODY = (
    "{{subject_name}}, this is your {{date}} in one breath. {{top_fact}}. Begin with the kettle,"
    " answer the letter that waited, and leave the window open for an hour this evening. {{close}}"
)
FIELDS = [
    {"name": "subject_name", "type": "text"},
    {"name": "date", "type": "date"},
    {"name": "top_fact", "type": "text"},
    {"name": "close", "type": "text", "required": False},
]


async def piece(stage: Stage) -> UUID:
    contents = ContentService(stage.work, stage.instance.content)
    wish = Wish(await stage.brand("leo"), "daily_horoscope", date(2026, 11, 21))
    run_id = await contents.make(wish)
    await Pipeline(stage.work, stage.instance.content).run(run_id)
    content_id: UUID = (await contents.run(run_id))["content_id"]
    return content_id


async def template(stage: Stage, name: str = "Breath", **changes: Any) -> UUID:
    order = {
        "name": name, "description": "", "body": BODY, "fields": FIELDS, "pack": "zodiac",
        "content_type": "", "subject": "", "platform": "", "language": "en",
    }  # fmt: skip
    service = stage.instance.templates.service(stage.work)
    made: UUID = (await service.create(order | changes))["id"]
    return made


def variants_of(stage: Stage) -> VariantService:
    return VariantService(stage.work, stage.instance.content)


async def test_a_template_is_filled_from_the_pieces_plan_and_judged(stage: Stage) -> None:
    content_id = await piece(stage)
    content = await ContentService(stage.work, stage.instance.content).get(content_id)

    made = await variants_of(stage).fill(content_id, await template(stage), {})

    assert (made["kind"], made["platform"]) == ("template", None)
    assert content["facts"][0]["text"] in made["text"]
    assert made["text"].startswith("Leo, this is your ")
    assert made["hook"] == made["text"].split(". ")[0] + "."
    assert made["reasons"] == ["From the template “Breath”, version 1"]
    assert made["quality"]["passed"], made["quality"]
    taken = await variants_of(stage).choose(content_id, made["id"], content["version"], None)
    assert taken["text"] == made["text"]


async def test_a_given_value_goes_before_the_plans_and_is_judged_like_any_word(
    stage: Stage,
) -> None:
    content_id, template_id = await piece(stage), await template(stage)

    false = {"close": "Neptune enters Gemini at 03:33."}
    made = await variants_of(stage).fill(content_id, template_id, false)

    failed = [one["name"] for one in made["quality"]["checks"] if not one["passed"]]
    assert (made["quality"]["passed"], "facts_in_plan" in failed) == (False, True)


async def test_a_template_for_a_platform_gives_a_form_for_it(stage: Stage) -> None:
    content_id = await piece(stage)
    contents = ContentService(stage.work, stage.instance.content)

    made = await variants_of(stage).fill(content_id, await template(stage, platform="mastodon"), {})
    await variants_of(stage).choose(content_id, made["id"], 1, None)

    assert (made["kind"], made["platform"]) == ("platform", "mastodon")
    assert (await contents.ready(content_id))["forms"]["mastodon"]["text"] == made["text"]


async def test_a_template_that_does_not_suit_says_why(stage: Stage) -> None:
    content_id = await piece(stage)
    variants = variants_of(stage)
    lacking = [*FIELDS, {"name": "recipe", "type": "text"}]
    body = f"{BODY} {{{{recipe}}}}"

    with pytest.raises(TemplateUnfit, match="recipe"):
        await variants.fill(content_id, await template(stage, body=body, fields=lacking), {})
    with pytest.raises(TemplateUnfit, match="in ar, the piece in en"):
        await variants.fill(content_id, await template(stage, "Arabic", language="ar"), {})
    with pytest.raises(TemplateUnfit, match="for love, the piece for daily_horoscope"):
        await variants.fill(content_id, await template(stage, "Love", content_type="love"), {})
    with pytest.raises(TemplateNotFound):
        await variants.fill(content_id, uuid4(), {})
    assert await variants.of(content_id) == []
