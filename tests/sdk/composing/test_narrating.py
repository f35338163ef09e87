"""Lines that take longer than a scene may last are told, not cut in the middle of a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.sounds import babble

from heliograph.sdk.composing.narrating import narrate, retimed
from heliograph.sdk.sound import Word
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.voice import Speech, SpeechOrder


def slow(order: SpeechOrder) -> Speech:
    """A voice that takes two seconds for a word."""
    words = tuple(
        Word(text, 2.0 * at, 2.0 * at + 1.9) for at, text in enumerate(order.text.split())
    )
    return Speech(babble(0.5), words, "slow", "test", "ours")


def of_words(count: int, *, is_said: bool) -> Timeline:
    line = " ".join(f"word{at}" for at in range(count))
    scene = {"id": "one", "seconds": 1, "line": line, "shot": {"kind": "card"}}
    narration = {"provider": "test"} if is_said else None
    return Timeline.model_validate({"scenes": [scene], "narration": narration})


def test_a_line_within_a_scenes_time_gives_it_its_time(tmp_path: Path) -> None:
    found = narrate(of_words(200, is_said=True), slow, tmp_path)
    assert found.scenes[0].seconds == pytest.approx(400, abs=2)


@pytest.mark.parametrize("is_said", [True, False])
def test_ten_thousand_words_are_too_many_for_one_scene(tmp_path: Path, is_said: bool) -> None:
    timeline = of_words(10_000, is_said=is_said)
    with pytest.raises(ValueError, match=r"scene 'one' takes \d+ minutes; .*10\. Split it"):
        narrate(timeline, slow, tmp_path)


def test_a_changed_line_that_grew_too_long_is_told(tmp_path: Path) -> None:
    scene = of_words(10_000, is_said=False).scenes[0]
    with pytest.raises(ValueError, match="Split it over several scenes"):
        retimed(scene)
