"""Whatever video a person has, every network gets one that it takes, or a refusal that says how to
mend it; a video that fits goes out as it is."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from uuid import uuid4

import av
import pytest
from tests.doubles.sandbox import SandboxProcess
from tests.extensions.connectors.test_media_agreement import made, sent
from tests.support.foreign import Foreign, write_foreign

from heliograph.flows.catalogue import InstalledExtensions
from heliograph.kit.http import HTTPClient
from heliograph.modules.assets.adapt.making import Job, make
from heliograph.modules.assets.facts import facts_of
from heliograph.sdk.adapting import Recipe, Wish, plan_piece
from heliograph.sdk.connectors import ChannelAccess, MediaFile, OutgoingPost, PostKind, Secrets
from heliograph.sdk.files import MediaFacts, check_file
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import check, piece_of, rules_for

# Films and renditions are made once for all networks, so all of them are asked by one process.
pytestmark = pytest.mark.xdist_group("renditions")

CATALOGUE = InstalledExtensions()
MANIFESTS = {one.id: one for one in CATALOGUE.connectors()}
MOVING: tuple[PostKind, ...] = ("video", "reel", "story")
PAIRS = [
    (platform, kind)
    for platform, manifest in sorted(MANIFESTS.items())
    for kind in MOVING
    if kind in manifest.kinds
]
RENDERED = Foreign("rendered.mp4")
PHONE = Foreign("phone.mp4", 360, 640, fps=30, coding="libx265", uneven=True, fast_start=False)
TURNED = Foreign("turned.mov", 640, 360, turned=90)
FILMS = (
    RENDERED,
    Foreign("lying.mp4", 640, 360),
    Foreign("square.mp4", 400, 400),
    Foreign("portrait.mp4", 400, 500),
    Foreign("small.mp4", 270, 480, grain=120),
    PHONE,
    TURNED,
    Foreign("web.webm", 360, 640, coding="libvpx-vp9", sound="libopus"),
    Foreign("silent.mp4", 360, 640, sound=""),
    Foreign("deep.mp4", 360, 640, pixels="yuv420p10le"),
    Foreign("old.avi", 480, 360, coding="mpeg4", sound="libmp3lame"),
    Foreign("around.mp4", 360, 640, rate=96_000, layout="5.1", fast_start=False),
)
SHORT = Foreign("short.mp4", 270, 480, seconds=1.0)
LEAST = {"instagram", "tiktok", "pinterest", "linkedin", "reddit"}
"""Networks that take nothing so short."""


@dataclass(frozen=True)
class Adapted:
    """A file as it would go out."""

    path: Path
    facts: MediaFacts


class Workshop:
    """Makes each film once, and each rendition once, however many networks ask for it."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder = folder
        self._address = address
        self._made: dict[tuple[str, Recipe], Path] = {}
        self._films: dict[str, Adapted] = {}

    def film(self, film: Foreign) -> Adapted:
        """The film as it was taken into the library."""
        if film.name not in self._films:
            path = write_foreign(self._folder, film)
            self._films[film.name] = Adapted(path, media_facts(path))
        return self._films[film.name]

    def rendition(self, source: Path, recipe: Recipe) -> Adapted:
        """What becomes of it."""
        # How heavy it may be is no matter for films as light as these.
        key = source.name, replace(recipe, max_bytes=0, min_width=1, min_height=1)
        if key not in self._made:
            self._made[key] = self._folder / f"rendition-{len(self._made)}.mp4"
            make(Job(source, self._made[key], recipe))
        return Adapted(self._made[key], media_facts(self._made[key]))

    def media_file(self, file: Adapted) -> MediaFile:
        """The file as connectors get it."""
        body = file.path.read_bytes()

        async def read() -> AsyncIterator[bytes]:
            for start in range(0, len(body), 1 << 18):
                yield body[start : start + (1 << 18)]

        return MediaFile(
            id=uuid4(),
            sha256=hashlib.sha256(body).hexdigest(),
            read=read,
            public_url=f"{self._address}/{file.path.name}",
            **asdict(file.facts),
        )


def media_facts(path: Path) -> MediaFacts:
    return MediaFacts(**asdict(facts_of(path)), alt="A lantern")


@pytest.fixture(scope="session")
def workshop(picture_host: tuple[Path, str]) -> Workshop:
    return Workshop(*picture_host)


def outgoing(platform: str, kind: PostKind, workshop: Workshop, file: Adapted) -> OutgoingPost:
    return made(MANIFESTS[platform], kind, (workshop.media_file(file),))


def adapted(
    platform: str, kind: PostKind, workshop: Workshop, film: Foreign
) -> tuple[Adapted, list[Problem]]:
    """What goes out of a film, and what no rendition mends."""
    source = workshop.film(film)
    piece = piece_of(outgoing(platform, kind, workshop, source))
    plan = plan_piece(MANIFESTS[platform], piece, Wish())
    recipe = plan.files[0].recipe
    file = source if recipe is None else workshop.rendition(source.path, recipe)
    return file, check(MANIFESTS[platform], plan.piece)


@pytest.mark.parametrize(("platform", "kind"), PAIRS)
async def test_every_video_goes_out_in_a_form_the_network_takes(
    sandbox: SandboxProcess,
    http: HTTPClient,
    workshop: Workshop,
    platform: str,
    kind: PostKind,
) -> None:
    manifest = MANIFESTS[platform]
    rules = rules_for(manifest, kind)

    async def keep(secrets: Secrets) -> None:
        assert all(secrets.values())

    files = []
    for film in FILMS:
        file, problems = adapted(platform, kind, workshop, film)
        assert not problems, (film.name, problems)
        # What was really made keeps the rules, not only what was planned.
        assert check_file(rules.for_file(file.facts), file.facts, "media[0]") == []
        files.append((film.name, file))

    async def answer(name: str, file: Adapted) -> str:
        account = sandbox.account(platform, f"film{uuid4().hex[:12]}")
        access = ChannelAccess(sandbox.base_url(platform), account, http, keep)
        connector = CATALOGUE.open_connector(platform, access)
        said = await sent(connector, outgoing(platform, kind, workshop, file))
        return "" if said == "taken" else f"{name}: {said}"

    answers = await asyncio.gather(*(answer(*one) for one in files))

    assert [one for one in answers if one] == []


@pytest.mark.parametrize(("platform", "kind"), PAIRS)
def test_a_video_of_our_own_goes_out_as_it_is(
    workshop: Workshop, platform: str, kind: PostKind
) -> None:
    file, problems = adapted(platform, kind, workshop, RENDERED)

    assert problems == []
    assert file.path.read_bytes() == workshop.film(RENDERED).path.read_bytes()


@pytest.mark.parametrize(("platform", "kind"), PAIRS)
def test_a_video_that_is_too_short_is_refused_in_words_or_taken(
    workshop: Workshop, platform: str, kind: PostKind
) -> None:
    _, problems = adapted(platform, kind, workshop, SHORT)
    found = {one.rule: one.remedy for one in problems}

    is_short = platform in LEAST or (platform == "facebook" and kind != "video")
    assert ("media.seconds" in found) == is_short, found
    assert not is_short or found["media.seconds"].startswith("Make it longer")


@pytest.mark.parametrize(("platform", "kind"), PAIRS)
def test_a_video_that_is_far_too_long_is_refused_or_taken_and_never_cut(
    workshop: Workshop, platform: str, kind: PostKind
) -> None:
    manifest = MANIFESTS[platform]
    rules = rules_for(manifest, kind)
    hours = replace(workshop.film(RENDERED).facts, duration_ms=5 * 3_600_000)
    piece = piece_of(outgoing(platform, kind, workshop, workshop.film(RENDERED)))

    plan = plan_piece(manifest, replace(piece, media=(hours,)), Wish())

    found = {one.rule: one.remedy for one in check(manifest, plan.piece)}
    limit = rules.for_file(hours).max_seconds or float("inf")
    assert ("media.seconds" in found) == (limit < 5 * 3600)
    assert plan.piece.media[0].duration_ms == hours.duration_ms


def test_what_is_made_is_what_every_player_shows(workshop: Workshop) -> None:
    file, _ = adapted("x", "video", workshop, PHONE)

    with av.open(str(file.path)) as film:
        (picture,), (sound,) = film.streams.video, film.streams.audio
        first = next(film.decode(picture))
        assert (picture.codec_context.name, picture.profile) == ("h264", "High")
        assert first.format.name == "yuv420p"
        assert (int(first.colorspace), int(first.color_range)) == (1, 1), "BT.709, video range"
        assert picture.average_rate == 30
        assert (sound.codec_context.name, sound.rate, sound.channels) == ("aac", 48_000, 2)
        ends = [float((one.duration or 0) * (one.time_base or 0)) for one in (picture, sound)]
    assert abs(ends[0] - ends[1]) < 0.05
    assert file.facts.is_streamable


def test_a_video_whose_layout_alone_is_wrong_keeps_its_pictures_and_sounds(
    workshop: Workshop,
) -> None:
    file, _ = adapted("instagram", "reel", workshop, PHONE)

    assert not workshop.film(PHONE).facts.is_streamable
    assert file.facts.is_streamable
    assert packets(file.path) == packets(workshop.film(PHONE).path)


def test_a_turned_film_stands_upright_in_what_is_made(workshop: Workshop) -> None:
    source = workshop.film(TURNED)
    file, _ = adapted("facebook", "reel", workshop, TURNED)

    assert (source.facts.width, source.facts.height) == (360, 640)
    assert (file.facts.width, file.facts.height) == (540, 960)
    with av.open(str(file.path)) as film:
        assert next(film.decode(video=0)).rotation == 0


def packets(path: Path) -> set[bytes]:
    with av.open(str(path)) as film:
        return {bytes(one) for one in film.demux() if one.size}
