"""A file gets a newer version; posts keep the one that was looked at, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import cv2
import numpy as np

from heliograph.modules.assets.jobs import look_at_some
from heliograph.sdk.adapting import Recipe
from tests.apps.api.support import Client, RunningAPI
from tests.modules.assets.making import code_of, kept, saved, scene
from tests.support.videos import write_video

ASSETS = "/api/v1/assets"


async def replaced(client: Client, asset_id: str, data: bytes) -> dict[str, object]:
    answer = await client.post(f"{ASSETS}/{asset_id}/versions", files={"file": ("b", data)})
    assert answer.status_code == 201, answer.text
    changed: dict[str, object] = answer.json()["data"]
    return changed


async def test_a_new_file_has_an_address_of_its_own_and_the_old_one_stays(
    owner: Client, api: RunningAPI
) -> None:
    old, new = saved(scene(1)), saved(scene(2), ".jpg")
    asset = await kept(owner, old, title="Card", alt="A field", tags="a")

    changed = await replaced(owner, asset["id"], new)

    assert (changed["id"], changed["version"], changed["mime"]) == (asset["id"], 2, "image/jpeg")
    assert (changed["title"], changed["alt"], changed["tags"]) == ("Card", "A field", ["a"])
    assert changed["url"] != asset["url"]
    for url, data in ((asset["url"], old), (str(changed["url"]), new)):
        answer = await api.client.get(url)
        assert answer.content == data
        assert "immutable" in answer.headers["cache-control"]


async def test_a_post_sends_the_version_it_was_made_with(owner: Client, api: RunningAPI) -> None:
    old, new = saved(scene(1)), saved(scene(2))
    asset = await kept(owner, old)
    service = api.instance.assets.service(api.instance.database.work(api.workspace_id))
    before = await service.references([UUID(asset["id"])])

    await replaced(owner, asset["id"], new)
    after = await service.references([UUID(asset["id"])])

    for kept_by_post, data in ((before, old), (after, new)):
        (file,) = await service.media_files(kept_by_post)
        assert b"".join([piece async for piece in file.read()]) == data
        assert file.public_url.endswith(".png")
        assert (
            await api.client.get(file.public_url.removeprefix(api.settings.media_url))
        ).content == data


async def test_what_older_posts_kept_without_a_version_is_the_first_one(
    owner: Client, api: RunningAPI
) -> None:
    asset = await kept(owner, saved(scene(1)))
    service = api.instance.assets.service(api.instance.database.work(api.workspace_id))
    (reference,) = await service.references([UUID(asset["id"])])
    old_style = {name: value for name, value in reference.items() if name != "file_id"}

    await replaced(owner, asset["id"], saved(scene(2)))

    (file,) = await service.media_files([old_style])
    assert b"".join([piece async for piece in file.read()]) == saved(scene(1))


async def test_an_earlier_version_comes_back_as_the_newest(owner: Client, api: RunningAPI) -> None:
    first, second = saved(scene(1)), saved(scene(2))
    asset = await kept(owner, first)
    await replaced(owner, asset["id"], second)

    restored = await owner.post(f"{ASSETS}/{asset['id']}/versions/1/restore")

    changed = restored.json()["data"]
    assert changed["version"] == 3
    assert (await owner.get(changed["url"])).content == first
    versions = (await owner.get(f"{ASSETS}/{asset['id']}/versions")).json()["data"]
    assert [(one["version"], one["is_current"]) for one in versions] == [
        (3, True), (2, False), (1, False),
    ]  # fmt: skip
    assert [(await owner.get(one["url"])).content for one in versions] == [first, second, first]
    times = [one["created_at"] for one in versions]
    assert times == sorted(times, reverse=True)


async def test_a_version_there_never_was_cannot_come_back(owner: Client) -> None:
    asset = await kept(owner, saved(scene(1)))
    answers = [
        await owner.post(f"{ASSETS}/{asset['id']}/versions/{number}/restore")
        for number in (1, 2, 0)
    ]
    assert [code_of(one) for one in answers] == ["assets.version_not_found"] * 3


async def test_a_picture_does_not_become_a_film(owner: Client, tmp_path: Path) -> None:
    write_video(tmp_path / "film.mp4", seconds=1)
    asset = await kept(owner, saved(scene(1)))
    film = {"file": ("b", (tmp_path / "film.mp4").read_bytes())}

    answer = await owner.post(f"{ASSETS}/{asset['id']}/versions", files=film)

    assert (answer.status_code, code_of(answer)) == (415, "assets.refused")
    assert (await owner.get(f"{ASSETS}/{asset['id']}")).json()["data"]["version"] == 1


async def test_the_small_picture_follows_the_version(owner: Client, api: RunningAPI) -> None:
    asset = await kept(owner, saved(scene(1)))
    await look_at_some(api.instance.database, api.instance.assets)
    first = (await owner.get(f"{ASSETS}/{asset['id']}")).json()["data"]["thumbnail_url"]

    await replaced(owner, asset["id"], saved(scene(2)))
    await look_at_some(api.instance.database, api.instance.assets)
    second = (await owner.get(f"{ASSETS}/{asset['id']}")).json()["data"]["thumbnail_url"]

    assert first != second
    assert (await owner.get(first)).content != (await owner.get(second)).content


async def test_the_forms_made_of_a_file_are_listed(owner: Client, api: RunningAPI) -> None:
    asset = await kept(owner, saved(scene(1)))
    await look_at_some(api.instance.database, api.instance.assets)
    service = api.instance.assets.service(api.instance.database.work(api.workspace_id))
    recipe = Recipe("image/jpeg", 320, 320, "crop", "", 1_000_000)
    await service.renditions.of(await service.get(UUID(asset["id"])), recipe)

    forms = (await owner.get(f"{ASSETS}/{asset['id']}/renditions")).json()["data"]

    assert [(one["purpose"], one["mime"], one["width"]) for one in forms] == [
        ("platform", "image/jpeg", 320), ("thumbnail", "image/webp", 480),
    ]  # fmt: skip
    assert (await owner.get(ASSETS)).json()["pagination"]["total"] == 1, "they are no files"


async def test_a_drawing_is_made_a_picture_for_a_platform(owner: Client, api: RunningAPI) -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
        b'<rect width="40" height="40" fill="#c00"/></svg>'
    )
    asset = await kept(owner, drawing)
    service = api.instance.assets.service(api.instance.database.work(api.workspace_id))
    recipe = Recipe("image/png", 1080, 1080, "scale", "", 5_000_000)

    made = await service.renditions.of(await service.get(UUID(asset["id"])), recipe)

    assert (made.asset["mime"], made.asset["width"]) == ("image/png", 1080)
    data = await api.instance.storage.read(made.asset["stored_as"])
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert np.abs(np.asarray(pixels, int) - (0, 0, 0xCC)).max() <= 3
