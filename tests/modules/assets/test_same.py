"""What is there already is told: the very same file, and pictures that look like another."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from heliograph.modules.assets.jobs import look_at_some
from heliograph.modules.assets.library_repository import Unseen
from tests.apps.api.support import Client, RunningAPI
from tests.modules.assets.making import kept, saved, scene

ASSETS = "/api/v1/assets"


async def alike(client: Client, asset: dict[str, Any]) -> dict[str, float]:
    answer = await client.get(f"{ASSETS}/{asset['id']}/alike")
    return {one["asset"]["title"]: one["likeness"] for one in answer.json()["data"]}


async def test_the_very_same_file_is_told_and_its_bytes_are_kept_once(
    owner: Client, api: RunningAPI
) -> None:
    first = await kept(owner, saved(scene()), title="First")
    second = await kept(owner, saved(scene()), title="Second")
    other = await kept(owner, saved(scene(9)))

    assert first["same_as"] == other["same_as"] == []
    assert second["same_as"] == [first["id"]]
    (group,) = (await owner.get(f"{ASSETS}/duplicates")).json()["data"]
    assert group["ids"] == [first["id"], second["id"]]
    await owner.delete(f"{ASSETS}/{first['id']}")
    assert (await owner.get(f"{ASSETS}/duplicates")).json()["data"] == []


async def test_a_picture_is_known_again_in_another_form(owner: Client, api: RunningAPI) -> None:
    pixels = scene(4, 1200, 900)
    brighter = cv2.convertScaleAbs(pixels, alpha=1.05, beta=8)
    forms = {
        "smaller": saved(scene(4, 400, 300)),
        "pressed": saved(pixels, ".jpg", cv2.IMWRITE_JPEG_QUALITY, 40),
        "webp": saved(pixels, ".webp", cv2.IMWRITE_WEBP_QUALITY, 60),
        "brighter": saved(np.asarray(brighter, np.uint8)),
    }
    original = await kept(owner, saved(pixels), title="original")
    for title, data in forms.items():
        await kept(owner, data, title=title)
    for seed in range(20, 40):
        await kept(owner, saved(scene(seed, 300, 225)), title=f"other {seed}")
    for _ in range(2):
        await look_at_some(api.instance.database, api.instance.assets)

    found = await alike(owner, original)

    assert set(found) == set(forms)
    assert min(found.values()) > 0.85


async def test_plain_areas_look_like_nothing(owner: Client, api: RunningAPI) -> None:
    grey, white = (np.full((90, 90, 3), value, np.uint8) for value in (120, 250))
    first = await kept(owner, saved(grey), title="grey")
    await kept(owner, saved(white), title="white")
    await look_at_some(api.instance.database, api.instance.assets)

    assert await alike(owner, first) == {}
    shown = (await owner.get(f"{ASSETS}/{first['id']}")).json()["data"]
    assert shown["thumbnail_url"] is not None


async def test_a_picture_that_cannot_be_decoded_is_not_tried_for_ever(
    owner: Client, api: RunningAPI
) -> None:
    broken = await kept(owner, saved(scene())[:300], title="broken")
    for _ in range(2):
        await look_at_some(api.instance.database, api.instance.assets)

    async with api.instance.database.system_work().transaction() as session:
        assert await Unseen(session).unseen(10) == []
    (row,) = (await owner.get(ASSETS)).json()["data"]
    assert (row["id"], row["thumbnail_url"]) == (broken["id"], None)
