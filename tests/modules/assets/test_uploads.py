"""An upload goes on where it broke off, over the tus protocol."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from heliograph.apps.api import Parts, create_api
from heliograph.kit.clock import FixedClock, SystemClock
from heliograph.kit.database import Database
from heliograph.kit.errors import AppError
from heliograph.kit.ids import new_id
from heliograph.modules.assets.jobs import end_left_uploads
from heliograph.modules.assets.service.uploads import UploadService
from tests.apps.api.support import ORIGIN, Client, RunningAPI, running_api
from tests.modules.assets.making import PART_BYTES, code_of, files_under, noise, saved, scene
from tests.support.videos import write_video

TUS = {"Tus-Resumable": "1.0.0"}
PATCH = TUS | {"Content-Type": "application/offset+octet-stream"}
PLACE = "/api/v1/assets/uploads"
NOWHERE = f"folder_id {base64.b64encode(str(new_id()).encode()).decode()}"


async def begun(client: Client, length: int, **about: str) -> str:
    said = ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in about.items()
    )
    headers = TUS | {"Upload-Length": str(length)} | ({"Upload-Metadata": said} if said else {})
    answer = await client.post(PLACE, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


async def sent(client: Client, place: str, data: Any, offset: int) -> httpx.Response:
    return await client.patch(place, content=data, headers=PATCH | {"Upload-Offset": str(offset)})


async def offset_of(client: Client, place: str) -> int:
    answer = await client.head(place, headers=TUS)
    assert answer.status_code == 200
    return int(answer.headers["upload-offset"])


async def made(client: Client, place: str) -> dict[str, Any]:
    upload = (await client.get(place)).json()["data"]
    asset: dict[str, Any] = (await client.get(f"/api/v1/assets/{upload['asset_id']}")).json()[
        "data"
    ]
    return asset


async def test_the_server_says_what_of_the_protocol_it_speaks(owner: Client) -> None:
    answer = await owner.options(PLACE)

    assert answer.status_code == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert answer.headers["tus-extension"] == "creation,termination,expiration"
    assert int(answer.headers["tus-max-size"]) == 4_000_000_000


async def test_a_file_in_two_parts_is_the_same_file(owner: Client, api: RunningAPI) -> None:
    data = noise(350_000)
    place = await begun(
        owner, len(data), filename="Nebula.png", alt="A cloud of gas", tags="Sky,red"
    )

    first = await sent(owner, place, data[:123_456], 0)
    second = await sent(owner, place, data[123_456:], 123_456)

    assert [one.status_code for one in (first, second)] == [204, 204]
    assert first.headers["upload-offset"] == "123456"
    assert "heliograph-asset" not in first.headers
    asset = await made(owner, place)
    assert second.headers["heliograph-asset"] == asset["id"]
    assert (await owner.get(asset["url"])).content == data
    assert (asset["title"], asset["alt"]) == ("Nebula", "A cloud of gas")
    assert asset["tags"] == ["sky", "red"]
    assert len(files_under(api)) == 1, "no piece is left beside the file"


async def test_a_film_arrives_whole_however_it_is_cut(owner: Client, tmp_path: Path) -> None:
    write_video(tmp_path / "film.mp4", seconds=2)
    film = (tmp_path / "film.mp4").read_bytes()
    place = await begun(owner, len(film))

    for start in range(0, len(film), 77_777):
        answer = await sent(owner, place, film[start : start + 77_777], start)
        assert answer.status_code == 204

    asset = await made(owner, place)
    assert (asset["mime"], asset["width"], asset["size"]) == ("video/mp4", 540, len(film))


async def test_what_arrived_before_the_line_broke_is_not_sent_again(
    owner: Client, api: RunningAPI
) -> None:
    data = noise(350_000)
    place = await begun(owner, len(data))
    work = api.instance.database.work(api.workspace_id)
    uploads = UploadService(work, api.instance.assets)

    async def broken_line() -> AsyncIterator[bytes]:
        for start in range(0, 250_000, 10_000):
            yield data[start : start + 10_000]
        raise ConnectionError("the line broke")

    upload = await uploads.get((await owner.get(place)).json()["data"]["id"])
    with pytest.raises(ConnectionError):
        await uploads.append(upload, 0, broken_line())

    at = await offset_of(owner, place)
    assert at == 250_000 // PART_BYTES * PART_BYTES, "whole pieces are safe"
    assert (await sent(owner, place, data[at:], at)).status_code == 204
    assert (await owner.get((await made(owner, place))["url"])).content == data


async def test_an_upload_survives_a_restart(owner: Client, api: RunningAPI) -> None:
    data = noise(250_000)
    place = await begun(owner, len(data))
    await sent(owner, place, data[:150_000], 0)

    instance = api.instance
    fresh = create_api(
        Parts(
            instance.settings, instance.database, instance.storage, instance.vault,
            offers=(instance, *instance.offers()),
        )
    )  # fmt: skip
    headers = {"Authorization": f"Bearer {api.owner_key}"}
    transport = httpx.ASGITransport(fresh)
    async with (
        fresh.router.lifespan_context(fresh),
        Client(transport=transport, base_url=ORIGIN, headers=headers) as again,
    ):
        assert await offset_of(again, place) == 150_000
        assert (await sent(again, place, data[150_000:], 150_000)).status_code == 204
        assert (await made(again, place))["size"] == len(data)


@pytest.mark.parametrize("offset", [0, 99, 150_000])
async def test_bytes_that_do_not_follow_are_refused(owner: Client, offset: int) -> None:
    data = noise(250_000)
    place = await begun(owner, len(data))
    await sent(owner, place, data[:100_000], 0)

    answer = await sent(owner, place, data[offset : offset + 10], offset)

    assert (answer.status_code, code_of(answer)) == (409, "assets.wrong_offset")
    assert await offset_of(owner, place) == 100_000


async def test_two_that_send_the_same_bytes_at_once_make_one_file(owner: Client) -> None:
    data = noise(450_000)
    place = await begun(owner, len(data))

    answers = await asyncio.gather(*(sent(owner, place, data, 0) for _ in range(4)))

    assert sorted({one.status_code for one in answers}) in ([204], [204, 409])
    assert [one.status_code for one in answers].count(204) >= 1
    asset = await made(owner, place)
    assert (await owner.get(asset["url"])).content == data
    assert len((await owner.get("/api/v1/assets")).json()["data"]) == 1


async def test_more_than_was_announced_is_refused(owner: Client) -> None:
    data = noise(120_000)
    place = await begun(owner, len(data) - 1)

    answer = await sent(owner, place, data, 0)

    assert (answer.status_code, code_of(answer)) == (413, "assets.too_large")


async def test_what_is_no_picture_is_refused_with_its_first_piece_and_leaves_nothing(
    owner: Client, api: RunningAPI
) -> None:
    place = await begun(owner, 900_000)

    answer = await sent(owner, place, b"\0" * 400_000, 0)

    if answer.status_code == 204:
        answer = await sent(owner, place, b"\0" * 500_000, 400_000)
    assert (answer.status_code, code_of(answer)) == (415, "assets.refused")
    assert (await owner.get(place)).status_code == 404
    assert files_under(api) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "10"}, 412),
        (TUS, 422),
        (TUS | {"Upload-Length": "-3"}, 422),
        (TUS | {"Upload-Length": "many"}, 422),
        (TUS | {"Upload-Length": "0"}, 415),
        (TUS | {"Upload-Length": "4000000001"}, 413),
        (TUS | {"Upload-Length": "10", "Upload-Metadata": "alt %%%"}, 422),
        (TUS | {"Upload-Length": "10", "Upload-Metadata": "licence eWVz"}, 422),
        (TUS | {"Upload-Length": "10", "Upload-Metadata": NOWHERE}, 404),
    ],
)  # fmt: skip
async def test_an_upload_that_cannot_end_well_does_not_begin(
    owner: Client, headers: dict[str, str], status: int
) -> None:
    assert (await owner.post(PLACE, headers=headers)).status_code == status


async def test_bytes_of_another_type_or_protocol_are_refused(owner: Client) -> None:
    place = await begun(owner, 10)

    old = await owner.patch(place, content=b"x", headers=PATCH | {"Tus-Resumable": "0.2.2"})
    json = await owner.patch(place, json={}, headers=TUS | {"Upload-Offset": "0"})

    assert (old.status_code, json.status_code) == (412, 415)


async def test_an_upload_is_given_up_with_all_that_came(owner: Client, api: RunningAPI) -> None:
    place = await begun(owner, 400_000)
    await sent(owner, place, noise(400_000)[:300_000], 0)
    assert len(files_under(api)) == 3

    answer = await owner.delete(place, headers=TUS)

    assert answer.status_code == 204
    assert (await owner.head(place, headers=TUS)).status_code == 404
    assert files_under(api) == []


async def test_a_half_upload_expires_and_is_cleaned_up(database: Database) -> None:
    uploads = {"part_bytes": PART_BYTES, "keep_hours": 2.0}
    async with (
        running_api(database, uploads=uploads) as api,
        api.with_key(api.owner_key) as owner,
    ):
        place = await begun(owner, 400_000)
        answer = await sent(owner, place, noise(400_000)[:200_000], 0)
        expires = parsedate_to_datetime(answer.headers["upload-expires"])
        now = SystemClock().now()
        assert timedelta(hours=1.9) < expires - now < timedelta(hours=2.1)
        tools = api.instance.assets

        await end_left_uploads(database, tools)
        assert await offset_of(owner, place) == 200_000, "its time is not over"
        object.__setattr__(tools, "clock", FixedClock(now + timedelta(hours=3)))
        late = await owner.head(place, headers=TUS)
        await end_left_uploads(database, tools)

        assert late.status_code == 410
        assert (await owner.get(place)).status_code == 404
        assert files_under(api) == []


async def test_a_crash_between_the_last_byte_and_the_file_is_mended(
    owner: Client, api: RunningAPI
) -> None:
    data = noise(150_000)
    place = await begun(owner, len(data))
    work = api.instance.database.work(api.workspace_id)
    uploads = UploadService(work, api.instance.assets)
    upload = await uploads.get((await owner.get(place)).json()["data"]["id"])
    # What a killed process leaves behind: every piece is there, and nothing was made of them.
    for start in range(0, len(data), PART_BYTES):
        await uploads._keep(upload, start, data[start : start + PART_BYTES])
    assert (await owner.get(place)).json()["data"]["asset_id"] is None

    await end_left_uploads(api.instance.database, api.instance.assets)

    assert (await made(owner, place))["size"] == len(data)
    assert len(files_under(api)) == 1


async def test_room_is_set_aside_when_an_upload_begins(database: Database) -> None:
    uploads = {"part_bytes": PART_BYTES, "workspace_bytes": 500_000}
    async with (
        running_api(database, uploads=uploads) as api,
        api.with_key(api.owner_key) as owner,
    ):
        data = noise(300_000)
        place = await begun(owner, len(data))
        second = await owner.post(PLACE, headers=TUS | {"Upload-Length": "250000"})
        usage = (await owner.get("/api/v1/assets/usage")).json()["data"]

        assert (second.status_code, code_of(second)) == (413, "assets.quota_reached")
        assert (usage["used_bytes"], usage["limit_bytes"]) == (len(data), 500_000)
        assert (await sent(owner, place, data, 0)).status_code == 204, "its own room is not asked"
        plain = await owner.post("/api/v1/assets", files={"file": ("a", noise(250_000))})
        assert code_of(plain) == "assets.quota_reached"
        small = await owner.post("/api/v1/assets", files={"file": ("a", saved(scene(), ".jpg"))})
        assert small.status_code == 201


async def test_pieces_leave_memory_as_soon_as_they_are_full(owner: Client, api: RunningAPI) -> None:
    uploads = UploadService(api.instance.database.work(api.workspace_id), api.instance.assets)
    place = await begun(owner, 60_000_000)
    upload = await uploads.get((await owner.get(place)).json()["data"]["id"])
    largest = 0

    async def film() -> AsyncIterator[bytes]:
        nonlocal largest
        yield b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
        for _ in range(100):
            yield bytes(50_000)
            parts = [one.stat().st_size for one in files_under(api)]
            largest = max([largest, *parts])
        raise ConnectionError("enough")

    with pytest.raises((ConnectionError, AppError)):
        await uploads.append(upload, 0, film())

    assert largest == PART_BYTES, "pieces leave memory as soon as they are full"
