"""Pictures: what the renderer reports of the words on them, and what the file itself shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from heliograph.modules.content.gate.language import start_of, words_in
from heliograph.modules.content.gate.values import Check, PictureFile, Piece, listed
from heliograph.sdk.packs import Pack
from heliograph.sdk.pictures import PictureReport, TextBox

LEAST_CONTRAST = 4.5
MOST_CARD_WORDS = 30
LEAST_TYPE = 34
WIDTH = 1080
"""Of the picture on which type is measured; the safe area's own width tells how much larger."""
LEAST_SIDE = 600
LEAST_SPREAD = 4.0
"""Brightness, of 255, between the dark and the light parts of a picture that shows something."""
FORMATS = ("image/jpeg", "image/png", "image/webp")
ARABIC = "arabic"
"""The layer of quoted Arabic: an alt text says which verse it is, and may leave its words out."""
FEWEST_ALT, MOST_ALT = 5, 100
_FEWEST_SAID = 4
"""Words on a picture that must be read out; fewer are a name or a date."""
_LAZY_ALT = re.compile(
    r"^\s*(?:an? |the )?(?:image|picture|photo|graphic|illustration) (?:of|showing)\b",
    re.IGNORECASE,
)


def picture_checks(piece: Piece, pack: Pack) -> Sequence[Check]:
    """Every check of this file that the piece's picture allows."""
    return (
        _alt_text(piece),
        *_alt_quality(piece),
        *_every_card(piece.reports),
        *_file(piece),
    )


def _alt_text(piece: Piece) -> Check:
    words = len((piece.alt_text or "").split())
    found = f"{words} words" if piece.shows_picture else "there is no picture"
    if piece.alt_text is None:
        found = "no alt text was given, so none was judged"
    return Check(
        "alt_text",
        words >= FEWEST_ALT or not piece.shows_picture or piece.alt_text is None,
        found=found,
        allowed=f"{FEWEST_ALT} words or more for a picture",
        remedy="Say in one or two sentences what is in the picture, and what is written on it.",
    )


def _alt_quality(piece: Piece) -> Iterator[Check]:
    alt = (piece.alt_text or "").strip()
    if not piece.shows_picture or not alt:
        return
    troubles = []
    if _LAZY_ALT.match(alt):
        troubles.append("begins with what every reader knows, that it is a picture")
    if len(words_in(alt)) > MOST_ALT:
        troubles.append(f"{len(words_in(alt))} words")
    if alt == piece.text.strip():
        troubles.append("repeats the post word for word")
    if missing := _unsaid(piece):
        troubles.append(f"leaves out what is written: {listed(missing)}")
    yield Check(
        "alt_text_quality",
        not troubles,
        found="; ".join(troubles) or "tells what is seen and what is written",
        allowed="what is in the picture and the words on it, without “image of”",
        remedy="Describe the picture to somebody on the phone, and read its words out.",
        must=False,
    )


def _unsaid(piece: Piece) -> list[str]:
    """The main text on the picture, if the alt text has less than half of its words. Dates and
    names beside it stand in the post as well, and so does what is quoted in Arabic."""
    text = max(_written(piece), key=lambda one: len(words_in(one)), default="")
    words = {word.lower() for word in words_in(text)}
    said = {word.lower() for word in words_in(piece.alt_text or "")}
    if len(words) < _FEWEST_SAID or len(words & said) >= len(words) / 2:
        return []
    return [start_of(text, 40)]


def _written(piece: Piece) -> list[str]:
    if piece.picture is not None and any(box.text for box in piece.picture.boxes):
        return [box.text for box in piece.picture.boxes if box.layer != ARABIC]
    return [piece.card_text]


def _every_card(reports: Sequence[PictureReport]) -> Iterator[Check]:
    """The same checks of each picture; of several, each check tells which of them fail it."""
    for checks in zip(*(tuple(_words_on(one)) for one in reports), strict=True):
        failed = [(number, one) for number, one in enumerate(checks, 1) if not one.passed]
        if len(checks) == 1 or not failed:
            yield checks[0]
            continue
        found = "; ".join(f"card {number}: {one.found}" for number, one in failed)
        yield replace(failed[0][1], found=found)


def _words_on(report: PictureReport) -> Iterator[Check]:
    yield from _fit(report)
    least = min((box.contrast for box in report.boxes), default=21.0)
    weak = [box.layer for box in report.boxes if box.contrast < LEAST_CONTRAST]
    yield Check(
        "contrast",
        not weak,
        found=f"least contrast {least:.1f} : 1 in {', '.join(weak)}"
        if weak
        else f"least contrast {least:.1f} : 1",
        allowed=f"{LEAST_CONTRAST} : 1 or more on what is really behind the words",
        remedy="Choose a darker ground or a lighter ink, or let the words stand on a plate.",
    )
    yield from _type(report)


def _fit(report: PictureReport) -> Iterator[Check]:
    outside = [box.layer for box in report.boxes if _is_outside(box, report)]
    yield Check(
        "picture_fit",
        not report.overflowing,
        found=f"overflowing: {_named(report.overflowing)}",
        allowed="words that fit their room",
        remedy="Shorten the text on the picture, or take a design with more room.",
    )
    yield Check(
        "safe_area",
        not outside,
        found=f"outside: {_named(outside)}",
        allowed="all words inside what no network covers or crops",
        remedy="Move the words inwards, or draw the picture in the size that the network shows.",
    )
    yield Check(
        "glyphs",
        not report.missing_glyphs,
        found=f"missing: {_named(report.missing_glyphs)}",
        allowed="signs that the typeface has",
        remedy="Take out the sign, or choose a typeface that has it.",
    )


def _type(report: PictureReport) -> Iterator[Check]:
    words = max((box.words for box in report.boxes), default=0)
    left, _, right, _ = report.safe_area
    scale = max((right + left) / WIDTH, 0.1)
    small = [
        box.layer for box in report.boxes if box.layer == "body" and box.size < LEAST_TYPE * scale
    ]
    yield Check(
        "picture_words",
        words <= MOST_CARD_WORDS,
        found=f"{words} words",
        allowed=f"{MOST_CARD_WORDS} words on a picture",
        remedy="Put one thought on the picture and the rest into the text.",
        must=False,
    )
    yield Check(
        "type_size",
        not small,
        found=f"too small: {_named(small)}",
        allowed=f"{LEAST_TYPE} pixels at {WIDTH} wide, or more",
        remedy="Use fewer words, so that they can be larger.",
        must=False,
    )


def _file(piece: Piece) -> Iterator[Check]:
    file = piece.file
    if file is None:
        return
    facts = file.facts
    yield Check(
        "picture_format",
        facts.mime in FORMATS,
        found=facts.mime or "no picture that can be read",
        allowed="JPEG, PNG or WebP",
        remedy="Save the picture as JPEG or PNG.",
    )
    yield from _looks(file)
    if piece.picture is None:
        unread = (
            "contrast, safe area and type size were not measured: only pictures drawn here "
            "carry a report"
        )
        yield Check("picture_words_read", True, unread, "nothing", must=False)


def _looks(file: PictureFile) -> Iterator[Check]:
    width, height = file.facts.width or 0, file.facts.height or 0
    if not width or not height:
        return
    yield Check(
        "picture_size",
        min(width, height) >= LEAST_SIDE,
        found=f"{width} × {height} pixels",
        allowed=f"{LEAST_SIDE} pixels or more on the shorter side",
        remedy="Use the original instead of a thumbnail.",
        must=False,
    )
    yield Check(
        "picture_blank",
        file.spread >= LEAST_SPREAD,
        found=f"brightness differs by {file.spread:.0f} of 255",
        allowed=f"{LEAST_SPREAD:g} or more",
        remedy="Draw the picture again: this one shows next to nothing.",
    )


def _is_outside(box: TextBox, report: PictureReport) -> bool:
    left, top, right, bottom = report.safe_area
    return (
        box.left < left - 1 or box.top < top - 1 or box.right > right + 1 or box.bottom > bottom + 1
    )


def _named(layers: Sequence[str]) -> str:
    return ", ".join(layers) or "none"
