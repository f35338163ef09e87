"""Templates over the API: made, changed, brought back, tried out, filled, taken elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from tests.apps.api.support import Client, RunningAPI

GREETING = {
    "name": "Morning",
    "body": "Good morning, {{sign}}!\n{{#points}}\n- {{.}}\n{{/points}}\nIt is {{day}}.",
    "pack": "zodiac",
    "content_type": "daily_horoscope",
    "platform": "mastodon",
    "fields": [
        {"name": "sign", "type": "choice", "choices": ["Leo", "Aries"], "sample": "Leo"},
        {"name": "points", "type": "list", "required": False, "max": 3},
        {"name": "day", "type": "date", "style": "weekday", "sample": "2026-11-21"},
    ],
}
NOBODY = "01900000-0000-7000-8000-000000000000"


async def asked(client: Client, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    answer = await client.request(method, f"/api/v1/{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()["data"] if answer.content else None


async def refusal(client: Client, method: str, path: str, body: Any) -> dict[str, Any]:
    answer = await client.request(method, f"/api/v1/{path}", json=body)
    assert answer.status_code in (404, 409, 422), answer.text
    error: dict[str, Any] = answer.json()["errors"][0]
    return error


async def names(client: Client, query: str = "") -> list[str]:
    return [one["name"] for one in await asked(client, "GET", f"templates{query}")]


async def test_a_template_is_made_shown_changed_and_removed(owner: Client) -> None:
    made = await asked(owner, "POST", "templates", GREETING, 201)
    path = f"templates/{made['id']}"
    assert (made["version"], made["usage_count"], made["archived_at"]) == (1, 0, None)
    assert made["fields"][1] == {
        "name": "points",
        "type": "list",
        "required": False,
        "default": None,
        "max": 3,
        "choices": [],
        "style": "full",
        "sample": None,
        "help": "",
    }
    renamed = await asked(owner, "PATCH", path, {"name": "Evening", "version": 1})
    assert (renamed["name"], renamed["version"]) == ("Evening", 1)
    reworded = await asked(owner, "PATCH", path, {"body": "Hello {{sign}}, it is {{day}}."})
    assert reworded["version"] == 2
    assert await asked(owner, "GET", path) == reworded
    late = await refusal(owner, "PATCH", path, {"body": "x", "version": 1})
    assert late["code"] == "templates.changed"
    await asked(owner, "DELETE", path, status=204)
    assert (await refusal(owner, "GET", path, None))["code"] == "templates.not_found"


async def test_every_wording_is_kept_and_comes_back(owner: Client) -> None:
    made = await asked(owner, "POST", "templates", GREETING, 201)
    path = f"templates/{made['id']}"
    fields = [{"name": "word", "type": "text"}]
    await asked(owner, "PATCH", path, {"body": "Only {{word}}.", "fields": fields})
    versions = await asked(owner, "GET", f"{path}/versions")
    assert [one["number"] for one in versions] == [2, 1]
    assert versions[1]["body"] == GREETING["body"]

    back = await asked(owner, "POST", f"{path}/versions/1/restore")
    assert (back["version"], back["body"], back["fields"]) == (3, made["body"], made["fields"])
    again = await asked(owner, "POST", f"{path}/versions/3/restore")
    assert again["version"] == 3
    missing = await refusal(owner, "POST", f"{path}/versions/9/restore", None)
    assert missing["code"] == "templates.not_found"


async def test_a_list_shows_what_fits_a_place(owner: Client) -> None:
    for name, places in {
        "all": {},
        "zodiac": {"pack": "zodiac"},
        "leo": {"pack": "zodiac", "subject": "leo", "platform": "bluesky"},
        "islamic": {"pack": "islamic", "language": "ar"},
    }.items():
        await asked(owner, "POST", "templates", {"name": name, "body": "x", **places}, 201)

    assert await names(owner) == ["all", "islamic", "leo", "zodiac"]
    assert await names(owner, "?pack=zodiac") == ["all", "leo", "zodiac"]
    assert await names(owner, "?pack=zodiac&subject=aries&sort=-name") == ["zodiac", "all"]
    assert await names(owner, "?platform=mastodon&language=en") == ["all", "zodiac"]
    assert await names(owner, "?archived=true") == []


@pytest.mark.parametrize(
    ("changed", "code", "pointer", "words"),
    [
        ({"body": "Hi {{sign"}, "templates.broken", "/body", "Line 1, column 4: {{ is never"),
        ({"body": "a\n{{#points}}"}, "templates.broken", "/body", "Line 2, column 1"),
        ({"body": "{{sing}}"}, "templates.broken", "/body", "there is no field sing"),
        ({"body": "{{sign.upper}}"}, "templates.broken", "/body", "not a name"),
        ({"body": "x" * 20_001}, "templates.broken", "/body", "20000 are allowed"),
        ({"body": "{{#points}}" * 1000}, "templates.broken", "/body", "5 deep"),
        ({"body": "x\x00"}, "templates.broken", "/body", "cannot be seen"),
        ({"pack": "chess"}, "templates.place_unknown", "/pack", "chess"),
        ({"content_type": "hourly"}, "templates.place_unknown", "/content_type", "weekly"),
        ({"subject": "ophiuchus"}, "templates.place_unknown", "/subject", "leo"),
        ({"platform": "orkut"}, "templates.place_unknown", "/platform", "mastodon"),
        ({"fields": [{"name": "sign"}] * 2}, "templates.field_invalid", "/fields/1", "two"),
        (
            {"body": "{{c}}", "fields": [{"name": "c", "type": "choice"}]},
            "templates.field_invalid",
            "/fields/0",
            "no choices",
        ),
        (
            {"body": "{{c}}", "fields": [{"name": "c", "type": "number", "default": "x"}]},
            "templates.field_invalid",
            "/fields/0",
            "not a number",
        ),
    ],
)
async def test_what_cannot_be_used_is_refused_with_its_place_and_remedy(
    owner: Client, changed: dict[str, Any], code: str, pointer: str, words: str
) -> None:
    error = await refusal(owner, "POST", "templates", GREETING | changed)

    assert (error["code"], error["source"]["pointer"]) == (code, pointer)
    assert words in error["detail"]
    assert error["remedy"]
    assert await names(owner) == []


async def test_two_templates_cannot_have_one_name(owner: Client) -> None:
    await asked(owner, "POST", "templates", GREETING, 201)
    again = await refusal(owner, "POST", "templates", GREETING)
    assert (again["code"], again["source"]["pointer"]) == ("templates.name_taken", "/name")
    other = await asked(owner, "POST", "templates", GREETING | {"name": "Other"}, 201)
    renamed = await refusal(owner, "PATCH", f"templates/{other['id']}", {"name": "Morning"})
    assert renamed["code"] == "templates.name_taken"


async def test_a_preview_shows_samples_counts_and_problems(owner: Client) -> None:
    made = await asked(owner, "POST", "templates", GREETING, 201)
    path = f"templates/{made['id']}/preview"
    seen = await asked(owner, "POST", path, {})
    assert seen["text"] == "Good morning, Leo!\nIt is Saturday 21 November."
    assert (seen["is_ready"], seen["problems"]) == (True, [])
    assert seen["counts"] == [
        {"platform": "mastodon", "count": 46, "max": 500, "unit": "graphemes", "fits": True}
    ]
    long = await asked(
        owner,
        "POST",
        path,
        {"values": {"points": ["p" * 300] * 2, "typo": 1}, "platforms": ["mastodon", "bluesky"]},
    )
    told = {(one["code"], one["level"]) for one in long["problems"]}
    assert told == {("too_long_for_platform", "error"), ("unknown_value", "warning")}
    assert [one["fits"] for one in long["counts"]] == [False, False]
    assert not long["is_ready"]
    assert (await asked(owner, "GET", f"templates/{made['id']}"))["usage_count"] == 0


async def test_a_preview_of_a_broken_draft_tells_where_it_breaks(owner: Client) -> None:
    draft = {"body": "Hello {{name}}\n{{#points}}{{.}}"}
    seen = await asked(owner, "POST", "templates/preview", draft)
    (problem,) = seen["problems"]
    assert (problem["code"], problem["line"], problem["column"]) == ("unclosed", 2, 1)
    assert problem["remedy"] == "Write {{/points}} where it ends."
    assert (seen["text"], seen["is_ready"]) == ("", False)

    whole = await asked(owner, "POST", "templates/preview", {"body": draft["body"] + "{{/points}}"})
    assert [one["type"] for one in whole["fields"]] == ["text", "list"]
    assert [(one["code"], one["field"]) for one in whole["problems"]] == [("unfilled", "name")]
    assert whole["text"].startswith("Hello {{name}}")


async def test_words_a_brand_forbids_are_found(owner: Client) -> None:
    brand = {"name": "B", "handle": "b", "pack": "zodiac", "subject": "leo"}
    made = await asked(owner, "POST", "brands", brand | {"forbidden": ["good luck"]}, 201)
    draft = {"body": "Good  luck, lions", "brand_id": made["id"]}
    seen = await asked(owner, "POST", "templates/preview", draft)
    assert [one["code"] for one in seen["problems"]] == ["forbidden_word"]
    missing = await refusal(owner, "POST", "templates/preview", draft | {"brand_id": NOBODY})
    assert missing["code"] == "brands.not_found"


async def test_filling_counts_uses_and_a_used_template_is_archived(owner: Client) -> None:
    made = await asked(owner, "POST", "templates", GREETING, 201)
    path = f"templates/{made['id']}"
    values = {"sign": "Aries", "day": "2026-11-22", "points": ["one", "two"], "mood": "calm"}
    done = await asked(owner, "POST", f"{path}/fill", {"values": values})
    assert done["is_ready"]
    assert done["text"] == "Good morning, Aries!\n- one\n- two\nIt is Sunday 22 November."
    bare = await asked(owner, "POST", f"{path}/fill", {})
    assert not bare["is_ready"]
    assert {one["code"] for one in bare["problems"]} == {"unfilled"}
    assert (await asked(owner, "GET", path))["usage_count"] == 1

    await asked(owner, "DELETE", path, status=204)
    kept = await asked(owner, "GET", path)
    assert kept["archived_at"] is not None
    assert await names(owner) == []
    assert await names(owner, "?archived=true") == ["Morning"]
    back = await asked(owner, "PATCH", path, {"is_archived": False})
    assert back["archived_at"] is None


async def test_a_file_goes_to_another_workspace_and_the_same_twice_changes_nothing(
    api: RunningAPI, owner: Client
) -> None:
    arabic = {"name": "آية", "language": "ar", "body": "قال: «{{text}}» — {{points}}"}
    inferred = await asked(owner, "POST", "templates", arabic, 201)
    await asked(owner, "POST", "templates", GREETING, 201)
    file = await asked(owner, "GET", "templates/export")
    assert file["format"] == "heliograph.templates/1"
    assert [one["name"] for one in file["templates"]] == ["Morning", "آية"]
    one = await asked(owner, "GET", f"templates/export?template_id={inferred['id']}")
    assert [each["name"] for each in one["templates"]] == ["آية"]

    assert (await asked(owner, "POST", "templates/import", file))["unchanged"] == [
        "Morning",
        "آية",
    ]
    async with api.with_key(await api.other_workspace()) as rival:
        done = await asked(rival, "POST", "templates/import", file)
        assert done == {"created": ["Morning", "آية"], "updated": [], "unchanged": []}
        assert await asked(rival, "GET", "templates/export") == file
        file["templates"][0]["body"] = "Good evening, {{sign}}! {{points}} {{day}}"
        done = await asked(rival, "POST", "templates/import", file)
        assert (done["updated"], done["unchanged"]) == (["Morning"], ["آية"])
        missing = await refusal(
            rival, "GET", f"templates/export?template_id={inferred['id']}", None
        )
        assert missing["code"] == "templates.not_found"


async def test_a_file_is_taken_whole_or_not_at_all(owner: Client) -> None:
    good = {"name": "good", "body": "x"}
    file = {"format": "heliograph.templates/1", "templates": [good, {"name": "bad", "body": "{{"}]}
    error = await refusal(owner, "POST", "templates/import", file)
    assert (error["code"], error["source"]["pointer"]) == ("templates.broken", "/templates/1/body")
    twice = await refusal(owner, "POST", "templates/import", file | {"templates": [good, good]})
    assert twice["source"]["pointer"] == "/templates/1/name"
    foreign = await refusal(owner, "POST", "templates/import", file | {"format": "other/9"})
    assert "format" in foreign["source"]["pointer"]
    assert await names(owner) == []


async def test_the_addresses_of_the_zodiac_document_do_the_same(
    api: RunningAPI, owner: Client
) -> None:
    order = GREETING | {"subject": "leo"}
    made = await asked(owner, "POST", "content/templates", order, 201)
    assert [one["id"] for one in await asked(owner, "GET", "content/templates/leo")] == [made["id"]]
    assert await asked(owner, "GET", "content/templates/aries") == []
    async with api.with_key(await api.other_workspace()) as rival:
        assert await asked(rival, "GET", "content/templates/leo") == []
    path = f"content/templates/{made['id']}"
    assert (await asked(owner, "PUT", path, {"name": "New"}))["name"] == "New"
    await asked(owner, "DELETE", path, status=204)
    assert await names(owner) == []


async def test_prompts_are_listed_with_version_text_and_use(owner: Client) -> None:
    found = {one["label"]: one for one in await asked(owner, "GET", "prompts")}
    assert {"rules", "piece", "background"} <= {one["id"] for one in found.values()}
    rules = next(one for one in found.values() if one["id"] == "rules")
    assert rules["used_for"] == ["every text that a model writes"]
    assert "<<data" in rules["text"]
    piece = next(one for one in found.values() if one["id"] == "piece")
    assert {"plan", "voice", "forbidden"} <= set(piece["places"])
    assert "zodiac: daily_horoscope" in piece["used_for"]
    # This pack quotes, so no model words its plans.
    assert not any(use.startswith("islamic") for use in piece["used_for"])
    assert piece["about"]


async def test_who_may_what(api: RunningAPI, owner: Client) -> None:
    made = await asked(owner, "POST", "templates", GREETING, 201)
    path = f"/api/v1/templates/{made['id']}"
    may = {}
    for role in ("viewer", "creator", "manager"):
        token = (await api.member(role))["access_token"]
        async with api.with_key(token) as client:
            read = (await client.get(path)).status_code
            wrote = (await client.patch(path, json={"description": role})).status_code
            may[role] = (read, wrote)
            if role == "creator":
                assert (await client.delete(path)).status_code == 403
            if role == "manager":
                assert (await client.delete(path)).status_code == 204
    assert may == {"viewer": (200, 403), "creator": (200, 200), "manager": (200, 200)}
