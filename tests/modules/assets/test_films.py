"""Videos of every common kind come into the library as what they are, without what they tell of
their makers, and get a moving preview."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from heliograph.flows.wiring import registry_of
from heliograph.modules.assets.adapt.making import Job, make
from heliograph.modules.assets.cleaning import cleaner_for
from heliograph.modules.assets.errors import FileRefused
from heliograph.modules.assets.facts import FileFacts, facts_of
from heliograph.modules.assets.seeing import Look, look_at
from heliograph.modules.assets.seeing.moving import MOST_BYTES, SIDE
from heliograph.modules.assets.service.files import LOOK_JOB
from heliograph.modules.assets.sniff import kind_of
from heliograph.sdk.adapting import Recipe
from tests.apps.api.support import Client, RunningAPI
from tests.modules.assets.making import kept, saved, scene
from tests.support.foreign import Foreign, write_foreign

SECRET = "Somebody was here at home"
WEB = Foreign("film.webm", 180, 320, 2, coding="libvpx-vp9", sound="libopus")
PLAIN = Foreign("film.mp4", 180, 320, 2)
KINDS = {
    "video/mp4": PLAIN,
    "video/quicktime": replace(PLAIN, name="film.mov"),
    "video/webm": WEB,
    "video/x-matroska": replace(PLAIN, name="film.mkv"),
    "video/x-msvideo": Foreign("film.avi", 320, 240, 2, coding="mpeg4", sound="libmp3lame"),
}
TOLD = {"title": SECRET, "artist": SECRET, "comment": SECRET, "date": "2026-03-01T07:00:00"}


def shown(path: Path) -> tuple[list[bytes], dict[str, str]]:
    """The pictures of a film, and what it tells of itself."""
    with av.open(str(path)) as film:
        return [one.to_ndarray().tobytes() for one in film.decode(video=0)], dict(film.metadata)


def described(source: Path, target: Path, **options: str) -> Path:
    """The same film with words about its maker."""
    with av.open(str(source)) as film, av.open(str(target), "w", options=options) as copy:
        copy.metadata.update(TOLD)
        streams = {one.index: copy.add_stream_from_template(one) for one in film.streams}
        for packet in film.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                copy.mux(packet)
    return target


@pytest.mark.parametrize("mime", KINDS)
def test_a_video_is_taken_for_what_it_is(tmp_path: Path, mime: str) -> None:
    film = KINDS[mime]

    facts = facts_of(write_foreign(tmp_path, film))

    assert facts.mime == mime
    assert (facts.width, facts.height, facts.fps) == (film.width, film.height, 24.0)
    assert facts.duration_ms == pytest.approx(2000, abs=80)
    assert (facts.pixel_format, facts.audio_rate, facts.audio_channels) == ("yuv420p", 48_000, 2)


@pytest.mark.parametrize("box", [b"moov", b"mdat", b"wide"])
def test_an_old_quicktime_film_that_does_not_say_so_is_one(box: bytes) -> None:
    kind = kind_of(b"\0\0\0\x08" + box + bytes(16))

    assert kind is not None
    assert kind.mime == "video/quicktime"
    assert kind_of(b"\0\0\0\x08more" + bytes(16)) is None


def test_a_video_without_a_picture_is_told_as_such(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "sound.mp4"), "w") as file:
        stream = file.add_stream("aac", rate=48_000, layout="stereo")
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 4096), np.float32), "fltp", "stereo")
        frame.sample_rate = 48_000
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))

    with pytest.raises(FileRefused, match="sound and no picture"):
        facts_of(tmp_path / "sound.mp4")


@pytest.mark.parametrize("mime", ["video/quicktime", "video/webm", "video/x-matroska"])
@pytest.mark.parametrize("piece", [1, 37, 1 << 20])
def test_a_video_is_kept_without_what_it_tells_of_its_maker(
    tmp_path: Path, mime: str, piece: int
) -> None:
    source = write_foreign(tmp_path, KINDS[mime])
    ending = source.suffix
    told = described(source, tmp_path / f"told{ending}").read_bytes()
    cleaner = cleaner_for(mime)

    plain = b"".join(cleaner.feed(told[at : at + piece]) for at in range(0, len(told), piece))
    plain += cleaner.end()

    assert SECRET.encode() in told
    assert SECRET.encode() not in plain
    assert len(plain) == len(told)
    (tmp_path / f"kept{ending}").write_bytes(plain)
    before, after = (shown(tmp_path / f"{name}{ending}") for name in ("told", "kept"))
    assert before[0] == after[0]
    assert SECRET in before[1].values()
    assert not set(TOLD.values()) & set(after[1].values())


def test_an_avi_is_kept_without_its_title(tmp_path: Path) -> None:
    source = write_foreign(tmp_path, KINDS["video/x-msvideo"])
    whole = source.read_bytes()
    words = SECRET.encode().ljust(26, b"\0")
    told = b"LIST" + (12 + len(words)).to_bytes(4, "little") + b"INFOINAM"
    told += len(words).to_bytes(4, "little") + words
    cleaner = cleaner_for("video/x-msvideo")

    plain = cleaner.feed(whole[:12] + told + whole[12:]) + cleaner.end()

    assert SECRET.encode() not in plain
    assert len(plain) == len(whole) + len(told)
    (tmp_path / "kept.avi").write_bytes(plain)
    assert shown(tmp_path / "kept.avi")[0] == shown(source)[0]


async def test_the_library_shows_a_moving_preview_of_a_video_and_none_of_a_picture(
    owner: Client, api: RunningAPI, tmp_path: Path
) -> None:
    film = await kept(owner, write_foreign(tmp_path, WEB).read_bytes(), alt="A bar")
    picture = await kept(owner, saved(scene()), alt="A hill")
    assert film["preview_url"] is None, "it is made in the background"
    (job,) = (one for one in registry_of(api.instance).jobs_of(["studio"]) if one.name == LOOK_JOB)

    for asset in (film, picture):
        await job.handler({"workspace_id": str(api.workspace_id), "asset_id": asset["id"]})

    (shown, plain) = [
        (await owner.get(f"/api/v1/assets/{one['id']}")).json()["data"] for one in (film, picture)
    ]
    answer = await owner.get(shown["preview_url"])
    assert answer.headers["content-type"] == "image/webp"
    assert b"ANMF" in answer.content
    assert plain["thumbnail_url"] is not None
    assert plain["preview_url"] is None
    forms = (await owner.get(f"/api/v1/assets/{film['id']}/renditions")).json()["data"]
    assert {one["purpose"] for one in forms} == {"thumbnail", "preview"}
    assert shown["url"].endswith(".webm")


@pytest.mark.parametrize(
    ("film", "pictures"),
    [
        (Foreign("long.mp4", 540, 960, 5, grain=200), 24),
        (Foreign("turned.mov", 640, 360, 2, turned=90), 8),
        (Foreign("short.webm", 360, 640, 0.5, coding="libvpx-vp9", sound="libopus"), 4),
    ],
    ids=lambda one: str(getattr(one, "name", one)),
)
def test_a_preview_moves_stands_upright_and_is_light(
    tmp_path: Path, film: Foreign, pictures: int
) -> None:
    source = write_foreign(tmp_path, film)
    look = Look(source, facts_of(source).mime, tmp_path / "small", tmp_path / "moving")

    seen = look_at(look)

    assert seen.moves
    facts = facts_of(tmp_path / "moving")
    assert (facts.mime, facts.height) == ("image/webp", SIDE)
    assert facts.width == 180
    assert facts.size <= MOST_BYTES
    assert (tmp_path / "moving").read_bytes().count(b"ANMF") == pictures


def test_a_video_that_does_not_say_how_long_it_is_is_measured(tmp_path: Path) -> None:
    source = write_foreign(tmp_path, WEB)
    # As a browser writes it that does not know yet when somebody will stop.
    live = described(source, tmp_path / "live.webm", live="1")
    with av.open(str(live)) as film:
        assert not film.duration

    facts = facts_of(live)

    assert facts.duration_ms == pytest.approx(2000, abs=80)


def test_broad_pixels_of_old_cameras_become_square(tmp_path: Path) -> None:
    source = tmp_path / "broad.mp4"
    with av.open(str(source), "w") as file:
        stream = file.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 180, 240, "yuv420p"
        stream.codec_context.sample_aspect_ratio = Fraction(4, 3)
        for number in range(12):
            frame = av.VideoFrame.from_ndarray(np.zeros((240, 180, 3), np.uint8), format="rgb24")
            frame.pts = number
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))

    facts = facts_of(source)
    pictures = encoded(source, tmp_path / "made.mp4", facts)

    assert (facts.width, facts.height) == (240, 240)
    assert pictures[0].shape[:2] == (240, 240)
    made = facts_of(tmp_path / "made.mp4")
    assert (made.width, made.height) == (240, 240)


def encoded(source: Path, target: Path, facts: FileFacts) -> list[np.ndarray]:
    """The pictures of a video encoded anew, as a player shows them."""
    make(Job(source, target, Recipe("video/mp4", facts.width, facts.height, "encode", "", 10**8)))
    with av.open(str(target)) as film:
        return [one.to_ndarray(format="rgb24") for one in film.decode(video=0)]


def test_colours_of_standard_definition_stay_what_they_are(tmp_path: Path) -> None:
    source = write_foreign(tmp_path, KINDS["video/x-msvideo"])
    with av.open(str(source)) as film:
        before = [one.to_ndarray(format="rgb24") for one in film.decode(video=0)]

    after = encoded(source, tmp_path / "made.mp4", facts_of(source))

    # Read as the other matrix, which its tag would mean without conversion, red is off by 15.
    assert np.abs(after[20].astype(int) - before[20]).mean() < 6


def test_sound_that_begins_late_stays_with_its_picture(tmp_path: Path) -> None:
    source = write_foreign(tmp_path, PLAIN)
    late = tmp_path / "late.mkv"
    with av.open(str(source)) as film, av.open(str(late), "w") as copy:
        streams = {one.index: copy.add_stream_from_template(one) for one in film.streams}
        for packet in film.demux():
            if packet.dts is None or packet.pts is None or packet.time_base is None:
                continue
            if packet.stream.type == "audio":
                shift = round(0.5 / packet.time_base)
                packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
            packet.stream = streams[packet.stream.index]
            copy.mux(packet)

    encoded(late, tmp_path / "made.mp4", facts_of(late))

    assert loud_from(tmp_path / "made.mp4") == pytest.approx(0.5, abs=0.05)
    encoded(source, tmp_path / "prompt.mp4", facts_of(source))
    assert loud_from(tmp_path / "prompt.mp4") < 0.05


def loud_from(path: Path) -> float:
    """When something is heard first, in seconds."""
    with av.open(str(path)) as film:
        for frame in film.decode(audio=0):
            level = np.abs(frame.to_ndarray()).max(axis=0) > 0.05
            if level.any() and frame.time is not None:
                return float(frame.time + np.argmax(level) / frame.sample_rate)
    return float("inf")
