"""Memory that a video of a gigabyte costs on its way in and on its way out to a network.

A person's upload goes over HTTP into the library, then a worker publishes it to YouTube (the
sandbox). Of both processes, and what they start, the highest memory in use is compared with what
they used before; a small video went the same way first, so that what is loaded once is not
counted. The baseline of each figure is what the product promises: 64 MB.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import psutil
from tests.support.arena import Arena, end, open_arena
from tests.support.videos import write_video

from benchmarks.making import sign_in
from benchmarks.report import Result, report, say
from heliograph.kit.logs import configure_logs

BYTES = int(os.getenv("BIG_FILE_BYTES", "1000000000"))
SMALL = 12_000_000
PROMISED_MB = 64.0
PIECE = 1 << 20
EVERY_SECONDS = 0.05
BOUNDARY = "a-gigabyte-of-lanterns"
PATIENCE_SECONDS = 900.0


def main() -> int:
    """Measure and print."""
    configure_logs("warning")
    for result in asyncio.run(measure()):
        report(result)
    return 0


async def measure() -> list[Result]:
    """The small video, then the large one, watched."""
    async with open_arena(with_api=False) as arena:
        processes = [arena.start("api", "heliograph.apps.api"), arena.start_worker()]
        try:
            key = await sign_in(arena)
            travel = Travel(arena, key, str(await arena.channel("youtube")))
            await travel.begin()
            await travel.whole(SMALL)
            watches = [Watch(one.pid) for one in processes]
            async with watches[0], watches[1]:
                await travel.whole(BYTES)
        finally:
            for process in processes:
                end(process)
    return [
        Result(f"big_file_{name}", watch.more_mb, "MB", PROMISED_MB)
        for name, watch in zip(("api", "worker"), watches, strict=True)
    ]


class Travel:
    """Takes a video into the library and out to the network."""

    def __init__(self, arena: Arena, key: str, channel_id: str) -> None:
        self._channel_id = channel_id
        self._client = httpx.AsyncClient(  # noqa: TID251 - the caller is a program of its own
            base_url=f"{arena.instance.settings.base_url}/api/v1",
            headers={"Authorization": f"Bearer {key}"},
            timeout=PATIENCE_SECONDS,
            trust_env=False,
        )

    async def begin(self) -> None:
        """Wait until the API answers."""
        give_up_at = time.monotonic() + 60
        while True:
            with suppress(httpx.TransportError):
                if (await self._client.get("/me")).is_success:
                    return
            if time.monotonic() > give_up_at:
                raise RuntimeError("the API does not answer")
            await asyncio.sleep(0.1)

    async def whole(self, size: int) -> None:
        """In and out."""
        began = time.monotonic()
        asset_id = await self._upload(size)
        kept = time.monotonic()
        await self._publish(asset_id)
        out = time.monotonic()
        say(f"{size / 1e6:.0f} MB: {kept - began:.1f} s in, {out - kept:.1f} s out")

    async def _upload(self, size: int) -> str:
        head, tail = film_parts(size)
        before = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n'
            "Content-Type: video/mp4\r\n\r\n"
        ).encode()
        after = f"\r\n--{BOUNDARY}--\r\n".encode()

        async def form() -> AsyncIterator[bytes]:
            yield before + head
            for piece in noise(tail):
                yield piece
            yield after

        headers = {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Content-Length": str(len(before) + size + len(after)),
        }
        answer = await self._client.post("/assets", content=form(), headers=headers)
        asset = _data(answer)
        if asset["size"] != size:
            raise RuntimeError(f"{asset['size']} bytes arrived of {size}")
        return str(asset["id"])

    async def _publish(self, asset_id: str) -> None:
        order = {
            "channel_id": self._channel_id,
            "text": f"A long night of lanterns, {asset_id}",
            "asset_ids": [asset_id],
            "kind": "video",
            "extras": {"title": "Lanterns", "options": {"made_for_kids": False}},
            "now": True,
        }
        post = _data(await self._client.post("/posts", json=order))
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        while post["status"] != "published":
            if time.monotonic() > give_up_at or post["status"] in ("failed", "unknown"):
                raise RuntimeError(f"{post['status']}: {post['problem']}")
            await asyncio.sleep(0.5)
            post = _data(await self._client.get(f"/posts/{post['id']}"))


class Watch:
    """The most memory a process and its children use while it is watched, over what they used."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._before = self._most = 0
        self._task: asyncio.Task[None] | None = None

    @property
    def more_mb(self) -> float:
        """Megabytes above the beginning."""
        return (self._most - self._before) / 1e6

    async def __aenter__(self) -> Watch:
        self._before = self._most = self._used()
        self._task = asyncio.create_task(self._look())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        used = f"{self._before / 1e6:.0f} MB before, {self._most / 1e6:.0f} MB at most"
        say(f"{self._process.cmdline()[2]}: {used}, {self.more_mb:.1f} MB more")

    async def _look(self) -> None:
        while True:
            self._most = max(self._most, self._used())
            await asyncio.sleep(EVERY_SECONDS)

    def _used(self) -> int:
        family = [self._process, *self._process.children(recursive=True)]
        return sum(one.memory_info().rss for one in family if one.is_running())


def film_parts(size: int) -> tuple[bytes, int]:
    """The beginning of an MP4 file of that size that plays, and how much noise must follow: the
    noise lies in a box that players skip."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        write_video(path, seconds=4)
        film = path.read_bytes()
    tail = size - len(film) - 16
    box = (1).to_bytes(4, "big") + b"free" + (tail + 16).to_bytes(8, "big")
    return film + box, tail


def noise(length: int) -> Iterator[bytes]:
    """Bytes that cannot be packed; each piece is another."""
    block = bytearray(os.urandom(PIECE))
    number = 0
    while length > 0:
        block[:8] = number.to_bytes(8, "big")
        yield bytes(block[: min(length, PIECE)])
        length -= PIECE
        number += 1


def _data(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        raise RuntimeError(f"{answer.status_code}: {answer.text}")
    found: dict[str, Any] = answer.json()["data"]
    return found


if __name__ == "__main__":
    sys.exit(main())
