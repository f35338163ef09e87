"""Verses as the designs set them: all letters, all marks, no mark at the head of a line."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from evaluations.picture_verses import DESIGNS, SIZES, faults_in, set_verse, takes, verses
from evaluations.pictures import PACKS
from tests.extensions.packs.islamic.places import text_folder

from heliograph.extensions.packs.islamic.quran.install import has_text
from heliograph.extensions.providers.canvas import CanvasProvider
from heliograph.extensions.providers.canvas.design import load_design
from heliograph.extensions.providers.canvas.samples import sample_brief
from heliograph.sdk.pictures import Picture
from heliograph.sdk.sizes import size_named

QURAN = text_folder()
ISLAMIC = PACKS / "islamic"
# With a pause that stands alone, a place of prostration, and joined marks.
PAUSES = "ذَٰلِكَ ٱلْكِتَٰبُ لَا رَيْبَ ۛ فِيهِ ۛ هُدًى لِّلْمُتَّقِينَ وَلِلَّهِ يَسْجُدُ ۩"


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("size", SIZES)
def test_no_line_of_a_verse_begins_with_a_mark_and_none_is_lost(design: str, size: str) -> None:
    words = {"arabic": PAUSES, "translation": "", "reference": "2:2"}
    placed = set_verse(load_design(ISLAMIC, design), size_named(size), words)
    assert list(faults_in(placed, size_named(size))) == []


@pytest.mark.skipif(not has_text(QURAN), reason=f"the Qur'an's text is not at {QURAN}")
def test_verses_keep_every_letter_and_mark_in_every_design_that_takes_them() -> None:
    known = list(verses(QURAN))
    assert len(known) == 6236
    some = random.Random(5).sample(known, 150)  # noqa: S311 - a repeatable choice
    designs = [load_design(ISLAMIC, name) for name in DESIGNS]
    wrong = [
        (reference, design.id, name, fault)
        for reference, arabic, english in some
        for design in designs
        if takes(design, arabic, english)
        for name in SIZES
        for fault in faults_in(
            set_verse(
                design,
                size_named(name),
                {"arabic": arabic, "translation": english, "reference": reference},
            ),
            size_named(name),
        )
    ]
    assert wrong == []


def test_the_report_gives_the_verse_back_to_the_byte(provider: CanvasProvider) -> None:
    design = load_design(ISLAMIC, "verse-arabic")
    brief = sample_brief(design, ISLAMIC, size_named("instagram_portrait"))
    drawn = provider.draw(replace(brief, words={**brief.words, "arabic": PAUSES}))
    text = next(box.text for box in drawn.report.boxes if box.layer == "arabic")
    assert text.encode() == PAUSES.encode()
    assert drawn.licences["Amiri Quran Regular"] == "SIL Open Font License 1.1"


def test_the_ink_of_a_vowelled_line_lies_inside_its_reported_box(
    provider: CanvasProvider, pixels_of: Callable[[Picture], npt.NDArray[np.uint8]]
) -> None:
    design = load_design(ISLAMIC, "verse-story")
    brief = replace(sample_brief(design, ISLAMIC, size_named("instagram_story")), mime="image/png")
    drawn = provider.draw(replace(brief, words={"arabic": PAUSES, "reference": "2:2"}))
    empty = provider.draw(replace(brief, words={"arabic": " ", "reference": "2:2"}))
    changed = np.abs(pixels_of(drawn).astype(int) - pixels_of(empty)).sum(axis=2) > 60
    rows, columns = np.nonzero(changed)
    box = next(box for box in drawn.report.boxes if box.layer == "arabic")
    seen = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert seen == pytest.approx(box.ink_box, abs=2.0)
