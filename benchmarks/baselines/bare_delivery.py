"""What the bare loop of `benchmarks.delivery` is told to send."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.support.arena import Arena

from benchmarks.planning import Sender
from heliograph.kit.http import read_all
from heliograph.kit.ids import new_id

FACTS = (
    "mime", "size", "sha256", "public_url", "width", "height", "duration_ms", "alt", "fps",
    "video_codec", "audio_codec",
)  # fmt: skip


def bare_words(senders: Sequence[Sender], number: int) -> str:
    """The words of one post, which no post of the product has."""
    return f"Storm post {1_000_000 + number} on {senders[number % len(senders)].platform}"


async def write_orders(
    arena: Arena, senders: Sequence[Sender], count: int, processes: int
) -> list[Path]:
    """One file for each process: accounts of their own, and an equal share of the posts."""
    files = await _files(arena, senders)
    accounts = {
        one.platform: {
            "base_url": arena.sandbox.base_url(one.platform),
            "secrets": arena.sandbox.account(one.platform, f"bare{new_id().hex[-8:]}"),
        }
        for one in senders
    }
    posts = [_post(senders, number) for number in range(count)]
    written = []
    for number in range(processes):
        share = posts[number::processes]
        file = arena.home / f"bare-{number}.json"
        file.write_text(json.dumps({"accounts": accounts, "files": files, "posts": share}))
        written.append(file)
    return written


def _post(senders: Sequence[Sender], number: int) -> dict[str, Any]:
    sender, words = senders[number % len(senders)], bare_words(senders, number)
    return {
        "id": str(new_id()),
        "platform": sender.platform,
        "kind": sender.kind,
        "text": words,
        "title": words if "title" in sender.extras else "",
        "options": sender.extras.get("options", {}),
        "media": [str(one) for one in sender.files],
    }


async def _files(arena: Arena, senders: Sequence[Sender]) -> dict[str, Any]:
    service = arena.instance.assets.service(arena.work)
    found: dict[str, Any] = {}
    for asset_id in {one for sender in senders for one in sender.files}:
        (file,) = await service.media_files([{"asset_id": str(asset_id)}])
        path = arena.home / f"bare-{asset_id}"
        path.write_bytes(await read_all(file.read()))
        facts = {name: getattr(file, name) for name in FACTS}
        found[str(asset_id)] = facts | {"id": str(asset_id), "path": str(path)}
    return found
