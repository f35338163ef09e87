"""What the gate finds in a film is told with its moment, so that a person is led there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest

from heliograph.extensions.providers.video import VideoProvider
from heliograph.modules.videos.gate import judge_foreign
from heliograph.modules.videos.gate.checks import Case, Check, Foreign, foreign_report, report
from heliograph.modules.videos.gate.moments import MOST_MOMENTS
from heliograph.sdk.timeline import Cue, Drawn, Scene, Timeline, spans
from heliograph.sdk.video import TextPlace, VideoFacts
from tests.modules.videos.cases import GOOD, two_scenes

FPS, WIDTH, HEIGHT, RATE = 30, 96, 160, 48_000
Picture = npt.NDArray[np.uint8]
Loud = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.bool_]]


def moving(number: int) -> Picture:
    """Soft hills that drift: never black, never still, never flashing."""
    x, y = np.meshgrid(np.arange(WIDTH), np.arange(HEIGHT))
    wave = np.sin((x + number * 2) / 9) + np.cos((y - number) / 13)
    return np.repeat((120 + 40 * wave).astype(np.uint8)[..., None], 3, axis=2)


def plain(level: int) -> Picture:
    return np.full((HEIGHT, WIDTH, 3), level, np.uint8)


def black_from_1_1_to_2_0(number: int) -> Picture:
    return plain(0) if 33 <= number < 60 else moving(number)


def still_from_0_5(number: int) -> Picture:
    return moving(min(number, 14))


def flashing_from_2_3(number: int) -> Picture:
    """Five times a second, and calm before."""
    if number < 69:
        return plain(60)
    return plain(230 if (number - 69) // 3 % 2 == 0 else 40)


def throughout(times: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    return times >= 0


def not_from_1_2(times: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    return times < 1.2


def film(path: Path, picture: Callable[[int], Picture], seconds: float, loud: Loud) -> Path:
    """Pictures, and a tone where it is to be loud."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=FPS, options={"preset": "ultrafast"})
        sound = file.add_stream("aac", rate=RATE, layout="mono")
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(round(seconds * FPS)):
            frame = av.VideoFrame.from_ndarray(picture(number), format="rgb24")
            file.mux(stream.encode(frame))
        times = np.arange(round(seconds * RATE)) / RATE
        tone = (0.2 * np.sin(2 * np.pi * 220 * times) * loud(times)).astype(np.float32)
        heard = av.AudioFrame.from_ndarray(tone[None], "fltp", "mono")
        heard.sample_rate = RATE
        file.mux(sound.encode(heard))
        for one in (stream, sound):
            file.mux(one.encode(None))
    return path


def judged(file: Path) -> dict[str, Any]:
    """The checks of a film by their names, as they are stored."""
    quality = judge_foreign(VideoProvider(), file, {}).quality
    return {one["name"]: one for one in quality["checks"]}


@pytest.mark.parametrize(
    ("name", "picture", "seconds", "loud", "moment"),
    [
        ("black frames", black_from_1_1_to_2_0, 3.0, throughout, 1.1),
        ("frozen frames", still_from_0_5, 3.5, throughout, 0.5),
        ("flashing", flashing_from_2_3, 4.0, throughout, 2.3),
        ("silence", moving, 6.0, not_from_1_2, 1.2),
    ],
)
def test_what_is_found_in_a_film_has_its_moment(
    tmp_path: Path,
    name: str,
    picture: Callable[[int], Picture],
    seconds: float,
    loud: Loud,
    moment: float,
) -> None:
    check = judged(film(tmp_path / "film.mp4", picture, seconds, loud))[name]

    assert not check["passed"]
    assert list(check["moments"]) == pytest.approx([moment], abs=0.1)


def test_a_good_film_has_no_moments(tmp_path: Path) -> None:
    checks = judged(film(tmp_path / "film.mp4", moving, 3.0, throughout))

    told = {name: one["moments"] for name, one in checks.items() if name != "length"}
    assert not any(told.values()), told


def test_two_flashing_passages_are_two_moments(tmp_path: Path) -> None:
    def picture(number: int) -> Picture:
        return flashing_from_2_3(number % 30 + 69) if number // 30 % 3 == 1 else plain(60)

    check = judged(film(tmp_path / "film.mp4", picture, 6.0, throughout))["flashing"]

    assert list(check["moments"]) == pytest.approx([1.0, 4.0], abs=0.1)


def test_words_are_looked_at_at_a_moment_of_the_film(tmp_path: Path) -> None:
    """A whole frame, since the letters of a draft are not measured."""
    cue = Cue(text="Look up", start=0.2, end=1.0)
    scenes = tuple(
        Scene(id=name, seconds=1.0, shot=Drawn(scene="gradient"), cues=cues)
        for name, cues in (("one", ()), ("two", (cue,)))
    )
    timeline = Timeline(scenes=scenes)
    path = tmp_path / "film.mp4"
    width, height = timeline.size
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=FPS, options={"preset": "ultrafast"})
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        grey = av.VideoFrame.from_ndarray(np.full((height, width, 3), 90, np.uint8), "rgb24")
        for number in range(2 * FPS):
            grey.pts = number
            file.mux(stream.encode(grey))
        file.mux(stream.encode(None))

    facts = VideoProvider().inspect(timeline, tmp_path, path)

    (place,) = facts.texts
    assert place.scene == "two"
    assert place.at == pytest.approx(1.6, abs=1 / FPS)
    # Nothing is written on the grey, so the words cannot be read there.
    assert named(facts, "contrast").moments == pytest.approx((1.6,), abs=1 / FPS)


def named(facts: VideoFacts, name: str, **changes: Any) -> Check:
    others = changes.pop("others", {})
    case = Case(two_scenes(**changes), facts, others)
    return next(one for one in report(case) if one.name == name)


def text(at: float | None, *, bottom: float = 0.7, contrast: float = 7.0) -> TextPlace:
    return TextPlace("one", "words", 0.1, bottom - 0.1, 0.9, bottom, contrast, at)


def test_a_caption_beside_its_words_is_told_with_the_moment_of_the_film() -> None:
    first, second = two_scenes().scenes
    cues = (Cue(text="Look at", start=0.25, end=1.4), Cue(text="the moon", start=1.6, end=2.6))
    late = first.model_copy(update={"cues": cues, "id": "late"})
    after = late.model_copy(update={"id": "after"})

    scenes = (second, late, after)
    check = named(GOOD, "caption drift", scenes=scenes)

    assert not check.passed
    # The second caption of either scene, wherever the transitions put the scenes.
    starts = [one.start / FPS for one in spans(two_scenes(scenes=scenes))[1:]]
    assert check.moments == pytest.approx([start + 1.6 for start in starts], abs=0.002)
    assert all(start > 1 for start in starts)


def test_words_outside_of_the_safe_area_and_pale_ones_are_told_with_their_moments() -> None:
    outside = replace(GOOD, texts=(text(1.0), text(5.2, bottom=0.9), text(2.4, bottom=0.95)))
    pale = replace(GOOD, texts=(text(1.0), text(3.5, contrast=2.0), text(2.0, contrast=4.0)))

    assert named(outside, "safe area").moments == (2.4, 5.2)
    assert named(pale, "contrast").moments == (2.0, 3.5)
    assert named(GOOD, "contrast").moments == ()


def test_what_was_seen_before_is_told_where_it_begins() -> None:
    known, fresh = "00000000000000ff", "5555555555555555"
    facts = replace(GOOD, prints=(fresh, known, known, fresh, known))

    assert named(facts, "seen before", others={"Last week": [known]}).passed
    some = replace(facts, prints=(fresh, known, known, known, fresh, known, known))
    check = named(some, "seen before", others={"Last week": [known]})
    assert (check.passed, check.moments) == (False, (1.5, 5.5))


def test_only_a_few_moments_are_told_and_each_once() -> None:
    stretches = tuple((number * 2.0, number * 2.0 + 1) for number in range(9))
    facts = replace(GOOD, black=(*stretches, stretches[0]))

    moments = named(facts, "black frames").moments

    assert moments == (0.0, 2.0, 4.0, 6.0, 8.0)
    assert len(moments) == MOST_MOMENTS


def test_a_moment_never_stands_before_its_frame() -> None:
    facts = replace(GOOD, black=((31 / 30, 2.0),))
    (moment,) = named(facts, "black frames").moments
    assert 31 / 30 <= moment < 32 / 30


def test_a_film_from_elsewhere_is_led_to_where_the_shorter_of_sound_and_picture_ends() -> None:
    short = replace(GOOD, audio_seconds=5.0)
    checks = {one.name: one for one in foreign_report(Foreign(short, {}))}
    whole = {one.name: one for one in foreign_report(Foreign(GOOD, {}))}

    assert checks["length"].moments == (5.0,)
    assert whole["length"].moments == ()
