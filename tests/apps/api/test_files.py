"""Files go in as they arrive and come out in the parts that are asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from heliograph.kit.ids import new_id
from heliograph.modules.assets.cleaning import cleaner_for
from tests.apps.api.support import RunningAPI
from tests.support.videos import write_video


def picture(ending: str = ".png") -> bytes:
    made, data = cv2.imencode(ending, np.full((300, 400, 3), 90, np.uint8))
    assert made
    return data.tobytes()


async def kept(api: RunningAPI, body: bytes, **more: Any) -> dict[str, Any]:
    async with api.with_key(api.owner_key) as owner:
        answer = await owner.post("/api/v1/assets", files={"file": ("a", body)}, **more)
    assert answer.status_code == 201, answer.text
    asset: dict[str, Any] = answer.json()["data"]
    return asset


async def test_a_picture_is_kept_with_its_description_wherever_the_form_holds_it(
    api: RunningAPI,
) -> None:
    before = await kept(api, picture(), data={"alt": "A grey wall"})
    async with api.with_key(api.owner_key) as owner:
        form = {"file": ("a", picture()), "alt": (None, b"Ein grauer Wall")}
        after = (await owner.post("/api/v1/assets", files=form)).json()["data"]

    assert (before["mime"], before["width"], before["height"]) == ("image/png", 400, 300)
    assert (before["alt"], after["alt"]) == ("A grey wall", "Ein grauer Wall")


async def test_a_description_may_be_written_after_the_file_has_arrived(api: RunningAPI) -> None:
    asset = await kept(api, picture(), data={"alt": "Wall"})

    async with api.with_key(api.owner_key) as owner:
        await owner.patch(f"/api/v1/assets/{asset['id']}", json={"alt": "A grey wall at dawn"})
        again = (await owner.get(f"/api/v1/assets/{asset['id']}")).json()["data"]
        missing = await owner.patch(f"/api/v1/assets/{new_id()}", json={"alt": "Nothing"})

    assert again["alt"] == "A grey wall at dawn"
    assert missing.status_code == 404


async def test_a_video_is_kept_piece_by_piece_however_the_pieces_fall(
    api: RunningAPI, tmp_path: Path
) -> None:
    write_video(tmp_path / "film.mp4", seconds=2)
    film = (tmp_path / "film.mp4").read_bytes()
    head = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'

    async def crumbs() -> AsyncIterator[bytes]:
        form = head + film + b"\r\n--cut--\r\n"
        for start in range(0, len(form), 7919):
            yield form[start : start + 7919]

    async with api.with_key(api.owner_key) as owner:
        answer = await owner.post(
            "/api/v1/assets",
            content=crumbs(),
            headers={"Content-Type": "multipart/form-data; boundary=cut"},
        )
        assert answer.status_code == 201, answer.text
        shown = answer.json()["data"]
        whole = await owner.get(shown["url"])

    assert shown["size"] == len(film)
    # What the encoder says of itself is gone; every other byte is the same.
    assert whole.content == cleaner_for("video/mp4").feed(film)


@pytest.mark.parametrize(
    ("form", "detail"),
    [
        (b"--cut\r\n", "no file"),
        (b'--cut\r\nContent-Disposition: form-data; name="alt"\r\n\r\nx\r\n--cut--\r\n', "no file"),
        (
            b'--cut\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
            + picture()[:-4],
            "breaks off",
        ),
        (b"rubbish", "broken"),
    ],
)
async def test_a_form_that_is_none_is_told_what_is_missing(
    api: RunningAPI, form: bytes, detail: str
) -> None:
    async with api.with_key(api.owner_key) as owner:
        answer = await owner.post(
            "/api/v1/assets",
            content=form,
            headers={"Content-Type": "multipart/form-data; boundary=cut"},
        )

    assert answer.status_code == 422
    assert detail in answer.json()["errors"][0]["detail"]


async def test_a_body_that_is_no_form_is_refused(api: RunningAPI) -> None:
    async with api.with_key(api.owner_key) as owner:
        answer = await owner.post("/api/v1/assets", json={"file": "x"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["source"]["pointer"] == "/file"


async def test_what_is_no_picture_is_refused_before_it_is_read_to_its_end(
    api: RunningAPI,
) -> None:
    read = 0
    head = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        yield head
        while read < 50_000_000:
            read += 65_536
            yield b"\0" * 65_536
            await asyncio.sleep(0)

    async with api.with_key(api.owner_key) as owner:
        answer = await owner.post(
            "/api/v1/assets",
            content=endless(),
            headers={"Content-Type": "multipart/form-data; boundary=cut"},
        )

    assert answer.status_code == 415
    assert read < 2_000_000


async def test_a_repeat_with_the_same_key_makes_no_second_file(api: RunningAPI) -> None:
    key = {"Idempotency-Key": "upload-0001"}

    first = await kept(api, picture(), headers=key)
    again = await kept(api, picture(), headers=key)

    assert first["id"] == again["id"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=10-", slice(10, None)),
        ("bytes=-20", slice(-20, None)),
        ("bytes=5-999999999", slice(5, None)),
    ],
)
async def test_a_part_of_a_file_is_served(api: RunningAPI, asked: str, expected: slice) -> None:
    data = picture()
    asset = await kept(api, data)

    answer = await api.client.get(asset["url"], headers={"Range": asked})

    part = data[expected]
    start = expected.indices(len(data))[0]
    assert answer.status_code == 206
    assert answer.content == part
    assert answer.headers["content-range"] == f"bytes {start}-{start + len(part) - 1}/{len(data)}"
    assert answer.headers["accept-ranges"] == "bytes"


async def test_a_part_beyond_the_end_is_refused_and_an_odd_wish_gives_all(
    api: RunningAPI,
) -> None:
    data = picture()
    asset = await kept(api, data)

    beyond = await api.client.get(asset["url"], headers={"Range": f"bytes={len(data)}-"})
    several = await api.client.get(asset["url"], headers={"Range": "bytes=0-1,4-5"})

    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == f"bytes */{len(data)}"
    assert (several.status_code, several.content) == (200, data)


async def test_a_player_learns_the_length_first_and_a_browser_keeps_what_it_has(
    api: RunningAPI,
) -> None:
    data = picture()
    asset = await kept(api, data)

    head = await api.client.head(asset["url"])
    tag = head.headers["etag"]
    same = await api.client.get(asset["url"], headers={"If-None-Match": tag})
    other = await api.client.get(
        asset["url"], headers={"Range": "bytes=0-1", "If-Range": '"older"'}
    )

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(data))
    assert same.status_code == 304
    assert (other.status_code, other.content) == (200, data)


async def test_a_preview_is_for_channels_one_has_and_a_background_is_a_colour(
    api: RunningAPI,
) -> None:
    draft: dict[str, Any] = {"channel_ids": [str(new_id())], "text": "Lanterns"}
    odd = draft | {"extras": {"background": "sunset"}}
    async with api.with_key(api.owner_key) as owner:
        unknown = await owner.post("/api/v1/posts/preview", json=draft)
        refused = await owner.post("/api/v1/posts/preview", json=odd)

    assert unknown.status_code == 404
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["source"]["pointer"] == "/extras/background"
