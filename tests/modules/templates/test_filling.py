"""The front door that content uses: a template filled from a piece's own plan."""

from __future__ import annotations

from datetime import date

import pytest

from heliograph.kit.ids import new_id
from heliograph.modules.templates import TemplateBroken, plan_values
from heliograph.sdk.packs import Fact, Plan
from tests.apps.api.support import RunningAPI

PLAN = Plan(
    pack="zodiac",
    subject="leo",
    type="daily_horoscope",
    date=date(2026, 11, 21),
    time_zone="Europe/Berlin",
    language="en",
    facts=(
        Fact("moon", "transit", "The Moon enters Aries.", "Swiss tables", 2.0),
        Fact("sun", "transit", "The Sun stands in Scorpio.", "Swiss tables", 1.0),
    ),
    themes=(),
    tone="warm",
    slots={"subject": "Leo", "Advice-Line": "take the stairs", "date": "not this one"},
)
ORDER = {
    "name": "From a plan",
    "description": "",
    "pack": "zodiac",
    "content_type": "",
    "subject": "",
    "platform": "bluesky",
    "language": "en",
    "body": (
        "{{subject}}, {{date}}: {{top_fact}}\n{{#facts}}\n* {{.}}\n{{/facts}}\n{{advice_line}}."
    ),
    "fields": [
        {"name": "subject"},
        {"name": "date", "type": "date", "style": "short"},
        {"name": "top_fact"},
        {"name": "facts", "type": "list"},
        {"name": "advice_line"},
    ],
}


async def test_a_plan_fills_a_template_by_its_facts_slots_subject_and_day(api: RunningAPI) -> None:
    work = api.instance.database.work(api.workspace_id)
    templates = api.instance.templates.service(work)
    made = await templates.create(ORDER)
    found = await templates.fill(made["id"], plan_values(PLAN))

    assert found.is_ready
    assert found.text == (
        "Leo, 21 November: The Moon enters Aries.\n"
        "* The Moon enters Aries.\n* The Sun stands in Scorpio.\ntake the stairs."
    )
    assert [one.platform for one in found.counts] == ["bluesky"]
    assert (await templates.get(made["id"]))["usage_count"] == 1


async def test_values_may_be_dates_and_tuples_of_the_program(api: RunningAPI) -> None:
    work = api.instance.database.work(api.workspace_id)
    templates = api.instance.templates.service(work)
    made = await templates.create(ORDER | {"body": "{{date}} {{facts}}"})
    found = await templates.fill(made["id"], {"date": PLAN.date, "facts": ("a", "b")})

    assert found.text == "21 November a, b"
    assert {one.code for one in found.problems} == {"unused_field"}


async def test_a_template_that_cannot_be_read_leaves_nothing_behind(api: RunningAPI) -> None:
    work = api.instance.database.work(api.workspace_id)
    templates = api.instance.templates.service(work)
    made = await templates.create(ORDER)
    with pytest.raises(TemplateBroken) as caught:
        await templates.change(made["id"], {"name": "Half", "body": "{{#facts}}"}, new_id())
    assert [one.code for one in caught.value.troubles] == ["unclosed"]
    unchanged = await templates.get(made["id"])
    assert (unchanged["name"], unchanged["version"]) == ("From a plan", 1)
    assert len(await templates.versions(made["id"])) == 1
