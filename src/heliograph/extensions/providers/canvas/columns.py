"""Columns: items under one another; the long texts share what room the short ones leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from heliograph.extensions.providers.canvas.layers import (
    Column,
    ColumnItem,
    RuleItem,
    TextItem,
    pick,
)
from heliograph.extensions.providers.canvas.lettering import (
    PILL_REACH,
    Placing,
    lefts_of,
    side_of,
    wish_of,
)
from heliograph.extensions.providers.canvas.request import Request
from heliograph.extensions.providers.canvas.sheet import Box, Sheet
from heliograph.sdk.typesetting.setting import (
    SetText,
    Wish,
    height_of,
    paragraph_of,
    set_text,
)

_RULE_HEIGHT = 11.0
_NO_LIMIT = 1e6
_STEPS = 24
_MARGIN = 0.012
# What a crowded column gives up, step by step: shares of its gaps and of its short texts' growth.
# The last two are for words of high and deep letters, which would reach past the column.
_GIVING = ((1.0, 1.0), (0.85, 0.7), (0.7, 0.4), (0.55, 0.15), (0.5, 0.0), (0.3, 0.0), (0.1, 0.0))
_WRAPPED_LEADING = 1.2
_ARABIC_GAP = 0.72


@dataclass(frozen=True)
class PlacedRule:
    """A rule and its middle."""

    item: RuleItem
    x: float
    y: float
    length: float


@dataclass(frozen=True)
class _Ready:
    item: ColumnItem
    text: SetText | None
    height: float
    gap: float


@dataclass(frozen=True)
class _Filled:
    item: ColumnItem
    text: str
    gap: float


def place_column(sheet: Sheet, column: Column, request: Request) -> list[Placing | PlacedRule]:
    """Set and place every item of a column."""
    box = sheet.box(pick(column.box, sheet.form))
    # Ink may reach a little past the width of its letters.
    width = (box[2] - box[0]) * (1 - _MARGIN)
    ready = _set_items(sheet, column, request, (width, box[3] - box[1]))
    total = sum(one.height + one.gap for one in ready)
    spare = box[3] - box[1] - total
    rest = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[pick(column.valign, sheet.form)]
    y = box[1] + rest * max(0.0, spare)
    align = pick(column.align, sheet.form)
    placed: list[Placing | PlacedRule] = []
    for one in ready:
        y += one.gap
        if one.text is not None and isinstance(one.item, TextItem):
            fits = one.text.fits and spare > -1.0
            placed.append(_place_text(sheet, one, (box, align), (y, fits)))
        elif isinstance(one.item, RuleItem):
            placed.append(_place_rule(sheet, one.item, (box, align), y + one.height / 2))
        y += one.height
    return _kept_inside(placed, box)


def _kept_inside(placed: list[Placing | PlacedRule], box: Box) -> list[Placing | PlacedRule]:
    """Descenders and high marks hang outside the measured block; they must not leave the box."""
    inks = [ink for one in placed if isinstance(one, Placing) for ink in one.boxes()]
    if not inks:
        return placed
    above = box[1] - min(ink[1] for ink in inks)
    below = max(ink[3] for ink in inks) - box[3]
    if above <= 0 and below <= 0:
        return placed
    # A block with room on its other side is moved; one that fills its box stays, and is reported.
    shift = min(above, max(0.0, -below)) if above > 0 else -min(below, max(0.0, -above))
    return [_moved(one, shift) for one in placed]


def _moved(one: Placing | PlacedRule, shift: float) -> Placing | PlacedRule:
    if isinstance(one, PlacedRule):
        return replace(one, y=one.y + shift)
    room = (one.room[0], one.room[1] + shift, one.room[2], one.room[3] + shift)
    return replace(one, baseline=one.baseline + shift, room=room)


def _set_items(
    sheet: Sheet, column: Column, request: Request, room: tuple[float, float]
) -> list[_Ready]:
    """The column as designed; when it is crowded, with smaller gaps and smaller short texts."""
    filled = _filled(sheet, column, request)
    ready: list[_Ready] = []
    for gaps, growth in _GIVING:
        ready = _set_once(sheet, filled, (room, gaps, growth), request.language)
        total = sum(one.height + one.gap for one in ready)
        if total <= room[1] + 0.9 and all(one.text is None or one.text.fits for one in ready):
            break
    return ready


def _set_once(
    sheet: Sheet,
    filled: Sequence[_Filled],
    how: tuple[tuple[float, float], float, float],
    language: str,
) -> list[_Ready]:
    """Short texts first, at the size they like; then the long ones in what is left."""
    room, gaps, growth = how
    closer = [replace(one, gap=one.gap * gaps) for one in filled]
    ready: dict[int, _Ready] = {}
    left = room[1] - sum(one.gap for one in closer)
    for index in [index for index, one in enumerate(closer) if not _is_long(one.item)]:
        ready[index] = _set_short(sheet, closer[index], (room[0], growth), language)
        left -= ready[index].height
    long = {index: one for index, one in enumerate(closer) if _is_long(one.item)}
    ready.update(_set_long(sheet, long, (room[0], left), language))
    return [ready[index] for index in range(len(closer))]


def _filled(sheet: Sheet, column: Column, request: Request) -> list[_Filled]:
    found: list[_Filled] = []
    # Lines of Arabic bring their own air, above and below.
    tight = _ARABIC_GAP if request.language.startswith("ar") else 1.0
    for item in column.items:
        gap = pick(item.gap, sheet.form) * sheet.scale * tight if found else 0.0
        if isinstance(item, RuleItem):
            found.append(_Filled(item, "", gap))
            continue
        text = request.fill(pick(item.text, sheet.form))
        if text.strip():
            found.append(_Filled(item, text, gap))
    # A rule parts two things; with nothing under it, it would hang in the air.
    while found and isinstance(found[-1].item, RuleItem):
        found.pop()
    return found


def _is_long(item: ColumnItem) -> bool:
    return isinstance(item, TextItem) and item.style.max_lines > 1


def _wish(sheet: Sheet, item: TextItem) -> Wish:
    return wish_of(sheet, item.style, pick(item.style.size, sheet.form))


def _set_short(sheet: Sheet, one: _Filled, how: tuple[float, float], language: str) -> _Ready:
    """One line; a text too wide for it at its smallest size takes a second line."""
    if not isinstance(one.item, TextItem):
        return _Ready(one.item, None, _RULE_HEIGHT * sheet.scale, one.gap)
    width, growth = how
    wish = _wish(sheet, one.item)
    wish = replace(wish, largest=wish.smallest + growth * (wish.largest - wish.smallest))
    text = set_text(one.text, wish, (width, _NO_LIMIT), language)
    if not text.fits and one.item.style.pill is None:
        leading = min(wish.leading, _WRAPPED_LEADING)
        wish = replace(wish, largest=wish.smallest, max_lines=2, leading=leading)
        text = set_text(one.text, wish, (width, _NO_LIMIT), language)
    return _Ready(one.item, text, text.height, one.gap)


def _set_long(
    sheet: Sheet, long: Mapping[int, _Filled], room: tuple[float, float], language: str
) -> dict[int, _Ready]:
    """One long text takes all the room; several grow together, each within its own sizes."""
    wishes = {
        index: (one, _wish(sheet, one.item))
        for index, one in long.items()
        if isinstance(one.item, TextItem)
    }
    share = _largest_share(list(wishes.values()), room, language) if len(wishes) > 1 else None
    ready = {}
    for index, (one, free) in wishes.items():
        wish, height = free, room[1]
        if share is not None:
            size = free.smallest + share * (free.largest - free.smallest)
            wish = replace(free, largest=max(size, free.smallest))
            needed = height_of(paragraph_of(one.text, wish, language), size, room[0])
            height = room[1] if needed is None else needed + 0.5
        text = set_text(one.text, wish, (room[0], height), language)
        ready[index] = _Ready(one.item, text, text.height, one.gap)
    return ready


def _largest_share(
    wishes: Sequence[tuple[_Filled, Wish]], room: tuple[float, float], language: str
) -> float:
    """How far between their smallest and largest sizes all texts can grow, from 0 to 1."""
    low, high = 0, _STEPS
    while low < high:
        middle = (low + high + 1) // 2
        total = 0.0
        for one, wish in wishes:
            size = wish.smallest + middle / _STEPS * (wish.largest - wish.smallest)
            height = height_of(paragraph_of(one.text, wish, language), size, room[0])
            total += _NO_LIMIT if height is None else height
        if total <= room[1]:
            low = middle
        else:
            high = middle - 1
    return low / _STEPS


def _place_text(
    sheet: Sheet, one: _Ready, where: tuple[Box, str], at: tuple[float, bool]
) -> Placing:
    box, align = where
    y, fits = at
    if one.text is None or not isinstance(one.item, TextItem):
        raise TypeError("Only a set text can be placed as a text.")
    side = side_of(sheet, one.text, align)
    if one.item.style.pill is not None:
        # The band reaches past the letters; the letters step in so that it ends with the column.
        step = one.text.size * PILL_REACH
        box = (box[0] + step, box[1], box[2] - step, box[3])
    return Placing(
        name=one.item.name,
        style=one.item.style,
        text=one.text,
        baseline=y + one.text.rise,
        lefts=lefts_of(one.text, box, side),
        room=(box[0], y, box[2], y + one.height),
        fits=fits,
    )


def _place_rule(sheet: Sheet, item: RuleItem, where: tuple[Box, str], y: float) -> PlacedRule:
    box, align = where
    length = pick(item.length, sheet.form) * sheet.scale
    if align == "center":
        return PlacedRule(item, (box[0] + box[2]) / 2, y, length)
    at_right = (align == "start") == sheet.is_mirrored
    return PlacedRule(item, box[2] - length / 2 if at_right else box[0] + length / 2, y, length)
