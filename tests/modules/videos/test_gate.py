"""The gate of videos: a good file passes, and each fault alone is refused by its own check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from heliograph.modules.videos.gate.checks import CHECKS, Case, Foreign, foreign_report, report
from heliograph.sdk.timeline import Cue
from heliograph.sdk.video import TextPlace, VideoFacts
from tests.modules.videos.cases import GOOD, two_scenes


def failed(facts: VideoFacts = GOOD, **changes: Any) -> list[str]:
    others: Mapping[str, Any] = changes.pop("others", {})
    copied: Mapping[str, int] = changes.pop("copied", {})
    case = Case(two_scenes(**changes), facts, others, copied)
    return [one.name for one in report(case) if not one.passed and one.must]


def test_a_good_file_passes_every_check() -> None:
    assert failed() == []
    assert len(CHECKS) == 12


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("length", {"seconds": 6.2, "audio_seconds": 6.2}),
        ("length", {"audio_seconds": 5.8}),
        ("loudness", {"loudness": -17.0}),
        ("loudness", {"peak": -0.4}),
        ("silence", {"longest_silence": 4.5}),
        ("black frames", {"black": ((1.0, 2.0),)}),
        ("frozen frames", {"frozen": ((0.5, 3.4),)}),
        ("flashing", {"flashes": 4}),
        ("safe area", {"texts": (TextPlace("one", "low", 0.1, 0.8, 0.9, 0.9, 7.0),)}),
        ("contrast", {"texts": (TextPlace("one", "pale", 0.1, 0.6, 0.9, 0.7, 3.0),)}),
    ],
)
def test_each_fault_of_the_file_is_refused_by_its_check(name: str, change: dict[str, Any]) -> None:
    assert failed(replace(GOOD, **change)) == [name]


def test_a_scene_that_is_meant_to_stand_still_may() -> None:
    assert failed(replace(GOOD, frozen=((4.0, 6.0),))) == []


def _with_cues(cue: Cue) -> dict[str, Any]:
    timeline = two_scenes()
    scene = timeline.scenes[0].model_copy(update={"cues": (cue,)})
    return {"scenes": (scene, *timeline.scenes[1:])}


def test_a_caption_beside_its_words_is_refused() -> None:
    assert failed(**_with_cues(Cue(text="Look at the moon", start=0.25, end=2.0))) == []
    assert failed(**_with_cues(Cue(text="Look at the moon", start=0.45, end=2.0))) == [
        "caption drift"
    ]


def test_a_caption_that_nobody_can_read_in_time_is_refused() -> None:
    assert failed(**_with_cues(Cue(text="Look", start=0.25, end=0.6))) == ["caption drift"]


@pytest.mark.parametrize("licence", ["", "unknown"])
def test_a_file_without_a_licence_is_refused(licence: str) -> None:
    sources = dict(two_scenes().sources)
    sources["picture"] = sources["picture"].model_copy(update={"licence": licence})
    assert failed(sources=sources) == ["licences"]


def test_a_video_that_was_seen_before_is_refused() -> None:
    near = ["00000000000001ff", "ff00000000000001"]
    assert failed(others={"Last week": near}) == ["seen before"]
    assert failed(others={"Last week": ["5555555555555555"]}) == []


@pytest.mark.parametrize("what", ["frames", "lines", "sound"])
def test_a_video_that_holds_something_of_its_reference_is_refused(what: str) -> None:
    clean = {"frames": 0, "lines": 0, "sound": 0}
    assert failed(copied=clean) == []
    assert failed(copied=clean | {what: 2}) == ["copied"]


def test_a_silent_video_needs_no_loudness() -> None:
    mute = replace(GOOD, loudness=None, peak=None, audio_seconds=None)
    assert failed(mute, narration=None) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda one: one.__name__)
def test_every_check_says_what_is_allowed(check: Callable[[Case], Any]) -> None:
    found = check(Case(two_scenes(), GOOD, {}))
    assert found.name
    assert found.found


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("length", {"audio_seconds": 5.5}),
        ("silence", {"longest_silence": 4.5}),
        ("loudness", {"loudness": -23.0}),
        ("black frames", {"black": ((1.0, 2.0),)}),
        ("frozen frames", {"frozen": ((0.5, 3.4),)}),
        ("flashing", {"flashes": 4}),
        ("seen before", {"prints": ("5555555555555555",)}),
    ],
)
def test_each_fault_of_a_video_from_elsewhere_is_told_and_flashes_refuse_it(
    name: str, change: dict[str, Any]
) -> None:
    others = {"Last week": ["5555555555555555"]}

    found = list(foreign_report(Foreign(replace(GOOD, **change), others)))

    assert [one.name for one in found if not one.passed] == [name]
    assert [one.name for one in found if one.must] == ["flashing"]
    assert all(one.remedy for one in found if not one.passed)


def test_a_silent_video_from_elsewhere_is_not_too_quiet() -> None:
    mute = replace(GOOD, loudness=None, peak=None, audio_seconds=None, longest_silence=0.0)
    assert all(one.passed for one in foreign_report(Foreign(mute, {})))
