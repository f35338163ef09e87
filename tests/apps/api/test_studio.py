"""The studio over HTTP: looks, cards, templates, rhythms, prices."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from heliograph.modules.content import Pipeline
from tests.apps.api.support import Client, RunningAPI
from tests.apps.sandbox.pictures import picture

TEMPLATE = {
    "name": "Breath",
    "body": "{{subject_name}}, one thing for today. {{top_fact}}. Put the kettle on, answer the"
    " letter that waited, and leave the window open for an hour this evening.",
    "fields": [{"name": "subject_name", "type": "text"}, {"name": "top_fact", "type": "text"}],
}


@pytest.fixture
async def owner(api: RunningAPI) -> AsyncIterator[Client]:
    """The owner."""
    async with api.with_key(api.owner_key) as client:
        yield client


async def asked(client: Client, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    answer = await client.request(method, f"/api/v1/{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()["data"]


async def brand_of(client: Client) -> str:
    body = {"name": "Leo Daily", "handle": "leodaily", "pack": "zodiac", "subject": "leo"}
    return str((await asked(client, "POST", "brands", body, 201))["id"])


async def file_of(client: Client, **form: str) -> str:
    files = {"file": ("mark.png", picture(300, 300, "png"), "image/png")}
    answer = await client.post("/api/v1/assets", files=files, data=form)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["data"]["id"])


async def test_a_brand_takes_logo_colours_and_background_over_http(owner: Client) -> None:
    brand_id, asset_id = await brand_of(owner), await file_of(owner)
    path = f"brands/{brand_id}"

    offered = await asked(owner, "POST", f"{path}/kit-from-logo", {"asset_id": asset_id})
    assert (offered["is_kept"], offered["kit"]["logo_asset_id"]) == (False, None)
    kept = await asked(owner, "POST", f"{path}/kit-from-logo", {"asset_id": asset_id, "keep": True})
    assert kept["kit"]["palette"] == offered["palette"]
    behind = {"kind": "photo", "asset_id": asset_id}
    look = await asked(owner, "PUT", f"{path}/look", {"background": behind})
    assert look["background"] == behind | {"prompt": None}
    assert look["logo_asset_id"] == asset_id
    # Changing a colour leaves both where they are, and taking the logo away leaves the rest.
    ink = {"kit": {"palette": offered["palette"] | {"ink": "#ffffff"}}}
    changed = await asked(owner, "PATCH", path, ink)
    assert changed["kit"]["logo_asset_id"] == asset_id
    bare = await asked(owner, "PUT", f"{path}/look", {"logo_asset_id": None})
    assert (bare["logo_asset_id"], bare["background"]["kind"]) == (None, "photo")
    listed = await asked(owner, "GET", "brands")
    assert listed[0]["kit"]["background"]["asset_id"] == asset_id


@pytest.mark.parametrize(
    "background",
    [{"kind": "photo"}, {"kind": "scene", "prompt": "dunes"}, {"kind": "video"}],
)
async def test_a_background_that_makes_no_sense_is_refused(
    owner: Client, background: dict[str, str]
) -> None:
    body = {"background": background}
    await asked_refused(owner, f"brands/{await brand_of(owner)}/look", body)


async def asked_refused(client: Client, path: str, body: Any) -> None:
    answer = await client.put(f"/api/v1/{path}", json=body)
    assert answer.status_code == 422, answer.text


async def test_a_piece_shows_its_pictures_and_takes_a_template(
    api: RunningAPI, owner: Client
) -> None:
    order = {"brand_id": await brand_of(owner), "target_date": "2026-11-21"}
    run = await asked(owner, "POST", "content/generate", order, 202)
    work = api.instance.database.work(api.workspace_id)
    await Pipeline(work, api.instance.content).run(UUID(run["id"]))
    path = f"content/{run['content_id']}"

    piece = await asked(owner, "GET", path)
    assert piece["images"] == [piece["image"] | {"text": ""}]
    template = await asked(owner, "POST", "templates", TEMPLATE, 201)
    filled = await asked(owner, "POST", f"{path}/fill", {"template_id": template["id"]}, 201)
    assert (filled["kind"], filled["quality"]["passed"]) == ("template", True)
    assert piece["facts"][0]["text"] in filled["text"]
    own = await file_of(owner, alt="A plain mark with a diagonal line across it")
    choice = {"version": piece["version"], "asset_ids": [own]}
    taken = await asked(owner, "PUT", f"{path}/picture", choice)
    assert [one["asset_id"] for one in taken["images"]] == [own]


async def test_checks_packs_rhythms_and_prices_are_told(owner: Client) -> None:
    brand_id = await brand_of(owner)
    checks = {one["name"]: one["is_fixed"] for one in await asked(owner, "GET", "content/checks")}
    assert (checks["licences"], checks["hook"]) == (True, False)
    answer = await owner.patch(f"/api/v1/brands/{brand_id}", json={"policy": {"hooks": "warn"}})
    assert (answer.status_code, "hook, length" in answer.text) == (422, True)

    packs = {one["id"]: one for one in await asked(owner, "GET", "packs")}
    assert packs["general"]["needs_notes"]
    assert not packs["zodiac"]["needs_notes"]
    told = {one["id"]: one for one in await asked(owner, "GET", "packs?language=ar")}
    assert [one["name"] for one in told["zodiac"]["subjects"]][4] == "الأسد"
    assert {one["id"] for one in told["zodiac"]["types"]} == {
        one["id"] for one in packs["zodiac"]["types"]
    }
    rhythms = {one["id"]: one["every"] for one in packs["zodiac"]["types"]}
    assert (rhythms["weekly"], rhythms["monthly"], rhythms["love"]) == ("week", "month", "day")

    bulk = {"brand_ids": [brand_id], "first_day": "2026-12-01", "days": 31}
    bulk |= {"types": [{"type": "weekly"}, {"type": "love", "every": "month"}]}
    proposed = await asked(owner, "POST", "content/batches/preview", bulk)
    days = [(one["type"], one["day"]) for one in proposed["items"]]
    assert days[0] == ("love", "2026-12-01")
    assert [day for kind, day in days if kind == "weekly"] == [
        f"2026-12-{day:02}" for day in (7, 14, 21, 28)
    ]

    orders = [{"step": step, "pieces": 5, "brand_id": brand_id} for step in ("text", "image")]
    told = await asked(owner, "POST", "providers/estimates", {"orders": orders})
    assert [one["brand_id"] for one in told["orders"]] == [brand_id] * 2
    assert (told["total"]["low"], told["total"]["is_over_cap"]) == (0.0, False)


async def test_two_versions_have_two_names_in_the_description(api: RunningAPI) -> None:
    schemas = api.app.openapi()["components"]["schemas"]
    assert {"ContentVersionOut", "AssetVersionOut"} <= set(schemas)
    assert [name for name in schemas if "VersionOut" in name and "__" in name] == []
