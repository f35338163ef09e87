"""What may be used is on record; what nobody vouched for is named before it is published."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from heliograph.kit.database import Database
from heliograph.kit.ids import new_id
from heliograph.modules.assets import AssetsService, Licence, Origin
from tests.apps.api.support import Client, RunningAPI, running_api
from tests.modules.assets.making import kept, saved, scene

ASSETS = "/api/v1/assets"


def service_of(api: RunningAPI) -> AssetsService:
    return api.instance.assets.service(api.instance.database.work(api.workspace_id))


async def stated(client: Client, asset: dict[str, Any], licence: dict[str, str]) -> dict[str, Any]:
    answer = await client.patch(f"{ASSETS}/{asset['id']}", json={"licence": licence})
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()["data"]["licence"]
    return shown


async def test_an_upload_is_the_own_work_of_whoever_uploads_it_and_says_so(
    owner: Client, api: RunningAPI
) -> None:
    asset = await kept(owner, saved(scene()))

    licence = asset["licence"]
    assert (licence["kind"], licence["name"]) == ("own_work", "own work")
    assert licence["stated_by"] == str(api.owner_id) == asset["created_by"]
    assert licence["stated_at"] is not None
    assert await service_of(api).unlicensed([UUID(asset["id"])]) == []


async def test_where_a_workspace_is_stricter_an_upload_is_unknown_until_stated(
    database: Database,
) -> None:
    async with (
        running_api(database, uploads={"own_work": False}) as api,
        api.with_key(api.owner_key) as owner,
    ):
        silent = await kept(owner, saved(scene()), title="Silent")
        spoken = await kept(owner, saved(scene(2)), title="Spoken", licence="own_work")
        ids = [UUID(one["id"]) for one in (silent, spoken)]

        assert await service_of(api).unlicensed(ids) == ["Silent"]
        await stated(owner, silent, {"kind": "cc0"})
        assert await service_of(api).unlicensed(ids) == []


async def test_what_is_unknown_or_missing_is_named(owner: Client, api: RunningAPI) -> None:
    service = service_of(api)
    titled = await service.keep(saved(scene(1)), Origin("url", {}, title="Found picture"))
    described = await service.keep(saved(scene(2)), Origin("url", {}, alt="A hill at night"))
    made = await service.keep(saved(scene(3)), Origin("canvas", {"font": "OFL"}))
    missing = new_id()

    ids = [titled["id"], described["id"], made["id"], missing]
    names = await service.unlicensed(ids)
    the_other_way = await service.unlicensed(ids[::-1])

    assert names == [f"the missing file {missing}", "Found picture", "A hill at night"]
    assert the_other_way == [names[0], names[2], names[1]]
    assert (made["licence"], made["origin"]) == ("generated", "generated")


@pytest.mark.parametrize(
    ("licence", "pointer"),
    [
        ({"kind": "cc_by", "author": "Ada"}, "/licence/url"),
        ({"kind": "cc_by_sa", "url": "https://example.org"}, "/licence/author"),
        ({"kind": "purchased"}, "/licence/proof"),
        ({"kind": "permission", "author": "Ada"}, "/licence/proof"),
        ({"kind": "cc_by", "author": "Ada", "url": "javascript:alert(1)"}, "/licence/url"),
        ({"kind": "stolen"}, "/licence/kind"),
    ],
)
async def test_a_licence_is_only_taken_with_all_it_needs(
    owner: Client, licence: dict[str, str], pointer: str
) -> None:
    asset = await kept(owner, saved(scene()))

    answer = await owner.patch(f"{ASSETS}/{asset['id']}", json={"licence": licence})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["source"]["pointer"] == pointer
    assert (await owner.get(f"{ASSETS}/{asset['id']}")).json()["data"]["licence"][
        "kind"
    ] == "own_work"


async def test_a_licence_may_come_with_the_file(owner: Client) -> None:
    terms = '{"kind": "purchased", "proof": "Invoice 4711"}'
    asset = await kept(owner, saved(scene()), licence=terms)
    odd = await owner.post(ASSETS, files={"file": ("a", saved(scene()))}, data={"licence": "mine"})

    assert (asset["licence"]["kind"], asset["licence"]["proof"]) == ("purchased", "Invoice 4711")
    assert (odd.status_code, odd.json()["errors"][0]["source"]["pointer"]) == (422, "/licence")


async def test_a_licence_that_asks_for_thanks_gives_the_line(
    owner: Client, api: RunningAPI
) -> None:
    service = service_of(api)
    terms = Licence("cc_by", "Ada Quill", "https://example.org/1")
    first = await service.keep(saved(scene(1)), Origin("url", {}, title="Dawn", licence=terms))
    own = await kept(owner, saved(scene(2)))

    lines = await service.credits([first["id"], UUID(own["id"]), first["id"]])

    assert lines == ["Dawn by Ada Quill, CC BY (https://example.org/1)"]


async def test_the_register_lists_files_by_their_licence(owner: Client) -> None:
    first = await kept(owner, saved(scene(1)), title="First")
    await kept(owner, saved(scene(2)), title="Second")
    await stated(owner, first, {"kind": "unknown"})

    found = (await owner.get(ASSETS, params={"licence": "unknown"})).json()["data"]

    assert [one["title"] for one in found] == ["First"]
    assert found[0]["licence"]["stated_by"] is None
