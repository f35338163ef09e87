"""Where titles stand: stacked by their place, clear of the captions and of one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from heliograph.extensions.providers.video.drawing.lettering import (
    Box,
    Placed,
    centred_lines,
    leaning_lines,
    spared,
)
from heliograph.extensions.providers.video.drawing.places import Area, Size
from heliograph.extensions.providers.video.drawing.titles.wishes import Asked
from heliograph.sdk.typesetting.setting import SetText, Wish, set_text

_ORDER = ("top", "upper", "middle", "lower", "bottom")
# Where a place wishes to be in its region: the share from above, and which end stands there.
_WISHES = {"top": 0.0, "upper": 0.10, "middle": 0.5, "lower": 0.90, "bottom": 1.0}
_GAP = 0.034
_RULE = 0.055
_PAD_X, _PAD_Y = 0.55, 0.42
_TAILS, _ONE_LINE = 0.22, 0.72
# A hook and what stands below it leave the picture its room: they give size before lines.
_ONE_ROW = {"hook": 0.56, "heading": 0.7, "note": 0.62}
_SHRINK, _TRIES = 0.93, 16


@dataclass(frozen=True)
class Block:
    """A title on the frame: its set text, and what its ink and its panel cover."""

    asked: Asked
    placed: Placed
    box: Box
    panel: Box | None = None
    rule: tuple[float, float, float] | None = None
    """Middle, height and length of the fine line below it."""


@dataclass(frozen=True)
class _Item:
    """A title that is set but not yet placed; heights in pixels."""

    asked: Asked
    text: SetText
    height: float
    pad: float


def place_titles(
    asked: Sequence[Asked], regions: dict[str, Area], size: Size, language: str
) -> tuple[Block, ...]:
    """All titles of a scene, those that are seen together clear of one another. `regions` says
    for every place in which part of the frame it stacks."""
    found: list[Block] = []
    for group in _together(asked):
        for area in dict.fromkeys(regions.values()):
            inside = [one for one in group if regions[one.place] == area]
            if inside:
                found.extend(_stacked(inside, area, size, language))
    return tuple(found)


def _together(asked: Sequence[Asked]) -> list[list[Asked]]:
    """Titles in groups: whatever shares a frame with another one belongs to its group."""
    groups: list[list[Asked]] = []
    until = -1
    for one in sorted((one for one in asked if one.text.strip()), key=lambda each: each.start):
        if one.start >= until:
            groups.append([])
        groups[-1].append(one)
        until = max(until, one.end)
    order = {id(one): place for place, one in enumerate(asked)}
    return [
        sorted(group, key=lambda each: (_ORDER.index(each.place), order[id(each)]))
        for group in groups
    ]


def _stacked(asked: Sequence[Asked], area: Area, size: Size, language: str) -> list[Block]:
    gap = _GAP * min(size)
    scale = 1.0
    for _ in range(_TRIES):
        items = [_set(one, area, size, (scale, language)) for one in asked]
        needed = sum(item.height for item in items) + gap * (len(items) - 1)
        if needed <= area.height and all(item.text.fits for item in items):
            break
        scale *= _SHRINK
    tops = _tops(items, area, gap)
    return [_block(item, top, area, size) for item, top in zip(items, tops, strict=True)]


def _set(asked: Asked, area: Area, size: Size, how: tuple[float, str]) -> _Item:
    scale, language = how
    wish = asked.wish(size, scale)
    pad = wish.largest if asked.panel is not None or asked.manner.align == "start" else 0.0
    width = area.width - 2 * pad * _PAD_X
    text = _in_few_lines(
        replace(asked, text=spared(asked.text)), wish, (width, area.height), language
    )
    height = text.height + (2 * pad * _PAD_Y if asked.panel is not None else 0.0)
    if not text.fall:
        # Latin is measured to its baseline; its tails need room all the same.
        height += _TAILS * text.size
    if asked.rule is not None:
        height += _RULE * min(size)
    return _Item(asked, text, height, pad)


def _in_few_lines(asked: Asked, wish: Wish, room: tuple[float, float], language: str) -> SetText:
    """Few lines where the size need not give much: a name, a hook and what stands below it."""
    for lines, gives in _rows(asked):
        few = replace(wish, max_lines=lines, smallest=max(wish.smallest, wish.largest * gives))
        text = set_text(asked.text, few, room, language)
        if text.fits:
            return text
    return set_text(asked.text, wish, room, language)


def _rows(asked: Asked) -> tuple[tuple[int, float], ...]:
    """How few lines to try first, each with how small it may be set for that."""
    if asked.manner.align == "start":
        return ((1, _ONE_LINE),)
    gives = _ONE_ROW.get(asked.role) if asked.place == "top" or asked.leans else None
    if gives is None:
        return ()
    return ((1, gives), (2, gives)) if asked.role == "hook" else ((1, gives),)


def _tops(items: Sequence[_Item], area: Area, gap: float) -> list[float]:
    """Where each item begins: near its wish, pushed on by what stands before and behind it."""
    tops: list[float] = []
    for place in _ORDER:
        own = [item.height for item in items if item.asked.place == place]
        total = sum(own) + gap * (len(own) - 1)
        share = _WISHES[place]
        # The wish is for the whole of the items at a place: its top, its middle or its end.
        start = area.top + share * area.height - total * (round(share * 2) / 2)
        for height in own:
            tops.append(start)
            start += height + gap
    for index, item in enumerate(items[:-1]):
        tops[index + 1] = max(tops[index + 1], tops[index] + item.height + gap)
    limit = area.bottom
    for index in range(len(items) - 1, -1, -1):
        tops[index] = min(tops[index], limit - items[index].height)
        limit = tops[index] - gap
    return tops


def _block(item: _Item, top: float, area: Area, size: Size) -> Block:
    pad_x, pad_y = item.pad * _PAD_X, 0.0
    if item.asked.panel is not None:
        pad_y = item.pad * _PAD_Y
    placed = _lines(item, top + pad_y, area, pad_x)
    box = placed.box()
    panel = None
    if item.asked.panel is not None:
        text_bottom = top + pad_y + item.text.height
        panel = (
            box[0] - pad_x, min(box[1] - pad_y * 0.7, top),
            box[2] + pad_x, max(box[3] + pad_y * 0.7, text_bottom + pad_y * 0.4),
        )  # fmt: skip
    rule = None
    if item.asked.rule is not None:
        below = top + item.height - 0.014 * min(size)
        rule = (area.middle, below, 0.16 * min(size))
    return Block(item.asked, placed, box, panel, rule)


def _lines(item: _Item, top: float, area: Area, pad: float) -> Placed:
    if item.asked.manner.align == "center" and not item.asked.leans:
        return centred_lines(item.text, area.middle, top)
    edge = area.right - pad if item.text.is_rtl else area.left + pad
    return leaning_lines(item.text, edge, top, item.text.is_rtl)
