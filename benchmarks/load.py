"""A load of plain keep-alive requests from raw connections, cheap enough not to be the limit."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping


async def requests_per_second(
    port: int, path: str, headers: Mapping[str, str], seconds: float, connections: int = 16
) -> float:
    """Answers per second of one GET over some connections; raises when one is no 200."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    until = time.perf_counter() + seconds
    counts = await asyncio.gather(
        *(_one_connection(port, request, until) for _ in range(connections))
    )
    return sum(counts) / seconds


async def _one_connection(port: int, request: bytes, until: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    try:
        while time.perf_counter() < until:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"the answer was {head[:200]!r}")
            await reader.readexactly(_length(head))
            count += 1
    finally:
        writer.close()
    return count


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise RuntimeError("the answer has no length")
