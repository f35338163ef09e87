"""Every verse of the Qur'an set in every design that takes its length; nothing is painted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from heliograph.extensions.providers.canvas.columns import place_column
from heliograph.extensions.providers.canvas.design import Design, load_design
from heliograph.extensions.providers.canvas.layers import Column
from heliograph.extensions.providers.canvas.lettering import Placing
from heliograph.extensions.providers.canvas.request import Request
from heliograph.extensions.providers.canvas.sheet import Sheet
from heliograph.extensions.providers.canvas.theme import ROLES
from heliograph.sdk.artwork.colour import EMPTY
from heliograph.sdk.sizes import PictureSize, size_named

DESIGNS = ("verse-arabic", "verse-both", "verse-story", "dua-card")
SIZES = ("instagram_portrait", "instagram_square", "instagram_story", "x_landscape")
LEAST_LEADING = 2.2
_TEXTS = ("quran-uthmani.txt", "en.pickthall-1930.txt")


def verses(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Reference, Arabic and translation of every verse."""
    arabic, english = (_lines(folder / name) for name in _TEXTS)
    for reference, text in arabic.items():
        yield reference, text, english[reference]


def _lines(file: Path) -> dict[str, str]:
    found = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        parts = line.split("|", 2)
        if len(parts) == 3 and parts[0].isdigit():
            found[f"{parts[0]}:{parts[1]}"] = parts[2]
    return found


def takes(design: Design, arabic: str, translation: str) -> bool:
    """Whether a design promises room for a verse."""
    needed = {"arabic": arabic, "translation": translation}
    return all(
        len(text) <= design.words[name].longest
        for name, text in needed.items()
        if name in design.words
    )


def set_verse(design: Design, size: PictureSize, words: dict[str, str]) -> Placing:
    """The Arabic of a verse as a design sets it."""
    grey = dict.fromkeys(ROLES, (0.5, 0.5, 0.5))
    sheet = Sheet(EMPTY, size, grey, "night")
    request = Request(words, {}, "en", None)
    for layer in design.layers:
        if not isinstance(layer, Column) or (layer.forms and size.form not in layer.forms):
            continue
        for placed in place_column(sheet, layer, request):
            if isinstance(placed, Placing) and placed.name == "arabic":
                return placed
    raise LookupError(f"{design.id} sets no Arabic.")


def faults_in(placed: Placing, size: PictureSize) -> Iterator[str]:
    """What is wrong with one set verse."""
    text = placed.text
    if not placed.fits:
        yield "overflow"
    if text.missing:
        yield "missing glyph"
    if text.line_height < LEAST_LEADING * text.size - 0.01:
        yield "line height"
    boxes = placed.boxes()
    left, top, right, bottom = size.safe
    if any(b[0] < left or b[1] < top or b[2] > right or b[3] > bottom for b in boxes):
        yield "clipped"
    if any("\u06d6" <= line.text[:1] <= "\u06dc" for line in text.lines):
        yield "pause mark at the start of a line"
    if "".join(text.source.split()) != "".join("".join(one.text for one in text.lines).split()):
        yield "letters changed"


def verse_faults(pack_folder: Path, quran: Path) -> dict[str, object]:
    """Set them all and count what is wrong."""
    designs = [load_design(pack_folder, name) for name in DESIGNS]
    sizes = [size_named(name) for name in SIZES]
    wrong: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    count = 0
    for _, arabic, translation in verses(quran):
        words = {"arabic": arabic, "translation": translation, "reference": "1:1"}
        count += 1
        for design in designs:
            if not takes(design, arabic, translation):
                continue
            taken[design.id] += 1
            for size in sizes:
                wrong.update(faults_in(set_verse(design, size, words), size))
    return {
        "name": "pictures.verses",
        "verses": count,
        "taken": dict(taken),
        "sizes": len(sizes),
        "faults": dict(wrong),
    }
