"""The drawn signs: pen paths from `symbols.yaml`, given their thick and thin by a broad nib."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types
import yaml

ART = Path(__file__).parent
ORDER = (
    "aries", "taurus", "gemini", "cancer", "leo", "virgo",
    "libra", "scorpio", "sagittarius", "capricorn", "aquarius", "pisces",
)  # fmt: skip
SQUARE = 100.0
# The nib's edge rises to the right, as in a right hand; its thin side is this share of the width.
_NIB_ANGLE = -38.0
_NIB_THIN = 0.40
_EVEN, _WIDEST = 87.0, 104.0
_ARGUMENTS = {"M": 2, "L": 2, "Q": 4, "C": 6, "O": 3, "Z": 0}
_FIRST_SIGN = 0x2648


def name_of(symbol: str) -> str:
    """The sign's name for a name or its character (U+2648 to U+2653); raises `ValueError`."""
    text = symbol.strip().removesuffix("\ufe0e").removesuffix("\ufe0f")
    if len(text) == 1 and 0 <= ord(text) - _FIRST_SIGN < len(ORDER):
        return ORDER[ord(text) - _FIRST_SIGN]
    if text.lower() not in ORDER:
        raise ValueError(f"There is no symbol {symbol!r}; there are: {', '.join(ORDER)}.")
    return text.lower()


@cache
def _strokes() -> dict[str, list[str]]:
    text = (ART / "symbols.yaml").read_text(encoding="utf-8")
    drawn: dict[str, list[str]] = yaml.safe_load(text)
    return drawn


def read_path(commands: str) -> skia.Path:
    """A path from its letters and numbers."""
    path = skia.Path()
    words = commands.split()
    index = 0
    while index < len(words):
        letter = words[index]
        count = _ARGUMENTS[letter]
        numbers = [float(word) for word in words[index + 1 : index + 1 + count]]
        _add(path, letter, numbers)
        index += 1 + count
    return path


def _add(path: skia.Path, letter: str, numbers: list[float]) -> None:
    actions = {
        "M": path.moveTo,
        "L": path.lineTo,
        "Q": path.quadTo,
        "C": path.cubicTo,
        "O": path.addCircle,
        "Z": path.close,
    }
    actions[letter](*numbers)


@lru_cache(maxsize=64)
def symbol_path(name: str, pen: float) -> skia.Path:
    """The outline of a sign on its square of 100, centred on its ink."""
    nib = skia.Matrix()
    nib.setRotate(_NIB_ANGLE)
    nib.preScale(1.0, _NIB_THIN)
    nib.preRotate(-_NIB_ANGLE)
    back = skia.Matrix()
    nib.invert(back)
    stroke = skia.Paint(
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=pen,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )
    whole = skia.Path()
    for commands in _strokes()[name]:
        line = read_path(commands)
        line.transform(back)
        outline = skia.Path()
        # Without more precision the outline is made of visible straight pieces once enlarged.
        stroke.getFillPath(line, outline, None, 8)
        outline.transform(nib)
        whole.addPath(outline)
    bounds = whole.computeTightBounds()
    # Signs look equally large when their boxes cover equal areas, within the square.
    even = (bounds.width() * bounds.height()) ** -0.5 * _EVEN
    even = min(even, _WIDEST / max(bounds.width(), bounds.height()))
    fit = skia.Matrix()
    fit.setTranslate(-bounds.centerX(), -bounds.centerY())
    fit.postScale(even, even)
    whole.transform(fit)
    return whole


def placed_symbol(name: str, pen: float, centre: tuple[float, float], size: float) -> skia.Path:
    """The outline of a sign on the canvas."""
    return placed(symbol_path(name, pen), centre, size / SQUARE)


def placed(path: skia.Path, centre: tuple[float, float], scale: float) -> skia.Path:
    """A copy of a path drawn about 0, on the canvas."""
    matrix = skia.Matrix()
    matrix.setScale(scale, scale)
    matrix.postTranslate(*centre)
    moved = skia.Path(path)
    moved.transform(matrix)
    return moved
