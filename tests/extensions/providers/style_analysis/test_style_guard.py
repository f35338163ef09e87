"""Nothing of a reference is in a new video; what is copied is found."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from tests.extensions.providers.style_analysis.films import RGB, held, lettered, written

from heliograph.extensions.providers.music import MusicBeds
from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.extensions.providers.style_analysis.guarding.checking import Copied, copied_in
from heliograph.extensions.providers.style_analysis.guarding.marks import (
    Marks,
    read_marks,
    write_marks,
)
from heliograph.sdk.music import BedOrder
from heliograph.sdk.style import StyleBroken

Mono = npt.NDArray[np.float32]


def bed(mood: str, seed: int) -> Mono:
    """Five seconds of music."""
    samples = MusicBeds().bed(BedOrder(mood, 5.0, seed=seed)).sound.samples
    return np.ascontiguousarray(samples.mean(axis=1))


def marks(path: Path, frames: list[RGB], sound: Mono | None = None) -> Marks:
    return StyleAnalysis().marks(written(path, frames, sound=sound))


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Marks:
    words = ("never the same", "river we enter")
    frames = [
        lettered(one, words[at // 25 % 2]) for at, one in enumerate([*held(21, 75), *held(22, 75)])
    ]
    return marks(tmp_path_factory.mktemp("reference") / "a.mp4", frames, bed("hopeful", 4))


def test_other_pictures_words_and_music_are_clean(reference: Marks, tmp_path: Path) -> None:
    frames = [lettered(one, "a wholly new thought") for one in [*held(31, 60), *held(32, 60)]]
    made = marks(tmp_path / "b.mp4", frames, bed("hopeful", 9))
    assert copied_in(made, reference) == Copied(0, 0, 0)


def test_a_frame_is_found_in_another_grade_and_size(reference: Marks, tmp_path: Path) -> None:
    graded = [
        cv2.resize(np.clip(one * 0.8 + 20, 0, 255).astype(np.uint8), (270, 480))
        for one in held(21, 75)[20:50]
    ]
    found = copied_in(marks(tmp_path / "b.mp4", [*held(33, 40), *graded][40:], None), reference)
    assert found.frames > 0
    assert not found.is_clean


def test_a_line_of_text_is_found_over_another_picture(reference: Marks, tmp_path: Path) -> None:
    frames = [lettered(one, "never the same", row=0.4) for one in held(34, 60)]
    found = copied_in(marks(tmp_path / "b.mp4", frames), reference)
    assert found.lines > 0
    assert found.frames == 0


def test_most_pictures_do_not_hide_a_line_of_text(reference: Marks, tmp_path: Path) -> None:
    def found(seed: int) -> bool:
        frames = [lettered(one, "never the same", row=0.4) for one in held(seed, 30)]
        return copied_in(marks(tmp_path / f"{seed}.mp4", frames), reference).lines > 0

    assert sum(found(seed) for seed in range(35, 41)) >= 4


def test_music_is_found_under_a_voice_and_later_in_time(reference: Marks, tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    sound = bed("hopeful", 4)[24_000:]
    talk = random.normal(0, 0.02, len(sound)).astype(np.float32)
    made = marks(tmp_path / "b.mp4", held(35, 60), 0.7 * sound + talk)
    assert copied_in(made, reference).sound > 0


def test_marks_tell_nothing_of_the_words_and_survive_a_file(
    reference: Marks, tmp_path: Path
) -> None:
    path = write_marks(reference, tmp_path / "a.marks.json")
    assert read_marks(path) == reference
    assert "never" not in path.read_text("utf-8")


def test_a_file_without_marks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"frames": 3}')
    with pytest.raises(StyleBroken, match="marks"):
        read_marks(path)
