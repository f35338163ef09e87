"""Fitting a text into a box: the largest size that fits, then the most even lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from heliograph.sdk.typesetting.breaking import (
    Breaks,
    Words,
    balance,
    count_lines,
)
from heliograph.sdk.typesetting.cleaning import clean, count_words
from heliograph.sdk.typesetting.direction import base_level, is_arabic_letter
from heliograph.sdk.typesetting.shaping import ShapedLine, shape_line

# Vowelled Arabic rises above the ascender; lines set closer would touch. The face of the Qur'an
# carries its marks highest; unvowelled lines of the plain faces may stand closer.
ARABIC_LEADING = 1.78
QURAN_LEADING = 2.2
PLAIN_LEADING = 1.5
_SPARSE = 0.15
_PLAIN_ROLES = frozenset(("sans", "strong", "heavy"))
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
    """A text that has its size and its lines, in pixels; `source` is the text as it was given."""

    source: str
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
class Paragraph:
    """A text measured but not yet broken into lines; lengths in em."""

    words: Words
    base: int
    role: str
    tracking: float
    leading: float
    is_arabic: bool
    max_lines: int
    rise: float
    fall: float
    overhang: float

    def lines_within(self, size: float, height: float) -> int:
        """How many lines of this size the height holds."""
        lines = (height / size - self.rise - self.fall) / self.leading + 1
        return min(self.max_lines, int(lines + 1e-6))

    def measure(self, width: float, size: float) -> float:
        """What a line may fill: letters whose ink reaches past their width need that much less."""
        return width / size - self.overhang

    def fits(self, size: float, width: float, height: float) -> bool:
        """Whether every line of a greedy setting stays inside."""
        measure = self.measure(width, size)
        if max(self.words.widths) > measure:
            return False
        return count_lines(self.words, measure) <= self.lines_within(size, height)


def set_text(text: str, wish: Wish, room: tuple[float, float], language: str) -> SetText:
    """Set a text in a box (width, height). When it does not fit even at the smallest size,
    `fits` is false and it is set at the smallest size all the same."""
    paragraph = paragraph_of(text, wish, language)
    size = _largest_size(paragraph, wish, room)
    if size is None:
        ends = _breaks(paragraph, wish.smallest, room).ends
        return _finished((text, paragraph), _lines(paragraph, ends), wish.smallest, False)
    size, breaks = _kindest(paragraph, wish, size, room)
    return _finished((text, paragraph), _lines(paragraph, breaks.ends), size, True)


def height_of(paragraph: Paragraph, size: float, width: float) -> float | None:
    """How high a paragraph stands at a size; None when it is too wide or has too many lines."""
    if max(paragraph.words.widths, default=0.0) > paragraph.measure(width, size):
        return None
    count = count_lines(paragraph.words, paragraph.measure(width, size))
    if count > paragraph.max_lines:
        return None
    return (paragraph.rise + paragraph.fall + paragraph.leading * (count - 1)) * size


@lru_cache(maxsize=256)
def paragraph_of(source: str, wish: Wish, language: str) -> Paragraph:
    """Clean and measure a text; its size is still open."""
    ready = clean(source, wish.role == "quran")
    text = ready.upper() if wish.capitals else ready
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
    return Paragraph(
        words=Words(texts, tuple(line.width for line in shaped), space),
        base=base,
        role=wish.role,
        tracking=tracking,
        leading=max(wish.leading, _arabic_leading(text, wish.role)) if is_arabic else wish.leading,
        is_arabic=is_arabic,
        max_lines=wish.max_lines,
        rise=max((0.72, *tops)),
        fall=max((_DROP, *drops)),
        overhang=_overhang(shaped),
    )


def _overhang(words: Sequence[ShapedLine]) -> float:
    before = max((-word.ink[0] for word in words), default=0.0)
    after = max((word.ink[2] - word.width for word in words), default=0.0)
    return max(0.0, before) + max(0.0, after)


def _arabic_leading(text: str, role: str) -> float:
    if role == "quran":
        return QURAN_LEADING
    marks = sum("\u064b" <= one <= "\u065f" or one == "\u0670" for one in text)
    # A mark here and there, where a word could be misread, needs no more room than none.
    is_vowelled = marks > _SPARSE * len(text)
    return PLAIN_LEADING if role in _PLAIN_ROLES and not is_vowelled else ARABIC_LEADING


def _largest_size(paragraph: Paragraph, wish: Wish, room: tuple[float, float]) -> float | None:
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
    paragraph: Paragraph, wish: Wish, largest: float, room: tuple[float, float]
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


def _breaks(paragraph: Paragraph, size: float, room: tuple[float, float]) -> Breaks:
    measure = paragraph.measure(room[0], size)
    count = count_lines(paragraph.words, measure)
    may_grow = count < paragraph.lines_within(size, room[1])
    return balance(paragraph.words, measure, count, may_grow)


def _lines(paragraph: Paragraph, ends: tuple[int, ...]) -> tuple[Line, ...]:
    lines = []
    for first, end in zip((0, *ends[:-1]), ends, strict=True):
        text = " ".join(paragraph.words.texts[first:end])
        shaped = shape_line(text, paragraph.role, paragraph.base, paragraph.tracking)
        lines.append(Line(text, shaped, _hang(text, paragraph)))
    return tuple(lines)


def _hang(text: str, paragraph: Paragraph) -> float:
    """Half the weight of what hangs at the end less what hangs at the start."""
    if paragraph.is_arabic or paragraph.tracking or not text:
        return 0.0
    weights = [
        _HANGING.get(mark, 0.0) * shape_line(mark, paragraph.role, 0).width
        for mark in (text[0], text[-1])
    ]
    return (weights[1] - weights[0]) / 2


def _finished(
    whole: tuple[str, Paragraph], lines: tuple[Line, ...], size: float, fits: bool
) -> SetText:
    source, paragraph = whole
    first, last = lines[0].shaped, lines[-1].shaped
    rise = first.runs[0].face.cap_height if first.runs else 0.7
    fall = 0.0
    if paragraph.is_arabic:
        rise, fall = max(rise, -first.ink[1]), max(0.0, last.ink[3])
    return SetText(
        source=source,
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
