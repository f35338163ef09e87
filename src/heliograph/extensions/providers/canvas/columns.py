"""Columns: items under one another, the longest text taking what room the others leave."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from heliograph.extensions.providers.canvas.design import (
    Column,
    ColumnItem,
    RuleItem,
    TextItem,
    TextStyle,
    pick,
)
from heliograph.extensions.providers.canvas.sheet import Sheet
from heliograph.extensions.providers.canvas.type.setting import SetText, Wish, set_text

Box = tuple[float, float, float, float]
_NAMED = re.compile(r"\{(\w+)\}")
_RULE_HEIGHT = 11.0
_NO_LIMIT = 1e6


@dataclass(frozen=True)
class PlacedText:
    """A set text and the place of its first baseline; `lefts` is where each line starts."""

    item: TextItem
    text: SetText
    baseline: float
    lefts: tuple[float, ...]
    fits: bool

    def boxes(self) -> list[Box]:
        """Where the ink of each line lies, in pixels."""
        found = []
        for index, (line, left) in enumerate(zip(self.text.lines, self.lefts, strict=True)):
            y = self.baseline + index * self.text.line_height
            ink = [edge * self.text.size for edge in line.shaped.ink]
            found.append((left + ink[0], y + ink[1], left + ink[2], y + ink[3]))
        return found


@dataclass(frozen=True)
class PlacedRule:
    """A rule and its middle."""

    item: RuleItem
    x: float
    y: float
    length: float


@dataclass(frozen=True)
class Words:
    """What the brief says, and in which language."""

    by_name: Mapping[str, str]
    language: str

    def fill(self, template: str) -> str:
        """The template with its words; empty when any of them is missing."""
        names = _NAMED.findall(template)
        if any(not self.by_name.get(name, "").strip() for name in names):
            return ""
        return _NAMED.sub(lambda found: self.by_name[found.group(1)], template)


@dataclass(frozen=True)
class _Ready:
    item: ColumnItem
    text: SetText | None
    height: float
    gap: float


def place_column(sheet: Sheet, column: Column, words: Words) -> list[PlacedText | PlacedRule]:
    """Set and place every item of a column."""
    box = sheet.box(pick(column.box, sheet.shape))
    ready = _set_items(sheet, column, words, (box[2] - box[0], box[3] - box[1]))
    total = sum(one.height + one.gap for one in ready)
    spare = box[3] - box[1] - total
    y = box[1] + {"top": 0.0, "middle": 0.5, "bottom": 1.0}[column.valign] * max(0.0, spare)
    placed: list[PlacedText | PlacedRule] = []
    for one in ready:
        y += one.gap
        if one.text is not None and isinstance(one.item, TextItem):
            fits = one.text.fits and spare > -1.0
            placed.append(_place_text(one.item, one.text, (box, column.align), (y, fits)))
        elif isinstance(one.item, RuleItem):
            length = pick(one.item.length, sheet.shape) * sheet.scale
            x = (box[0] + box[2]) / 2 if column.align == "center" else box[0] + length / 2
            placed.append(PlacedRule(one.item, x, y + one.height / 2, length))
        y += one.height
    return placed


def _set_items(
    sheet: Sheet, column: Column, words: Words, room: tuple[float, float]
) -> list[_Ready]:
    """Short texts first, at the size they like; then the long ones in what is left."""
    filled = [
        (item, text)
        for item, text in ((item, _filled(sheet, item, words)) for item in column.items)
        if text or not isinstance(item, TextItem)
    ]
    ready: dict[int, _Ready] = {}
    order = sorted(range(len(filled)), key=lambda index: _lines_of(filled[index][0]))
    gaps = [_gap(sheet, item) if index else 0.0 for index, (item, _) in enumerate(filled)]
    left = room[1] - sum(gaps)
    for index in order:
        item, text = filled[index]
        if isinstance(item, TextItem):
            height = left if item.style.max_lines > 1 else _NO_LIMIT
            done = set_text(text, wish_of(sheet, item.style), (room[0], height), words.language)
            ready[index] = _Ready(item, done, done.height, gaps[index])
        else:
            ready[index] = _Ready(item, None, _RULE_HEIGHT * sheet.scale, gaps[index])
        left -= ready[index].height
    return [ready[index] for index in range(len(filled))]


def _filled(sheet: Sheet, item: ColumnItem, words: Words) -> str:
    return words.fill(pick(item.text, sheet.shape)) if isinstance(item, TextItem) else ""


def _lines_of(item: ColumnItem) -> int:
    return item.style.max_lines if isinstance(item, TextItem) else 0


def _gap(sheet: Sheet, item: ColumnItem) -> float:
    return pick(item.gap, sheet.shape) * sheet.scale


def wish_of(sheet: Sheet, style: TextStyle) -> Wish:
    """A style of the design in the pixels of this sheet."""
    smallest, largest = pick(style.size, sheet.shape)
    return Wish(
        role=style.face,
        smallest=smallest * sheet.scale,
        largest=largest * sheet.scale,
        leading=style.leading,
        tracking=style.tracking,
        capitals=style.capitals,
        max_lines=style.max_lines,
    )


def _place_text(
    item: TextItem, text: SetText, where: tuple[Box, str], at: tuple[float, bool]
) -> PlacedText:
    box, align = where
    return PlacedText(item, text, at[0] + text.rise, _lefts(text, box, align), at[1])


def _lefts(text: SetText, box: Box, align: str) -> tuple[float, ...]:
    lefts: Sequence[float]
    widths = [line.shaped.width * text.size for line in text.lines]
    if align == "center":
        middle = (box[0] + box[2]) / 2
        lefts = [
            middle - width / 2 + line.hang * text.size
            for line, width in zip(text.lines, widths, strict=True)
        ]
    elif text.is_rtl:
        lefts = [box[2] - width for width in widths]
    else:
        lefts = [box[0]] * len(widths)
    return tuple(lefts)
