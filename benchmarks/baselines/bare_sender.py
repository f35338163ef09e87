"""The ceiling of delivery: the same calls to the platforms by a loop that remembers nothing.

    python -m benchmarks.baselines.bare_sender ORDERS AT_ONCE

`ORDERS` is a JSON file: the accounts, the files, and the posts of this process. Connectors make
the calls, as in the product; there is no database, no claim, no second look.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import uvloop

from heliograph.flows.catalogue import InstalledExtensions
from heliograph.kit.clock import SystemClock
from heliograph.kit.http import HTTPClient
from heliograph.kit.logs import configure_logs
from heliograph.sdk.connectors import ChannelAccess, Connector, MediaFile, OutgoingPost, Secrets
from heliograph.sdk.errors import OutcomeUnknown, TryLater

LOOPBACK = ("127.0.0.0/8",)


def main() -> int:
    """Send everything; the exit code is 1 when something could not be sent."""
    configure_logs("warning")
    orders = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    return uvloop.run(send_all(orders, int(sys.argv[2])))


async def send_all(orders: Mapping[str, Any], at_once: int) -> int:
    """All posts, so many at a time."""
    catalogue, free = InstalledExtensions(), asyncio.Semaphore(at_once)
    async with HTTPClient(private_networks=LOOPBACK) as http:

        async def one(order: Mapping[str, Any]) -> None:
            account = access(http, orders["accounts"][order["platform"]])
            post = outgoing(order, orders["files"])
            await send(catalogue.open_connector(order["platform"], account), post, free)

        await asyncio.gather(*(one(order) for order in orders["posts"]))
    return 0


async def send(connector: Connector, post: OutgoingPost, free: asyncio.Semaphore) -> None:
    """One post; what the platform is not ready for is tried again when it says. A call that got
    no answer in time is left at that: nobody here could tell what became of it."""
    memory: Mapping[str, str] = {}
    while True:
        try:
            async with free:
                memory = await connector.prepare(post, memory)
                sent = replace(post, first_sent_at=SystemClock().now())
                await connector.publish(sent, memory)
        except TryLater as trouble:
            memory = trouble.memory or memory
            await asyncio.sleep(trouble.after.total_seconds() if trouble.after else 1)
        except OutcomeUnknown:
            return
        else:
            return


def access(http: HTTPClient, account: Mapping[str, Any]) -> ChannelAccess:
    """The way to one account."""

    async def keep(_: Secrets) -> None:
        return

    return ChannelAccess(account["base_url"], account["secrets"], http, keep)


def outgoing(order: Mapping[str, Any], files: Mapping[str, Any]) -> OutgoingPost:
    """A post as a connector gets it."""
    return OutgoingPost(
        id=UUID(order["id"]),
        key=order["id"],
        kind=order["kind"],
        text=order["text"],
        title=order["title"],
        options=order["options"],
        intended_at=SystemClock().now(),
        media=tuple(medium(files[name]) for name in order["media"]),
    )


def medium(file: Mapping[str, Any]) -> MediaFile:
    """A file that is read from where the product keeps it."""
    known = {name: file[name] for name in file if name not in ("id", "path")}
    return MediaFile(id=UUID(file["id"]), read=_reader(file["path"]), **known)


def _reader(path: str) -> Callable[[], AsyncIterator[bytes]]:
    async def read() -> AsyncIterator[bytes]:
        yield await asyncio.to_thread(Path(path).read_bytes)

    return read


if __name__ == "__main__":
    sys.exit(main())
