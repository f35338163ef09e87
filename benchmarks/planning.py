"""Many posts at once, on every network the sandbox speaks for, each in the kind it takes best.

One post of a channel is made by the service, so that rules are checked and rows are as in
production; the others are copies of its row with words of their own. Their words are their names:
`Storm post 00042 on youtube`.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text
from tests.support.arena import Arena
from tests.support.videos import write_video

from benchmarks.report import say
from heliograph.apps.sandbox.networks import PLATFORMS
from heliograph.kit.ids import new_id
from heliograph.modules.assets import Origin
from heliograph.modules.scheduling import WAKE_JOB, Piece, When
from heliograph.sdk.manifest import ConnectorManifest, OptionField

NAME = re.compile(r"Storm post (\d+) on (\w+)")
SIMPLEST = ("text", "image", "video")
SURER = {"tiktok": "video"}
"""A lost photo call may go on at TikTok for an hour, and is looked for as long; a video's upload is
known by its id."""
AT_ONCE = 500

_COPY = text(
    """
    INSERT INTO scheduling_posts
    SELECT (jsonb_populate_record(one, jsonb_build_object(
        'id', made.id, 'text', made.words, 'due_at', CAST(:due AS text),
        'next_attempt_at', CAST(:due AS text), 'occurrence', made.words, 'status', 'scheduled',
        'extras', CASE WHEN one.extras ? 'title'
            THEN one.extras || jsonb_build_object('title', made.words) ELSE one.extras END))).*
    FROM scheduling_posts one,
         unnest(CAST(:ids AS uuid[]), CAST(:words AS text[])) AS made(id, words)
    WHERE one.id = :pattern
    """
)
DROP = text("DELETE FROM scheduling_posts WHERE id = :pattern")


@dataclass(frozen=True)
class Sender:
    """One channel with the row that its posts are copies of."""

    platform: str
    manifest: ConnectorManifest
    channel_id: UUID
    pattern: UUID
    kind: str
    files: tuple[UUID, ...]
    extras: Mapping[str, Any]


@dataclass(frozen=True)
class Planned:
    """One post that was planned."""

    id: UUID
    platform: str
    words: str


def known(platforms: str) -> tuple[str, ...]:
    """The platforms named, separated by commas; all of the sandbox's when none is."""
    wanted = tuple(one for one in platforms.replace(" ", "").split(",") if one)
    strange = [one for one in wanted if one not in PLATFORMS]
    if strange:
        raise SystemExit(f"No such platform: {strange[0]}. Known: {', '.join(PLATFORMS)}.")
    return wanted or PLATFORMS


async def open_senders(arena: Arena, platforms: Sequence[str]) -> list[Sender]:
    """A channel on each platform, and a first post of the simplest kind it takes, as a draft."""
    picture, video = await arena.picture(), await keep_video(arena)
    senders = []
    for platform in platforms:
        manifest = arena.instance.catalogue.connector_manifest(platform)
        simplest = next(one for one in SIMPLEST if one in manifest.kinds)
        kind = SURER.get(platform, simplest)
        files = {"image": (picture,), "video": (video,)}.get(kind, ())
        media = await arena.instance.assets.service(arena.work).references(files)
        channel_id = await arena.channel(platform)
        extras = await needed(arena, channel_id, manifest, kind)
        piece = Piece(f"Storm post on {platform}", media, kind, extras=extras)
        made = await arena.instance.scheduling.service(arena.work).create(channel_id, piece, When())
        senders.append(Sender(platform, manifest, channel_id, made["id"], kind, files, extras))
    return senders


async def plan(arena: Arena, senders: Sequence[Sender], count: int, due: datetime) -> list[Planned]:
    """That many posts in turn over all channels, due at one instant, each with its wake-up."""
    planned = [
        Planned(new_id(), sender.platform, f"Storm post {number:05} on {sender.platform}")
        for number in range(count)
        for sender in (senders[number % len(senders)],)
    ]
    for sender in senders:
        own = [one for one in planned if one.platform == sender.platform]
        for start in range(0, len(own), AT_ONCE):
            await _copy(arena, sender, own[start : start + AT_ONCE], due)
        async with arena.work.transaction() as session:
            await session.execute(DROP, {"pattern": sender.pattern})
    return planned


async def plan_soon(arena: Arena, platforms: Sequence[str], count: int) -> list[Planned]:
    """The same on these platforms, due at an instant that is about to come when this returns."""
    senders = await open_senders(arena, platforms)
    due = arena.instance.clock.now() + timedelta(seconds=3 + count / 800)
    planned = await plan(arena, senders, count, due)
    wait = (due - arena.instance.clock.now()).total_seconds()
    say(f"{count} posts planned, all due in {wait:.1f} s")
    await asyncio.sleep(max(wait - 1, 0))
    return planned


async def _copy(arena: Arena, sender: Sender, own: Sequence[Planned], due: datetime) -> None:
    async with arena.work.transaction() as session:
        values = {
            "ids": [one.id for one in own],
            "words": [one.words for one in own],
            "pattern": sender.pattern,
            "due": due.isoformat(),
        }
        await session.execute(_COPY, values)
        wait = max(due - arena.instance.clock.now(), timedelta())
        await arena.instance.queue.enqueue_many(
            session,
            WAKE_JOB,
            [{"post_id": str(one.id), "workspace_id": str(arena.workspace_id)} for one in own],
            delay=wait,
            keys=[f"pub:{one.id}:r1" for one in own],
        )


async def keep_video(arena: Arena) -> UUID:
    """A video of one second among the assets."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "storm.mp4"
        write_video(file, seconds=4)
        origin = Origin("made for a test", {}, "A field that brightens")
        kept = await arena.instance.assets.service(arena.work).keep(file.read_bytes(), origin)
    asset_id: UUID = kept["id"]
    return asset_id


async def needed(
    arena: Arena, channel_id: UUID, manifest: ConnectorManifest, kind: str
) -> dict[str, Any]:
    """What the platform wants of every post besides its words: a title, declarations."""
    extras: dict[str, Any] = {}
    if manifest.title is not None and manifest.title.required:
        extras["title"] = f"Storm post on {manifest.id}"
    asked = [one for one in manifest.options if one.required and kind in (one.kinds or (kind,))]
    if asked:
        opened = await arena.instance.channels.service(arena.work).open(channel_id)
        offered = await opened.connector.offers()
        extras["options"] = {one.name: _answer(one, offered.get(one.name, ())) for one in asked}
    return extras


def _answer(option: OptionField, offered: Sequence[str]) -> str | bool | int:
    if option.type == "yes_no":
        return False
    if option.type == "number":
        return 0
    return next(iter((*offered, *option.choices, "Storm")))
