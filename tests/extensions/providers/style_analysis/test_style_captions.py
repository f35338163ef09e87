"""What marks the spoken word, told from the colours of letters as they were seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from heliograph.extensions.providers.style_analysis.lettering.cues import Cue
from heliograph.extensions.providers.style_analysis.lettering.inks import by_ink, inks_of
from heliograph.extensions.providers.style_analysis.lettering.manners import Manner, manner_of
from heliograph.extensions.providers.style_analysis.lettering.watching import Block

Lab = tuple[float, float, float]
WHITE, BLACK, GOLD, CYAN = (98.0, 0.0, 0.0), (4.0, 0.0, 0.0), (76.0, 12.0, 66.0), (87.0, -44.0, -3)
LETTERS, LOOKS = 12, 9


def block(inks: Sequence[Lab], grounds: Sequence[Lab]) -> Block:
    """A line of letters side by side, each in its ink on its ground."""
    rows = [
        (0.2 + 0.03 * at, 1.3, 0.02, 0.04, *ink, *ground)
        for at, (ink, ground) in enumerate(zip(inks, grounds, strict=True))
    ]
    is_light = np.mean([ink[0] for ink in inks]) > np.mean([one[0] for one in grounds])
    letters = np.array(rows, np.float32)
    return Block(0.5, 0.74, 0.4, 0.05, 1, 0.04, letters, bool(is_light))


def cue(blocks: Sequence[Block], start: float = 0.0) -> Cue:
    return Cue([start + 0.1 * at for at in range(len(blocks))], list(blocks))


def spoken(at: int, *, fills: bool = False) -> list[Lab]:
    """White letters, those of the word spoken at a look (or all until it) in gold."""
    first = at * LETTERS // LOOKS
    return [
        GOLD if (number < first + 1 if fills else first <= number < first + 4) else WHITE
        for number in range(LETTERS)
    ]


def edged(inks: Sequence[Lab]) -> Block:
    return block(inks, [BLACK] * len(inks))


def manner(cues: Sequence[Cue]) -> Manner:
    inner, others = by_ink(cues)
    return manner_of(inner, others, inks_of(inner))


def plain(start: float = 0.0) -> Cue:
    return cue([edged([WHITE] * LETTERS)] * LOOKS, start)


def edge_of_plain(start: float) -> Cue:
    """The same letters, seen by their dark edge alone."""
    return cue([block([BLACK] * LETTERS, [WHITE] * LETTERS)] * LOOKS, start)


def test_edges_are_not_taken_for_letters_however_often_they_are_seen() -> None:
    found = manner([plain(), edge_of_plain(1), edge_of_plain(2), edge_of_plain(3)])
    assert found.style == "plain"
    assert found.ink == pytest.approx(WHITE, abs=1)
    assert found.spoken is None


def test_dark_letters_are_not_taken_for_the_edge_of_a_few_gaps() -> None:
    gaps = cue([edged([WHITE] * 4)] * 3)
    inner, _ = by_ink([gaps, *(edge_of_plain(number) for number in range(1, 4))])
    assert not inner[0].fullest.is_light


def test_a_word_that_lights_up_is_a_highlight() -> None:
    found = manner([cue([edged(spoken(at)) for at in range(LOOKS)])])
    assert found.style == "highlight"
    assert found.spoken == pytest.approx(GOLD, abs=2)


@pytest.mark.parametrize("stands", [0, 3])
def test_a_line_that_fills_is_karaoke_whichever_ink_is_seen_more(stands: int) -> None:
    shown = [edged(spoken(at, fills=True)) for at in range(LOOKS)]
    found = manner([cue([*shown, *[edged([GOLD] * LETTERS)] * stands])])
    assert found.style == "karaoke"
    assert found.ink == pytest.approx(WHITE, abs=2)
    assert found.spoken == pytest.approx(GOLD, abs=2)


def test_dark_words_among_light_ones_stand_on_a_box() -> None:
    boxed = cue([block([BLACK] * 4, [CYAN] * 4)] * LOOKS, 1.0)
    found = manner([plain(), boxed])
    assert found.style == "box"
    assert found.ink == pytest.approx(WHITE, abs=1)
    assert found.spoken == pytest.approx(CYAN, abs=1)


def test_a_ground_that_is_another_over_each_picture_is_no_box() -> None:
    grounds: list[Lab] = [(60, 40, 10), (70, -30, 30), (55, 5, -50)]
    leaves = [
        cue([block([BLACK] * 4, [ground] * 4)] * LOOKS, 1.0 + at)
        for at, ground in enumerate(grounds)
    ]
    assert manner([plain(), plain(5.0), *leaves]).style == "plain"


def test_a_thin_letter_that_fills_its_box_is_no_ground_of_its_own() -> None:
    half = tuple((one + other) / 2 for one, other in zip(WHITE, BLACK, strict=True))
    grounds = [half if number % 4 == 0 else BLACK for number in range(LETTERS)]
    shown = [block(spoken(at), grounds) for at in range(LOOKS)]  # type: ignore[arg-type]  # three numbers
    assert manner([cue(shown)]).style == "highlight"
    # A light letter on a box of another colour is on a box.
    red = [(45.0, 65.0, 50.0) if ink == GOLD else BLACK for ink in spoken(4)]
    assert manner([cue([block(spoken(4), red)] * LOOKS)]).style == "box"
