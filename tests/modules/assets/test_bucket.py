"""The library with its files in a bucket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from uuid import UUID, uuid4

import httpx
import pytest

from heliograph.kit.database import Database
from heliograph.modules.assets.jobs import look_at_some
from heliograph.sdk.adapting import Recipe
from tests.apps.api.support import Client, RunningAPI, running_api
from tests.doubles.bucket import bucket_server, environment, program
from tests.modules.assets.making import PART_BYTES, files_under, kept, noise, saved, scene

pytestmark = pytest.mark.skipif(
    program() is None, reason="moto is not installed: make .stamps/bucket"
)
UPLOADS = {"part_bytes": PART_BYTES, "bucket_links": True}
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(scope="module")
def buckets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of buckets."""
    with bucket_server(tmp_path_factory.mktemp("buckets") / "log") as url:
        yield url


@pytest.fixture
async def api(
    database: Database, buckets: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[RunningAPI]:
    """An API that keeps files in a fresh bucket and sends readers there."""
    name = f"files-{uuid4().hex[:12]}"
    await asyncio.to_thread(httpx.put, f"{buckets}/{name}")
    given = environment(buckets) | {"HELIOGRAPH_STORAGE_URL": f"s3://{name}/media"}
    for variable, value in given.items():
        monkeypatch.setenv(variable, value)
    async with running_api(database, uploads=UPLOADS) as running:
        yield running


async def names(api: RunningAPI) -> set[str]:
    return {one.name async for one in api.instance.storage.stored()}


async def test_a_reader_is_sent_to_the_bucket_for_an_hour(owner: Client, api: RunningAPI) -> None:
    data = saved(scene())
    asset = await kept(owner, data)

    answer = await api.client.get(asset["url"])

    assert answer.status_code == 307
    assert "X-Amz-Expires=3600" in answer.headers["location"]
    assert answer.headers["cache-control"] == "private, max-age=600"
    async with httpx.AsyncClient() as anybody:  # noqa: TID251 - a stranger with nothing but a link
        sent = await anybody.get(answer.headers["location"])
    assert sent.content == data
    assert sent.headers["content-type"] == "image/png"
    assert "immutable" in sent.headers["cache-control"]


async def test_an_upload_in_pieces_ends_as_one_file_in_the_bucket(
    owner: Client, api: RunningAPI
) -> None:
    data = noise(350_000)
    begun = await owner.post(
        "/api/v1/assets/uploads", headers=TUS | {"Upload-Length": str(len(data))}
    )
    place = begun.headers["location"]
    kind = TUS | {"Content-Type": "application/offset+octet-stream"}
    await owner.patch(place, content=data[:220_000], headers=kind | {"Upload-Offset": "0"})
    assert len(await names(api)) == 3, "the pieces lie in the bucket, for any machine to go on"

    last = await owner.patch(
        place, content=data[220_000:], headers=kind | {"Upload-Offset": "220000"}
    )

    (name,) = await names(api)
    assert await api.instance.storage.read(name) == data
    assert last.headers["heliograph-asset"]
    assert files_under(api) == []


async def test_pictures_are_looked_at_and_cut_from_the_bucket(
    owner: Client, api: RunningAPI
) -> None:
    asset = await kept(owner, saved(scene()))
    await look_at_some(api.instance.database, api.instance.assets)
    service = api.instance.assets.service(api.instance.database.work(api.workspace_id))

    made = await service.renditions.of(
        await service.get(UUID(asset["id"])), Recipe("image/jpeg", 320, 320, "crop", "", 1_000_000)
    )

    shown = (await owner.get(f"/api/v1/assets/{asset['id']}")).json()["data"]
    assert shown["thumbnail_url"] is not None
    assert await names(api) >= {made.asset["stored_as"]}
    assert len(await names(api)) == 3


async def test_what_nobody_owns_is_counted_in_the_bucket_too(
    owner: Client, api: RunningAPI
) -> None:
    await kept(owner, saved(scene()))
    await api.instance.storage.put(b"nobody's, but young")

    found = (await owner.post("/api/v1/assets/clean?dry_run=false")).json()["data"]

    assert found["unowned"]["count"] == 0
    assert len(await names(api)) == 2
