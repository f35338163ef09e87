"""Every design of every pack, drawn with its samples and with the texts it promises to hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from evaluations.picture_faults import faults_of
from evaluations.pictures import all_designs, random_briefs

from heliograph.extensions.providers.canvas import CanvasProvider
from heliograph.extensions.providers.canvas.design import Design
from heliograph.extensions.providers.canvas.samples import Length, sample_brief
from heliograph.sdk.pictures import PictureBrief
from heliograph.sdk.sizes import Form, picture_sizes, size_named, size_of

# Half the usual sides: the same layout in a quarter of the time.
SIDES: dict[Form, tuple[int, int]] = {
    "tall": (540, 960),
    "portrait": (540, 675),
    "square": (540, 540),
    "wide": (600, 338),
    "banner": (750, 250),
}
DESIGNS = {f"{folder.name}/{design.id}": (folder, design) for folder, design in all_designs()}


def briefs_of(folder: Path, design: Design, length: Length) -> Iterator[PictureBrief]:
    for form in design.forms:
        for language in design.languages:
            size = size_of(*SIDES[form])
            brief = sample_brief(design, folder, size, language, length)
            yield replace(brief, size=None)


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("length", ["sample", "shortest", "longest"])
def test_a_design_holds_the_texts_it_promises_in_every_form_and_language(
    provider: CanvasProvider, name: str, length: Length
) -> None:
    for brief in briefs_of(*DESIGNS[name], length):
        report = provider.draw(brief).report
        where = f"{brief.width}x{brief.height} {brief.language}"
        assert [f"{where} {fault}" for fault in faults_of(brief, report)] == []


def test_there_are_two_dozen_designs_and_no_two_share_a_name() -> None:
    names = [design.id for _, design in DESIGNS.values()]
    assert len(names) >= 24
    assert len(set(names)) == len(names)


def test_random_contents_never_overflow_collide_or_fade(provider: CanvasProvider) -> None:
    found = [
        f"{brief.design} {brief.size} {brief.language} {fault}"
        for brief in random_briefs(60, seed=3)
        for fault in faults_of(brief, provider.draw(brief).report)
    ]
    assert found == []


@pytest.mark.parametrize("name", picture_sizes())
def test_a_named_size_reports_its_own_safe_area(provider: CanvasProvider, name: str) -> None:
    size = size_named(name)
    folder, design = DESIGNS["zodiac/cover" if size.form == "banner" else "general/quote"]
    picture = provider.draw(sample_brief(design, folder, size))
    left, top, right, bottom = picture.report.safe_area
    assert picture.report.safe_area == size.safe
    assert 0 <= left < right <= size.width
    assert 0 <= top < bottom <= size.height
    assert picture.report.overflowing == ()


def test_the_report_says_what_each_text_is_and_where_it_was_set(provider: CanvasProvider) -> None:
    folder, design = DESIGNS["general/announcement"]
    brief = sample_brief(design, folder, size_named("instagram_portrait"))
    boxes = {box.layer: box for box in provider.draw(brief).report.boxes}
    assert {name: boxes[name].text for name in brief.words} == brief.words
    for box in boxes.values():
        assert box.box is not None
        room, ink = box.box, box.ink_box
        assert room[0] <= ink[0]
        assert room[1] <= ink[1]
        assert room[2] >= ink[2]
        assert room[3] >= ink[3]


def test_arabic_turns_a_design_about_and_sets_from_the_right(provider: CanvasProvider) -> None:
    folder, design = DESIGNS["general/list"]
    size = size_named("x_landscape")
    english, arabic = (
        {
            box.layer: box
            for box in provider.draw(sample_brief(design, folder, size, lang)).report.boxes
        }
        for lang in ("en", "ar")
    )
    assert english["title"].left < size.width / 2 < arabic["title"].left
    rights = [arabic[f"lines.{number}"].right for number in range(1, 6)]
    assert max(rights) - min(rights) < 3


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("zodiac/quote-card", {"words": {}}, r"needs: body \(the sentence\)"),
        ("zodiac/moon-phase", {"values": {}}, r"needs: phase \(the Moon's angle"),
        ("zodiac/moon-phase", {"values": {"phase": "full"}}, "'phase' must be a number"),
        ("zodiac/eclipse-card", {"values": {"eclipse": "solar big"}}, "such as 'solar total'"),
        ("zodiac/sky-map", {"values": {"positions": {"vulcan": 3}}}, "no planet 'vulcan'; there"),
        ("zodiac/compatibility-card", {"values": {"partner": "cetus"}}, "there are: aries"),
        ("islamic/prayer-times", {"values": {"rows": [["Fajr"]]}}, "must hold pairs of texts"),
        ("general/list", {"values": {"items": ["x"] * 25}}, "holds 25 rows; at most 24"),
        ("general/list", {"values": {"items": "one"}}, "must be a list"),
        ("general/slide-inner", {"values": {"page": 9, "pages": 3}}, "Slide 9 of 3 cannot be"),
        ("general/quote", {"size": "instagram_story"}, "instagram_story is 1080 x 1920"),
        ("general/quote", {"size": "postcard"}, "no size 'postcard'; there are: bluesky_feed"),
        ("general/quote", {"width": 60000, "size": None}, "each side is 64 to 4096"),
        ("general/quote", {"width": 1500, "height": 500, "size": "x_header"}, "no banner form"),
    ],
)
def test_a_brief_a_design_cannot_be_drawn_from_is_refused_with_the_remedy(
    provider: CanvasProvider, name: str, change: dict[str, Any], said: str
) -> None:
    folder, design = DESIGNS[name]
    brief = sample_brief(design, folder, size_named("instagram_portrait"))
    with pytest.raises(ValueError, match=said):
        provider.draw(replace(brief, **change))


def test_a_design_that_uses_a_word_it_does_not_describe_is_refused(
    provider: CanvasProvider, tmp_path: Path
) -> None:
    folder, design = DESIGNS["general/quote"]
    text = (folder / "templates/quote.yaml").read_text(encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/quote.yaml").write_text(
        text.replace('text: "{title}"', 'text: "{headline}"'), encoding="utf-8"
    )
    brief = sample_brief(design, tmp_path, size_named("instagram_portrait"))
    with pytest.raises(ValueError, match="uses headline, which `words` does not describe"):
        provider.draw(brief)


def test_an_endless_design_is_refused_before_it_is_read(
    provider: CanvasProvider, tmp_path: Path
) -> None:
    _, design = DESIGNS["general/quote"]
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/quote.yaml").write_text("# " + "x" * 70_000, encoding="utf-8")
    brief = sample_brief(design, tmp_path, size_named("instagram_portrait"))
    with pytest.raises(ValueError, match="larger than 64 kB"):
        provider.draw(brief)


def test_emoji_are_drawn_in_the_line_by_their_own_face(provider: CanvasProvider) -> None:
    folder, design = DESIGNS["general/quote"]
    brief = sample_brief(design, folder, size_named("instagram_square"))
    words = {**brief.words, "body": "Tea first ☕ then the hard letter 💌 and a walk 👩🏽‍🌾"}
    picture = provider.draw(replace(brief, words=words))
    assert picture.report.missing_glyphs == ()
    assert picture.licences["Noto Emoji Medium"] == "SIL Open Font License 1.1"
