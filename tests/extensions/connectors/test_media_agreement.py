"""What our rules let pass the platform takes, and what they refuse it refuses too.

Every connector with its kinds of posts, against files of every ratio the studio makes and odd ones,
of every type, light and heavy, short and long. Each file is first asked of the manifest and then
sent past it: the connector under test is given a manifest that forbids nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.doubles.sandbox import SandboxProcess
from tests.extensions.connectors.media_samples import Sample, Samples

from heliograph.flows.catalogue import InstalledExtensions
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import (
    ChannelAccess,
    Connector,
    Found,
    MediaFile,
    Memory,
    OptionValue,
    OutgoingPost,
    PostKind,
    Receipt,
    Secrets,
)
from heliograph.sdk.errors import ContentRefused, TryLater
from heliograph.sdk.manifest import ConnectorManifest, KindRules, MediaRules
from heliograph.sdk.rules import check, piece_of, rules_for

# The files are made once for all networks, so all of them are asked by one process.
pytestmark = pytest.mark.xdist_group("agreement")

CATALOGUE = InstalledExtensions()
MANIFESTS = {one.id: one for one in CATALOGUE.connectors()}
CARRYING: tuple[PostKind, ...] = ("image", "carousel", "story", "reel", "video")
PAIRS = [
    (platform, kind)
    for platform, manifest in sorted(MANIFESTS.items())
    for kind in CARRYING
    if kind in manifest.kinds
]
# 1:1, 4:5, 9:16, 16:9, 2:3, 1.91:1, as the studio makes them; then odd ones.
STUDIO = ((1080, 1080), (1080, 1350), (1080, 1920), (1920, 1080), (1000, 1500), (1200, 628))
ODD = ((1500, 500), (500, 1500), (2400, 200), (100, 2500), (40, 30), (300, 300), (7000, 3400))
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif")
WEIGHTS = (1_200_000, 5_400_000, 9_000_000, 17_500_000, 21_000_000)
FILMS = ((1080, 1080), (1080, 1350), (1080, 1920), (1920, 1080), (640, 336))
ODD_FILMS = ((200, 1000), (960, 240))
AT_ONCE = 12
PATIENCE, PAUSE = 25, 0.1
NEVER = "not taken: it never stood"
ANYTHING = MediaRules(
    max_count=99, mimes=(*PICTURES, "video/mp4", "application/pdf"), max_bytes=10**12
)
STRICTER = {
    ("bluesky", "media.max_bytes"): "older servers refuse what newer ones take",
    ("bluesky", "media.mime"): "a GIF is taken and stands still; it is sent as the picture it is",
    ("facebook", "media.max_bytes"): "Facebook itself advises to stay below 4 MB",
    ("linkedin", "media.max_bytes"): "LinkedIn advises 5 to 8 MB and names no limit",
    ("pinterest", "media.mime"): "WebP and GIF are not documented",
    ("reddit", "media.seconds"): "no least length is documented: a careful floor",
    ("threads", "media.max_size"): "Threads makes wide pictures smaller by itself; so do we",
    ("threads", "media.min_size"): "Threads makes narrow pictures wider by itself; so do we",
    ("tiktok", "media.max_size"): "1080p is not said to be a number of pixels: no side over 1920",
    ("wordpress", "media.max_bytes"): "what PHP takes unless the host raised it",
    ("youtube", "media.ratio"): "a lying video is taken, but is no Short",
    ("youtube", "media.seconds"): "a long video is taken, but is no Short",
}
"""Where we refuse, or adapt, what the platform would take, and why."""


def samples_for(kind: str) -> Iterator[Sample]:
    """The files a kind of post is tried with."""
    if kind not in ("reel", "video"):
        yield from (Sample("image/jpeg", *shape) for shape in (*STUDIO, *ODD))
        yield from (Sample(mime, 1080, 1350) for mime in PICTURES[1:])
        yield from (Sample("image/jpeg", 1080, 1350, weight) for weight in WEIGHTS)
        yield from (Sample("image/png", 1080, 1350, weight) for weight in WEIGHTS[:2])
    if kind not in ("image", "carousel"):
        yield from (Sample("video/mp4", *shape, seconds=4) for shape in (*FILMS, *ODD_FILMS))
        yield from (Sample("video/mp4", 540, 960, seconds=4, fps=fps) for fps in (10, 30, 60, 90))
        yield from (Sample("video/mp4", 96, 170, 100_000, seconds) for seconds in (1, 2, 95, 185))
        yield from (
            Sample("video/mp4", 540, 960, weight, 4) for weight in (200_000, 11_000_000, 53_000_000)
        )


def loosened(manifest: ConnectorManifest) -> ConnectorManifest:
    """The manifest without any rule on files."""
    free = {"media": ANYTHING, "animation": None, "video": ANYTHING}
    by_kind = {
        kind: rules.model_copy(update={**free, "animation": ANYTHING})
        for kind, rules in manifest.by_kind.items()
    }
    for kind in manifest.kinds:
        by_kind.setdefault(kind, KindRules(**free, mixed=True))
    return manifest.model_copy(update={**free, "mixed": True, "by_kind": by_kind})


@pytest.fixture(scope="session")
def samples(picture_host: tuple[Path, str]) -> Samples:
    """Files, made once."""
    return Samples(*picture_host)


@dataclass(frozen=True)
class Network:
    """One platform of the sandbox, reached with a manifest that forbids nothing."""

    sandbox: SandboxProcess
    http: HTTPClient
    manifest: ConnectorManifest

    def connector(self) -> Connector:
        """A connector for an account of its own, so that no limit on posts is met."""

        async def keep(secrets: Secrets) -> None:
            assert all(secrets.values())

        platform = self.manifest.id
        account = self.sandbox.account(platform, f"agree{uuid4().hex[:12]}")
        access = ChannelAccess(self.sandbox.base_url(platform), account, self.http, keep)
        kind = type(CATALOGUE.open_connector(platform, access))
        free: type[Any] = type("Unruled", (kind,), {"manifest": loosened(self.manifest)})
        made: Connector = free(access)
        return made


@pytest.mark.parametrize(("platform", "kind"), PAIRS)
async def test_rules_and_platform_say_the_same_of_every_file(
    sandbox: SandboxProcess, http: HTTPClient, samples: Samples, platform: str, kind: PostKind
) -> None:
    network = Network(sandbox, http, MANIFESTS[platform])

    at_once = asyncio.Semaphore(AT_ONCE)

    async def ask(sample: Sample) -> str | None:
        async with at_once:
            return await verdicts(network, kind, sample, samples)

    said = await asyncio.gather(*(ask(sample) for sample in samples_for(kind)))

    different = [one for one in said if one is not None]
    assert not different, "\n".join(different)


async def verdicts(
    network: Network, kind: PostKind, sample: Sample, samples: Samples
) -> str | None:
    """Both verdicts on a file in words where they differ; None where they agree."""
    media: tuple[MediaFile, ...] = (samples.file(sample),)
    if kind == "carousel":
        media = (samples.file(Sample("image/jpeg", 1080, 1350)), *media)
    post = made(network.manifest, kind, media)
    broken = sorted({one.rule for one in check(network.manifest, piece_of(post))})
    answer = await sent(network.connector(), post)
    if (answer == "taken") == (not broken):
        return None
    known = {STRICTER.get((network.manifest.id, rule)) for rule in broken}
    if answer == "taken" and None not in known:
        return None
    return f"{sample}: rules {', '.join(broken) or 'pass'}, platform {answer}"


async def sent(connector: Connector, post: OutgoingPost) -> str:
    """What the platform says to a post: "taken" or its refusal."""
    try:
        memory = await patiently(connector, post)
        if memory is None:
            return NEVER
        receipt = await connector.publish(replace(post, first_sent_at=post.intended_at), memory)
        if await stands(connector, post, memory, receipt):
            return "taken"
    except ContentRefused as refusal:
        return f"refused: {refusal.detail}"
    return NEVER


async def stands(
    connector: Connector, post: OutgoingPost, memory: Memory, receipt: Receipt
) -> bool:
    """Whether what was accepted comes to stand."""
    again = replace(post, first_sent_at=post.intended_at, resend=True)
    for _ in range(PATIENCE):
        if receipt.state == "published":
            return True
        await asyncio.sleep(PAUSE)
        with suppress(TryLater):
            sighting = await connector.look(again, memory)
            if isinstance(sighting, Found):
                receipt = sighting.receipt
    return False


async def patiently(connector: Connector, post: OutgoingPost) -> dict[str, str] | None:
    """Prepare, waiting where the platform is still at work; None where it never ends."""
    memory: dict[str, str] = {}
    for _ in range(PATIENCE):
        try:
            return dict(await connector.prepare(post, memory))
        except TryLater as wait:
            if wait.memory is None:
                raise
            memory = dict(wait.memory)
            await asyncio.sleep(PAUSE)
    return None


def made(manifest: ConnectorManifest, kind: PostKind, media: tuple[MediaFile, ...]) -> OutgoingPost:
    """A post in which nothing is wrong but, perhaps, its files."""
    key = uuid4()
    options: dict[str, OptionValue] = {
        one.name: one.choices[0] if one.choices else False
        for one in manifest.options
        if one.required
    }
    if manifest.id == "tiktok":
        options["privacy"] = "everyone"
    return OutgoingPost(
        id=key,
        key=str(key),
        kind=kind,
        text="" if kind == "story" else f"Lantern {key.hex}",
        title=f"Lantern {key.hex[:6]}" if rules_for(manifest, kind).title else "",
        intended_at=datetime.now(UTC),  # noqa: TID251 - the sandbox runs by the real time
        media=media,
        language="en",
        options=options,
    )
