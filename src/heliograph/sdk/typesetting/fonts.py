"""The typefaces: where they lie, which script uses which, and what they can draw."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types
import uharfbuzz as hb  # type: ignore[import-untyped,unused-ignore]  # ships no types

from heliograph.sdk.typesetting.errors import FontsMissing

FOLDER = Path(__file__).parent / "fonts"
LICENCE = "SIL Open Font License 1.1"
FILES = {
    "cinzel": "Cinzel_500Medium.ttf",
    "garamond": "EBGaramond_500Medium.ttf",
    "garamond-italic": "EBGaramond_500Medium_Italic.ttf",
    "inter": "Inter_500Medium.ttf",
    "inter-bold": "Inter_700Bold.ttf",
    "anton": "Anton_400Regular.ttf",
    "amiri": "Amiri_400Regular.ttf",
    "amiri-bold": "Amiri_700Bold.ttf",
    "amiri-quran": "AmiriQuran_400Regular.ttf",
    "kufi": "ReemKufi_600SemiBold.ttf",
    "cairo": "Cairo_600SemiBold.ttf",
    "cairo-heavy": "Cairo_800ExtraBold.ttf",
    "symbols": "NotoSansSymbols_400Regular.ttf",
    "emoji": "NotoEmoji_500Medium.ttf",
}
NAMES = {
    "cinzel": "Cinzel Medium",
    "garamond": "EB Garamond Medium",
    "garamond-italic": "EB Garamond Medium Italic",
    "inter": "Inter Medium",
    "inter-bold": "Inter Bold",
    "anton": "Anton Regular",
    "amiri": "Amiri Regular",
    "amiri-bold": "Amiri Bold",
    "amiri-quran": "Amiri Quran Regular",
    "kufi": "Reem Kufi SemiBold",
    "cairo": "Cairo SemiBold",
    "cairo-heavy": "Cairo ExtraBold",
    "symbols": "Noto Sans Symbols Regular",
    "emoji": "Noto Emoji Medium",
}
# Emoji are drawn as pictograms in the ink of the text, so that they belong to the line.
_LAST = ("symbols", "amiri", "emoji")
LATIN = {
    "display": ("cinzel", "garamond", *_LAST),
    "text": ("garamond", *_LAST),
    "italic": ("garamond-italic", "garamond", *_LAST),
    "sans": ("inter", *_LAST),
    "strong": ("inter-bold", "inter", *_LAST),
    "heavy": ("anton", "inter-bold", *_LAST),
    "quran": ("garamond", *_LAST),
}
# Arabic has no italic and is never slanted; the true bold stands in for the display face.
ARABIC = {
    "display": ("amiri-bold", "symbols", "emoji"),
    "text": ("amiri", "symbols", "emoji"),
    "italic": ("amiri", "symbols", "emoji"),
    "sans": ("cairo", "amiri", "symbols", "emoji"),
    "strong": ("cairo-heavy", "amiri-bold", "symbols", "emoji"),
    "heavy": ("kufi", "cairo-heavy", "amiri-bold", "symbols", "emoji"),
    "quran": ("amiri-quran", "symbols"),
}


@dataclass(frozen=True, eq=False)
class Face:
    """One typeface, opened both for shaping and for drawing."""

    key: str
    units: int
    typeface: skia.Typeface
    shaper: hb.Font
    covered: frozenset[int]
    cap_height: float
    ascent: float
    descent: float

    def draws(self, character: str) -> bool:
        """Whether the face has a glyph for it."""
        return ord(character) in self.covered


def face(key: str, folder: Path = FOLDER) -> Face:
    """Open a face once; raises `FontsMissing` when its file is not there."""
    return _open(key, folder / FILES[key])


@cache
def _open(key: str, file: Path) -> Face:
    if not file.is_file():
        raise FontsMissing(
            f"The typeface {file.name} is not installed; run `make fonts` and try again."
        )
    blob = hb.Blob(file.read_bytes())
    opened = hb.Face(blob)
    shaper = hb.Font(opened)
    extents = shaper.get_font_extents("ltr")
    typeface = skia.Typeface.MakeFromFile(str(file))
    metrics = skia.Font(typeface, 1000).getMetrics()
    return Face(
        key=key,
        units=opened.upem,
        typeface=typeface,
        shaper=shaper,
        covered=frozenset(opened.unicodes),
        cap_height=float(metrics.fCapHeight) / 1000,
        ascent=extents.ascender / opened.upem,
        descent=-extents.descender / opened.upem,
    )


def faces_for(role: str, is_arabic: bool) -> tuple[Face, ...]:
    """The faces to try, in order, for a role in a script."""
    return tuple(face(key) for key in (ARABIC if is_arabic else LATIN)[role])
