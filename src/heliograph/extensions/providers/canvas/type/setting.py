"""Fitting a text into a box: the largest size that fits, then the most even lines."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.extensions.providers.canvas.type.breaking import (
    Breaks,
    Words,
    balance,
    count_lines,
)
from heliograph.extensions.providers.canvas.type.cleaning import clean, count_words
from heliograph.extensions.providers.canvas.type.direction import base_level, is_arabic_letter
from heliograph.extensions.providers.canvas.type.shaping import ShapedLine, shape_line

# Vowelled Arabic rises above the ascender; lines set closer would touch.
ARABIC_LEADING = 1.78
_STEP = 0.5
# To keep a rule of setting the size may give a little, a step at a time.
_GIVE, _GIVE_AT_MOST = 0.98, 0.82
# What descenders need below the last baseline, in em.
_DROP = 0.3
# Light marks that may hang outside a centred block, and how much of each.
_HANGING = {
    ".": 1.0,
    ",": 1.0,
    "-": 0.5,
    "\u2018": 0.8,
    "\u2019": 0.8,
    "\u201c": 0.8,
    "\u201d": 0.8,
    "\u2026": 0.4,
}


@dataclass(frozen=True)
class Wish:
    """How a text asks to be set, in pixels."""

    role: str
    smallest: float
    largest: float
    leading: float
    tracking: float
    capitals: bool
    max_lines: int


@dataclass(frozen=True)
class Line:
    """A set line: what it says, its glyphs, and how far it slides right so that light
    punctuation hangs outside the block (in em)."""

    text: str
    shaped: ShapedLine
    hang: float


@dataclass(frozen=True)
class SetText:
    """A text that has its size and its lines, in pixels."""

    lines: tuple[Line, ...]
    size: float
    line_height: float
    rise: float
    fall: float
    is_rtl: bool
    fits: bool
    words: int
    missing: tuple[str, ...]

    @property
    def height(self) -> float:
        """From the top of the first line's capitals to the last baseline."""
        return self.rise + self.line_height * (len(self.lines) - 1) + self.fall


@dataclass(frozen=True)
class _Paragraph:
    words: Words
    base: int
    role: str
    tracking: float
    leading: float
    is_arabic: bool
    max_lines: int
    rise: float
    fall: float

    def lines_within(self, size: float, height: float) -> int:
        """How many lines of this size the height holds."""
        lines = (height / size - self.rise - self.fall) / self.leading + 1
        return min(self.max_lines, int(lines + 1e-6))

    def fits(self, size: float, width: float, height: float) -> bool:
        """Whether every line of a greedy setting stays inside."""
        measure = width / size
        if max(self.words.widths) > measure:
            return False
        return count_lines(self.words, measure) <= self.lines_within(size, height)


def set_text(text: str, wish: Wish, room: tuple[float, float], language: str) -> SetText:
    """Set a text in a box (width, height). When it does not fit even at the smallest size,
    `fits` is false and it is set at the smallest size all the same."""
    ready = clean(text)
    paragraph = _paragraph(ready.upper() if wish.capitals else ready, wish, language)
    size = _largest_size(paragraph, wish, room)
    if size is None:
        ends = _breaks(paragraph, wish.smallest, room).ends
        return _finished(paragraph, _lines(paragraph, ends), wish.smallest, False)
    size, breaks = _kindest(paragraph, wish, size, room)
    return _finished(paragraph, _lines(paragraph, breaks.ends), size, True)


def _paragraph(text: str, wish: Wish, language: str) -> _Paragraph:
    base = base_level(text, language)
    is_arabic = any(is_arabic_letter(character) for character in text)
    # Spacing letters breaks joined scripts and reads badly in small letters.
    tracking = wish.tracking if text.isupper() and not is_arabic else 0.0
    texts = tuple(text.split(" "))
    shaped = [shape_line(word, wish.role, base, tracking) for word in texts]
    # Latin keeps to its capitals; vowelled Arabic rises and falls as its marks do.
    tops = [-line.ink[1] for line in shaped] if is_arabic else []
    drops = [line.ink[3] for line in shaped] if is_arabic else []
    space = shape_line(" ", wish.role, base, 0.0).width + 2 * tracking
    return _Paragraph(
        words=Words(texts, tuple(line.width for line in shaped), space),
        base=base,
        role=wish.role,
        tracking=tracking,
        leading=max(wish.leading, ARABIC_LEADING) if is_arabic else wish.leading,
        is_arabic=is_arabic,
        max_lines=wish.max_lines,
        rise=max((0.72, *tops)),
        fall=max((_DROP, *drops)),
    )


def _largest_size(paragraph: _Paragraph, wish: Wish, room: tuple[float, float]) -> float | None:
    if not paragraph.fits(wish.smallest, *room):
        return None
    low, high = 0, int((wish.largest - wish.smallest) / _STEP)
    while low < high:
        middle = (low + high + 1) // 2
        if paragraph.fits(wish.smallest + middle * _STEP, *room):
            low = middle
        else:
            high = middle - 1
    return wish.smallest + low * _STEP


def _kindest(
    paragraph: _Paragraph, wish: Wish, largest: float, room: tuple[float, float]
) -> tuple[float, Breaks]:
    """A slightly smaller size when that spares a broken rule of setting, else the largest."""
    first = _breaks(paragraph, largest, room)
    size, breaks = largest, first
    while not breaks.is_clean:
        size *= _GIVE
        if size < max(wish.smallest, largest * _GIVE_AT_MOST):
            return largest, first
        breaks = _breaks(paragraph, size, room)
    return size, breaks


def _breaks(paragraph: _Paragraph, size: float, room: tuple[float, float]) -> Breaks:
    measure = room[0] / size
    count = count_lines(paragraph.words, measure)
    may_grow = count < paragraph.lines_within(size, room[1])
    return balance(paragraph.words, measure, count, may_grow)


def _lines(paragraph: _Paragraph, ends: tuple[int, ...]) -> tuple[Line, ...]:
    lines = []
    for first, end in zip((0, *ends[:-1]), ends, strict=True):
        text = " ".join(paragraph.words.texts[first:end])
        shaped = shape_line(text, paragraph.role, paragraph.base, paragraph.tracking)
        lines.append(Line(text, shaped, _hang(text, paragraph)))
    return tuple(lines)


def _hang(text: str, paragraph: _Paragraph) -> float:
    """Half the weight of what hangs at the end less what hangs at the start."""
    if paragraph.is_arabic or paragraph.tracking or not text:
        return 0.0
    weights = [
        _HANGING.get(mark, 0.0) * shape_line(mark, paragraph.role, 0).width
        for mark in (text[0], text[-1])
    ]
    return (weights[1] - weights[0]) / 2


def _finished(paragraph: _Paragraph, lines: tuple[Line, ...], size: float, fits: bool) -> SetText:
    first, last = lines[0].shaped, lines[-1].shaped
    rise = first.runs[0].face.cap_height if first.runs else 0.7
    fall = 0.0
    if paragraph.is_arabic:
        rise, fall = max(rise, -first.ink[1]), max(0.0, last.ink[3])
    return SetText(
        lines=lines,
        size=size,
        line_height=paragraph.leading * size,
        rise=rise * size,
        fall=fall * size,
        is_rtl=paragraph.base == 1,
        fits=fits,
        words=count_words(" ".join(line.text for line in lines)),
        missing=tuple(dict.fromkeys(char for line in lines for char in line.shaped.missing)),
    )
