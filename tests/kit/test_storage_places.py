"""A folder and a bucket keep the same promises."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from heliograph.kit.storage import FileMissing, Storage, StorageTrouble
from tests.doubles.bucket import bucket_server, environment, program
from tests.support.loopback import TLS

DATA = os.urandom(13_000_000)
"""Long enough to go into a bucket in several parts."""
needs_bucket = pytest.mark.skipif(program() is None, reason="moto[server] is not installed")
BUCKET = pytest.param("bucket", marks=needs_bucket)


@pytest.fixture(scope="module")
def buckets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of buckets."""
    if program() is None:
        pytest.skip("moto[server] is not installed")
    with bucket_server(tmp_path_factory.mktemp("buckets") / "log") as url:
        yield url


@pytest.fixture
def bucket(buckets: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Storage]:
    """Opens the same fresh bucket again and again."""
    for name, value in environment(buckets).items():
        monkeypatch.setenv(name, value)
    name = f"files-{uuid4().hex[:12]}"
    httpx.put(f"{buckets}/{name}", verify=TLS).raise_for_status()
    return lambda: Storage(tmp_path, f"s3://{name}/some/prefix")


@pytest.fixture(params=["folder", BUCKET])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """A place for files, of each kind."""
    if request.param == "folder":
        return Storage(tmp_path)
    opened: Storage = request.getfixturevalue("bucket")()
    return opened


async def pieces(data: bytes, size: int = 300_000) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


def files_in(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()]


async def names(storage: Storage) -> set[str]:
    return {one.name async for one in storage.stored()}


async def test_a_large_file_comes_back_whole_and_in_part(storage: Storage) -> None:
    name = await storage.put(pieces(DATA))

    assert name == hashlib.sha256(DATA).hexdigest()
    assert await storage.size(name) == len(DATA)
    assert b"".join([piece async for piece in storage.stream(name)]) == DATA
    part = b"".join([piece async for piece in storage.stream_range(name, 9_999_990, 1_000_020)])
    assert part == DATA[9_999_990:11_000_010]


async def test_the_same_content_is_one_file(storage: Storage) -> None:
    assert await storage.put(b"the same") == await storage.put(pieces(b"the same", 3))
    assert len(await names(storage)) == 1


async def test_a_file_is_fetched_for_tools_that_want_a_path(
    storage: Storage, tmp_path: Path
) -> None:
    name = await storage.put(DATA[:1000])

    await storage.fetch(name, tmp_path / "here")

    assert (tmp_path / "here").read_bytes() == DATA[:1000]


async def test_what_breaks_off_or_is_refused_is_not_there(storage: Storage) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"half"
        raise RuntimeError("the line broke")

    def refuse(_: Path) -> None:
        raise ValueError("not that")

    with pytest.raises(RuntimeError):
        await storage.put(broken())
    with pytest.raises(ValueError, match="not that"):
        await storage.put(b"refused", refuse)
    assert await names(storage) == set()


async def test_what_is_deleted_or_never_was_is_missing(storage: Storage) -> None:
    name = await storage.put(b"for a while")
    await storage.delete(name)
    await storage.delete(name)

    assert not await storage.exists(name)
    with pytest.raises(FileMissing):
        await storage.size(name)
    with pytest.raises(FileMissing):
        await anext(aiter(storage.stream("0" * 64)))


@pytest.mark.parametrize("name", ["../etc/passwd", "a" * 63, "A" * 64, "part-../..", "", "part-"])
async def test_no_other_name_is_looked_for(storage: Storage, name: str) -> None:
    with pytest.raises(FileMissing):
        await storage.size(name)


async def test_pieces_are_kept_beside_files_and_go_when_they_are_told_to(storage: Storage) -> None:
    first, second = await storage.put_part(b"one"), await storage.put_part(b"one")
    file = await storage.put(b"a file")

    assert first != second
    assert await storage.read(first) == b"one"
    assert await names(storage) == {first, second, file}
    await storage.delete(first)
    assert await names(storage) == {second, file}


async def test_many_at_once_do_not_disturb_each_other(storage: Storage) -> None:
    bodies = [bytes((number,)) * 200_000 for number in range(20)]

    stored = await asyncio.gather(*(storage.put(body) for body in bodies))

    assert [await storage.read(name) for name in stored] == bodies


async def test_every_stored_file_is_listed_with_size_and_age(storage: Storage) -> None:
    for number in range(60):
        await storage.put(bytes((number,)))
    found = [one async for one in storage.stored()]

    assert len(found) == 60
    assert {one.size for one in found} == {1}
    assert all(one.modified_at.tzinfo is not None for one in found)


@needs_bucket
async def test_a_bucket_tells_caches_what_it_has_and_that_it_never_changes(
    bucket: Callable[[], Storage],
) -> None:
    storage = bucket()
    name = await storage.put(DATA, lambda _: "image/png")
    link = await storage.link(name, 60)

    assert link is not None
    async with httpx.AsyncClient() as anybody:  # noqa: TID251 - a stranger with nothing but a link
        answer = await anybody.get(link)
        spoiled = await anybody.get(link.replace(name, "f" * 64))
    assert answer.content == DATA
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "X-Amz-Signature" in link
    assert "X-Amz-Expires=60" in link
    # A large file goes up in parts, which S3 shows in its tag.
    assert answer.headers["etag"].strip('"').rpartition("-")[2] == "3"
    assert spoiled.status_code >= 400


async def test_a_folder_has_no_links(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    assert await storage.link(await storage.put(b"x"), 60) is None


@needs_bucket
async def test_another_process_sees_the_same_files(bucket: Callable[[], Storage]) -> None:
    name = await bucket().put(b"for all")
    assert await bucket().read(name) == b"for all"


async def test_a_bucket_that_is_away_is_told_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment("http://127.0.0.1:9").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_MAX_RETRIES", "0")
    storage = Storage(tmp_path, "s3://away")

    with pytest.raises(StorageTrouble):
        await asyncio.wait_for(storage.put(b"x"), 60)
    assert files_in(tmp_path) == []
