"""What `try` does on its instance: make, check, publish three times, read the first numbers."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from heliograph.apps.cli.content import follow
from heliograph.apps.cli.door import Door
from heliograph.apps.cli.ephemeral import Borrowed, borrowed
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.posts import settled
from heliograph.apps.cli.sky import pack_of, pack_refusals
from heliograph.kit.home import storage_errors

PLATFORMS = ("mastodon", "bluesky", "instagram")
TYPE = "daily_horoscope"
_NUMBERS_PATIENCE = 45.0

JSON = dict[str, Any]
Report = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What to make, and where the results go."""

    pack: str
    subject: str
    day: date
    out: Path


def check(order: Order) -> None:
    """Refuse what cannot be made before anything is started; raises `BadInput`."""
    pack = pack_of(order.pack)
    with pack_refusals():
        pack.subject(order.subject)
    first, last = pack.manifest.first_date, pack.manifest.last_date
    if (first and order.day < first) or (last and order.day > last):
        raise BadInput(
            f"{order.day} is outside what {pack.manifest.name} can compute",
            f"Choose a date from {first} to {last}.",
        )


async def travel(order: Order, report: Report) -> JSON:
    """The whole trip; gives its result, which also stands in `result.json`."""
    began = time.monotonic()

    def tell(line: str) -> None:
        report(f"{time.monotonic() - began:5.1f} s  {line}")

    tell("Starting an instance of its own")
    async with borrowed() as place:
        trip = _Trip(order, place, tell)
        found = await trip.made()
        if found["content"]["quality"]["passed"]:
            found |= await trip.published(found["content"]["id"])
        tell("Cleaning up")
    with storage_errors(order.out):
        text = json.dumps(found, ensure_ascii=False, indent=2)
        (order.out / "result.json").write_text(text + "\n")
    tell("Done")
    return found


def is_whole(found: JSON) -> bool:
    """Whether all three networks have it."""
    states = [post["status"] for post in found["posts"]]
    return states == ["published"] * len(PLATFORMS)


def told(found: JSON, order: Order) -> list[str]:
    """The result for a person."""
    content = found["content"]
    lines = [content["text"], " ".join(content["hashtags"]), ""]
    lines += [f"Fact: {fact['text']}" for fact in content["facts"]]
    lines += ["", f"Quality {content['quality']['score']}, picture {content['image']}"]
    lines += [f"{post['platform']}: {post['status']}" for post in found["posts"]]
    lines += [f"{one['platform']}: {_counts(one['metrics'])}" for one in found["metrics"]]
    return [*lines, f"Everything is in {order.out}"]


class _Trip:
    """One piece on its way."""

    def __init__(self, order: Order, place: Borrowed, tell: Report) -> None:
        self._order = order
        self._door: Door = place.door
        self._place = place
        self._tell = tell

    async def made(self) -> JSON:
        """The piece, with its picture stored."""
        brand = await self._brand()
        self._tell(f"Making {TYPE} for {self._order.subject}, {self._order.day}")
        body = {
            "brand_id": brand["id"],
            "content_type": TYPE,
            "target_date": self._order.day.isoformat(),
        }
        run = await self._door.post("content", "generate", body=body)
        run = await follow(self._door, str(run["id"]))
        if run["status"] == "failed":
            trouble = run["error"] or {}
            raise BadInput(f"The step {trouble.get('step')} failed: {trouble.get('detail')}")
        piece = await self._door.get("content", run["content_id"])
        self._tell(f"Made it; the gate gave {piece['quality']['score']}")
        image = await self._picture(piece)
        return {"content": _content(piece, image), "posts": [], "metrics": []}

    async def published(self, content_id: str) -> JSON:
        """The posts at their end, with their first numbers."""
        channels = await asyncio.gather(*(self._channel(name) for name in PLATFORMS))
        body = {"content_id": content_id, "channel_ids": channels, "when": "now"}
        posts = await self._door.post("posts", "batch", body=body)
        posts = await asyncio.gather(*(settled(self._door, post["id"]) for post in posts))
        for post in posts:
            self._tell(f"{post['channel']['platform']}: {post['status_sentence']}")
        metrics = await self._numbers([post for post in posts if post["status"] == "published"])
        return {"posts": [_post(post) for post in posts], "metrics": metrics}

    async def _brand(self) -> JSON:
        subject = self._order.subject
        order = {
            "pack": self._order.pack,
            "subject": subject,
            "name": f"{subject.title()} Daily",
            "handle": f"{subject}daily",
        }
        brand: JSON = await self._door.post("brands", body=order)
        return brand

    async def _picture(self, piece: JSON) -> str | None:
        if piece["image"] is None:
            return None
        file = self._order.out / f"{piece['id']}.jpg"
        data = await self._door.fetch(piece["image"]["url"])
        with storage_errors(file.parent):
            await asyncio.to_thread(file.write_bytes, data)
        return str(file)

    async def _channel(self, platform: str) -> str:
        account = await self._place.account(platform, f"{self._order.subject}daily")
        order = {
            "platform": platform,
            "base_url": account["base_url"],
            "secrets": account["secrets"],
        }
        channel: JSON = await self._door.post("channels", body=order)
        return str(channel["id"])

    async def _numbers(self, posts: Sequence[JSON]) -> list[JSON]:
        if posts:
            self._tell("Waiting for the first numbers")
        found = await asyncio.gather(*(self._first_numbers(post) for post in posts))
        return [one for one in found if one is not None]

    async def _first_numbers(self, post: JSON) -> JSON | None:
        give_up_at = time.monotonic() + _NUMBERS_PATIENCE
        while time.monotonic() < give_up_at:
            read = await self._door.get("posts", post["id"], "metrics")
            if read["snapshots"]:
                latest = read["snapshots"][-1]
                about = {"platform": post["channel"]["platform"], "remote_id": post["remote_id"]}
                return about | {name: latest[name] for name in ("at", "age_seconds", "metrics")}
            await asyncio.sleep(0.2)
        return None


def _content(piece: JSON, image: str | None) -> JSON:
    quality = piece["quality"]
    return {
        "id": piece["id"],
        "text": piece["text"],
        "hashtags": piece["hashtags"],
        "image": image,
        "facts": piece["facts"],
        "quality": {name: quality[name] for name in ("score", "passed", "checks")},
    }


def _post(post: JSON) -> JSON:
    shown = {name: post[name] for name in ("status", "remote_id", "url", "attempts", "problem")}
    if shown["problem"] is None:
        del shown["problem"]
    return {"platform": post["channel"]["platform"], **shown}


def _counts(metrics: JSON) -> str:
    return ", ".join(f"{count} {name}" for name, count in metrics.items()) or "no numbers"
