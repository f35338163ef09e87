"""Files are put in order, described and found again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from heliograph.kit.ids import new_id
from heliograph.modules.assets.jobs import look_at_some
from tests.apps.api.support import Client, RunningAPI
from tests.modules.assets.making import code_of, kept, saved, scene

ASSETS = "/api/v1/assets"


async def folder(client: Client, name: str, parent_id: str | None = None) -> dict[str, Any]:
    answer = await client.post(f"{ASSETS}/folders", json={"name": name, "parent_id": parent_id})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()["data"]
    return made


async def listed(client: Client, **params: Any) -> list[str]:
    answer = await client.get(ASSETS, params=params)
    assert answer.status_code == 200, answer.text
    return [one["title"] for one in answer.json()["data"]]


async def found(client: Client, words: str, **params: Any) -> list[str]:
    answer = await client.get(f"{ASSETS}/search", params={"q": words, **params})
    assert answer.status_code == 200, answer.text
    return [one["title"] for one in answer.json()["data"]]


@pytest.fixture
async def shelf(owner: Client, api: RunningAPI) -> dict[str, str]:
    """Four pictures, a document and what is known of them."""
    leo = await folder(owner, "Leo")
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
    )
    files = [
        ("Paper lanterns", "Lanterns float over a dark river", "night,leo", saved(scene(1))),
        ("Harbour", "Boats at dawn", "morning", saved(scene(2))),
        ("Full moon", "The moon above a hill", "night,moon", saved(scene(3))),
        ("Lion mark", "A lion's head in gold", "logo,leo", drawing),
        ("Order form", "", "", b"%PDF-1.4\n%%EOF"),
    ]
    ids = {"folder": leo["id"]}
    for title, alt, tags, data in files:
        more = {"folder_id": leo["id"]} if "leo" in tags else {}
        ids[title] = (await kept(owner, data, title=title, alt=alt, tags=tags, **more))["id"]
    await look_at_some(api.instance.database, api.instance.assets)
    return ids


async def test_the_newest_comes_first_and_filters_narrow_the_list(
    owner: Client, shelf: dict[str, str]
) -> None:
    assert await listed(owner) == [
        "Order form",
        "Lion mark",
        "Full moon",
        "Harbour",
        "Paper lanterns",
    ]
    assert await listed(owner, kind="document") == ["Order form"]
    assert await listed(owner, kind="video") == []
    assert await listed(owner, tag="Night") == ["Full moon", "Paper lanterns"]
    assert await listed(owner, folder_id=shelf["folder"]) == ["Lion mark", "Paper lanterns"]
    assert await listed(owner, unfiled=True, kind="image") == ["Full moon", "Harbour"]
    assert await listed(owner, licence="own_work", sort="title", per_page=2) == [
        "Full moon",
        "Harbour",
    ]
    assert await listed(owner, origin="url") == []


async def test_a_deep_list_is_followed_by_its_cursor(owner: Client, shelf: dict[str, str]) -> None:
    seen, cursor = [], None
    while True:
        params: dict[str, Any] = {"sort": "title", "per_page": 2, "cursor": cursor}
        page = (await owner.get(ASSETS, params={k: v for k, v in params.items() if v})).json()
        seen += [one["title"] for one in page["data"]]
        cursor = page["pagination"]["next_cursor"]
        if cursor is None:
            break

    assert seen == sorted(set(shelf) - {"folder"})


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("lantern", ["Paper lanterns"]),
        ("LANTERNS", ["Paper lanterns"]),
        ("boat", ["Harbour"]),
        ("moo", ["Full moon"]),
        ("night moon", ["Full moon"]),
        ("logo", ["Lion mark"]),
        ("submarine", []),
    ],
)
async def test_the_list_is_narrowed_by_words_however_they_are_bent(
    owner: Client, shelf: dict[str, str], words: str, titles: list[str]
) -> None:
    assert await listed(owner, q=words) == titles


@pytest.mark.parametrize(
    "odd", ["'", "a & | !", "((", "%_\\", "\u0627\u0644\u0644\u064e\u0651\u0647", "  "]
)
async def test_no_search_makes_it_stumble(owner: Client, shelf: dict[str, str], odd: str) -> None:
    assert isinstance(await listed(owner, q=odd), list)
    assert isinstance(await found(owner, odd), list)


async def test_search_finds_by_words_first_and_by_meaning_besides(
    owner: Client, shelf: dict[str, str]
) -> None:
    assert (await found(owner, "paper lanterns on a river"))[0] == "Paper lanterns"
    assert (await found(owner, "boats in the harbour at dawn"))[0] == "Harbour"
    assert await found(owner, "sunrise") == ["Harbour"], "it is described by another word: dawn"
    assert await listed(owner, q="sunrise") == []
    assert await found(owner, "gold lion", kind="document") == []
    assert await found(owner, "quarterly tax return") == []


async def test_what_is_said_anew_is_what_is_searched(
    owner: Client, api: RunningAPI, shelf: dict[str, str]
) -> None:
    change = {"title": "Fishing port", "alt": "Nets on a pier", "tags": ["Sea", " sea ", "Work"]}
    answer = await owner.patch(f"{ASSETS}/{shelf['Harbour']}", json=change)
    await look_at_some(api.instance.database, api.instance.assets)

    assert answer.json()["data"]["tags"] == ["sea", "work"]
    assert await listed(owner, q="harbour") == []
    assert await found(owner, "nets on the pier") == ["Fishing port"]
    tags = {one["tag"]: one["count"] for one in (await owner.get(f"{ASSETS}/tags")).json()["data"]}
    assert tags == {"leo": 2, "night": 2, "logo": 1, "moon": 1, "sea": 1, "work": 1}


async def test_only_what_is_given_changes(owner: Client, shelf: dict[str, str]) -> None:
    place = f"{ASSETS}/{shelf['Lion mark']}"
    before = (await owner.get(place)).json()["data"]

    after = (await owner.patch(place, json={"title": "Crest"})).json()["data"]
    moved = (await owner.patch(place, json={"folder_id": None})).json()["data"]

    kept_names = set(before) - {"title", "updated_at"}
    assert {name: before[name] for name in kept_names} == {name: after[name] for name in kept_names}
    assert (moved["folder_id"], moved["title"]) == (None, "Crest")


async def test_folders_lie_in_one_another_and_none_is_lost(
    owner: Client, shelf: dict[str, str]
) -> None:
    inner = await folder(owner, "Photos", shelf["folder"])
    other = await folder(owner, "Archive")
    await owner.patch(f"{ASSETS}/{shelf['Full moon']}", json={"folder_id": inner["id"]})

    assert inner["path"] == "Leo/Photos"
    moved = await owner.patch(f"{ASSETS}/folders/{inner['id']}", json={"parent_id": other["id"]})
    assert moved.json()["data"]["path"] == "Archive/Photos"
    named = await owner.patch(f"{ASSETS}/folders/{other['id']}", json={"name": "Old"})
    assert named.json()["data"]["parent_id"] is None
    gone = await owner.delete(f"{ASSETS}/folders/{inner['id']}")

    assert gone.status_code == 204
    folders = (await owner.get(f"{ASSETS}/folders")).json()["data"]
    assert [(one["path"], one["count"]) for one in folders] == [("Leo", 2), ("Old", 1)]
    assert await listed(owner, folder_id=other["id"]) == ["Full moon"]


async def test_a_folder_cannot_be_where_it_makes_no_sense(owner: Client) -> None:
    outer = await folder(owner, "Outer")
    inner = await folder(owner, "Inner", outer["id"])
    place = f"{ASSETS}/folders/{outer['id']}"
    refusals = [
        await owner.post(f"{ASSETS}/folders", json={"name": " Outer "}),
        await owner.patch(place, json={"parent_id": outer["id"]}),
        await owner.patch(place, json={"parent_id": inner["id"]}),
    ]
    assert [code_of(one) for one in refusals] == ["assets.folder_refused"] * 3
    for name in ("a/b", "   "):
        assert (await owner.post(f"{ASSETS}/folders", json={"name": name})).status_code == 422
    nowhere = {"name": "x", "parent_id": str(new_id())}
    assert (await owner.post(f"{ASSETS}/folders", json=nowhere)).status_code == 404

    deep = outer
    for level in range(7):
        deep = await folder(owner, f"level {level}", deep["id"])
    answer = await owner.post(f"{ASSETS}/folders", json={"name": "x", "parent_id": deep["id"]})
    assert code_of(answer) == "assets.folder_refused"


async def test_a_file_in_the_trash_is_out_of_sight_and_comes_back(
    owner: Client, shelf: dict[str, str]
) -> None:
    place = f"{ASSETS}/{shelf['Full moon']}"

    assert (await owner.delete(place)).status_code == 204

    assert "Full moon" not in await listed(owner)
    assert await found(owner, "full moon") == []
    assert await listed(owner, trashed=True) == ["Full moon"]
    assert (await owner.get(place)).json()["data"]["trashed_at"] is not None
    back = await owner.post(f"{place}/bring-back")
    assert back.json()["data"]["trashed_at"] is None
    assert "Full moon" in await listed(owner)


async def test_a_file_counts_as_used_once_a_post_took_it(
    owner: Client, api: RunningAPI, shelf: dict[str, str]
) -> None:
    service = api.instance.assets.service(api.instance.database.work(api.workspace_id))
    harbour = (await owner.get(f"{ASSETS}/{shelf['Harbour']}")).json()["data"]

    await service.references([UUID(harbour["id"])])
    assert await listed(owner, used=True) == [], "a look at a draft is no use"
    await service.note_use([UUID(harbour["id"])])

    assert await listed(owner, used=True) == ["Harbour"]
    assert "Harbour" not in await listed(owner, used=False)


async def test_every_picture_gets_a_small_one(owner: Client, shelf: dict[str, str]) -> None:
    for title in ("Harbour", "Lion mark"):
        asset = (await owner.get(f"{ASSETS}/{shelf[title]}")).json()["data"]
        small = await owner.get(asset["thumbnail_url"])
        assert small.headers["content-type"] == "image/webp"
        assert len(small.content) < 40_000
    document = (await owner.get(f"{ASSETS}/{shelf['Order form']}")).json()["data"]
    assert document["thumbnail_url"] is None


async def test_the_room_that_is_taken_is_told(owner: Client, shelf: dict[str, str]) -> None:
    await kept(owner, saved(scene(1)), title="again")
    usage = (await owner.get(f"{ASSETS}/usage")).json()["data"]
    sizes = [
        (await owner.get(f"{ASSETS}/{shelf[name]}")).json()["data"]["size"]
        for name in shelf
        if name != "folder"
    ]

    assert usage["used_bytes"] == sum(sizes), "the same content counts once"
    assert (usage["images"], usage["videos"], usage["documents"]) == (5, 0, 1)


async def test_another_workspaces_folder_is_not_there(owner: Client, api: RunningAPI) -> None:
    theirs = (await folder(owner, "Theirs"))["id"]
    data = saved(scene())
    async with api.with_key(await api.other_workspace()) as rival:
        own = await kept(rival, data)
        answers = [
            await rival.post(ASSETS, files={"file": ("a", data)}, data={"folder_id": theirs}),
            await rival.patch(f"{ASSETS}/{own['id']}", json={"folder_id": theirs}),
            await rival.post(f"{ASSETS}/folders", json={"name": "x", "parent_id": theirs}),
        ]
        assert own["same_as"] == []
        assert await listed(rival, folder_id=theirs) == []

    assert [code_of(one) for one in answers] == ["assets.folder_not_found"] * 3


@pytest.mark.parametrize(
    ("filename", "title"),
    [
        ("Paper_lanterns at dawn.png", "Paper lanterns at dawn"),
        ("../../etc/passwd", "passwd"),
        ("C:\\\\pictures\\\\moon.jpeg", "moon"),
        ("evil\u202egnp.exe.png", "evilgnp.exe"),
        (".png", ".png"),
        ("n" * 400 + ".png", "n" * 300),
        ("\u0647\u0644\u0627\u0644.png", "\u0647\u0644\u0627\u0644"),
    ],
)
async def test_a_file_is_called_by_its_name_unless_a_title_is_given(
    owner: Client, filename: str, title: str
) -> None:
    data = saved(scene(width=9, height=9))
    named = await owner.post(ASSETS, files={"file": (filename, data)})
    titled = await owner.post(ASSETS, files={"file": (filename, data)}, data={"title": "Lanterns"})

    assert named.json()["data"]["title"] == title
    assert titled.json()["data"]["title"] == "Lanterns"
