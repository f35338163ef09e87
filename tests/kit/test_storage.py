"""Files appear whole or not at all, under the hash of their content."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from heliograph.kit.storage import FileMissing, Storage, StorageFull

DATA = os.urandom(3_000_000)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def pieces(data: bytes, size: int = 65_536) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def test_a_file_is_named_by_its_content_and_comes_back(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    name = await storage.put(DATA)
    assert name == hashlib.sha256(DATA).hexdigest()
    assert await storage.size(name) == len(DATA)
    assert await storage.read(name) == DATA


async def test_a_stream_is_stored_like_bytes(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    assert await storage.put(pieces(DATA)) == await storage.put(DATA)
    assert len(files_in(tmp_path)) == 1


async def test_a_large_file_is_read_in_pieces(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    name = await storage.put(DATA)
    sizes = [len(piece) async for piece in storage.stream(name)]
    assert len(sizes) > 1
    assert sum(sizes) == len(DATA)


@pytest.mark.parametrize(("start", "length"), [(0, 10), (1_000_000, 300_000), (2_999_990, 10)])
async def test_a_part_of_a_file_is_read_alone(tmp_path: Path, start: int, length: int) -> None:
    storage = Storage(tmp_path)
    name = await storage.put(DATA)
    part = b"".join([piece async for piece in storage.stream_range(name, start, length)])
    assert part == DATA[start : start + length]


async def test_a_stream_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield DATA[:100_000]
        raise ConnectionResetError

    storage = Storage(tmp_path)
    with pytest.raises(ConnectionResetError):
        await storage.put(broken())
    assert files_in(tmp_path) == []


async def test_nothing_is_visible_before_the_last_byte(tmp_path: Path) -> None:
    storage, half, rest = Storage(tmp_path), asyncio.Event(), asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield DATA[:1000]
        half.set()
        await rest.wait()
        yield DATA[1000:]

    storing = asyncio.create_task(storage.put(slow()))
    await half.wait()
    assert not await storage.exists(hashlib.sha256(DATA).hexdigest())
    rest.set()
    assert await storage.exists(await storing)


async def test_a_deleted_file_is_gone_and_deleting_again_is_no_error(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    name = await storage.put(b"short")
    await storage.delete(name)
    await storage.delete(name)
    with pytest.raises(FileMissing):
        await storage.read(name)


@pytest.mark.parametrize(
    "name",
    ["", "..", "../../etc/passwd", "a" * 63, "A" * 64, "%2e%2e/x", "a" * 63 + "\x00", "/etc"],
)
async def test_a_name_that_is_no_hash_reaches_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileMissing):
        await Storage(tmp_path).read(name)


async def test_drafts_of_a_killed_process_are_swept(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    name = await storage.put(b"kept")
    draft = tmp_path / ".drafts" / "left-behind"
    draft.write_bytes(b"half")
    written = draft.stat().st_mtime
    assert storage.sweep_drafts(3600, written + 10) == 0
    assert storage.sweep_drafts(3600, written + 7200) == 1
    assert await storage.read(name) == b"kept"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if os.geteuid() != 0 or not mount or not unmount:
        pytest.skip("only root may mount a small disk")
    size = ["-t", "tmpfs", "-o", "size=4m", "tmpfs"]
    mounted = subprocess.run([mount, *size, str(folder)], check=False)  # noqa: S603 - our own words
    if mounted.returncode:
        pytest.skip("this machine does not let anyone mount")
    yield folder
    subprocess.run([unmount, str(folder)], check=True)  # noqa: S603 - our own words


async def test_a_full_disk_is_said_plainly_and_leaves_no_half_file(small_disk: Path) -> None:
    storage = Storage(small_disk)
    name = await storage.put(DATA)
    with pytest.raises(StorageFull) as refusal:
        await storage.put(os.urandom(3_000_000))
    assert refusal.value.status == 507
    assert await storage.read(name) == DATA
    assert [file.name for file in files_in(small_disk)] == [name]
    await storage.delete(name)
    assert await storage.put(os.urandom(1_000_000))
