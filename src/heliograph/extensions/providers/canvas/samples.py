"""Briefs made of a design's own samples, and of the longest and shortest texts it promises."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import Literal

from pydantic import JsonValue

from heliograph.extensions.providers.canvas.design import Design, Word
from heliograph.sdk.artwork.symbols import ORDER
from heliograph.sdk.pictures import PictureBrief
from heliograph.sdk.sizes import PictureSize

Length = Literal["sample", "longest", "shortest"]
PALETTE = {
    "background": "#12293d",
    "support": "#5fa3c4",
    "accent": "#ffd08a",
    "ink": "#eef6fb",
    "paper": "#1b374f",
}
_ENGLISH = [
    "Walk",
    "the",
    "long",
    "way",
    "home",
    "and",
    "let",
    "one",
    "question",
    "stay",
    "open",
    "until",
    "Friday",
    "because",
    "the",
    "answer",
    "you",
    "want",
    "arrives",
    "slowly",
    "and",
    "quietly",
    "while",
    "nobody",
    "watches",
    "the",
    "clock",
    "or",
    "counts",
    "the",
    "days",
]
_ARABIC = [
    "خذ",
    "الطريق",
    "الطويل",
    "إلى",
    "البيت",
    "ودع",
    "سؤالًا",
    "واحدًا",
    "مفتوحًا",
    "حتى",
    "الجمعة",
    "فالجواب",
    "يأتي",
    "على",
    "مهل",
    "والصبر",
    "جميل",
    "لمن",
    "عرف",
    "قدر",
    "الوقت",
]
# Fully vowelled, with pause marks, as the Qur'an's text is, and none of it: its words are quoted
# whole and from the file, never to fill a box. They say that they are words for a trial only.
_VOWELLED = [
    "هٰذِهِ",
    "كَلِمَاتٌ",
    "لِلتَّجْرِبَةِ",
    "وَحْدَهَا",
    "ۖ",
    "تَحْمِلُ",
    "كُلَّ",
    "ٱلْحَرَكَاتِ",
    "وَٱلْعَلَامَاتِ",
    "ۚ",
    "لِيُرَى",
    "أَيَتَّسِعُ",
    "ٱلْمَكَانُ",
]
# Arabic says the same in fewer letters.
_ARABIC_SHARE = 0.8


def sample_brief(
    design: Design,
    pack_folder: Path,
    size: PictureSize,
    language: str = "en",
    length: Length = "sample",
) -> PictureBrief:
    """A brief for a design in one size; longest and shortest follow what its words promise."""
    is_arabic = language == "ar"
    return PictureBrief(
        design=design.id,
        pack_folder=pack_folder,
        width=size.width,
        height=size.height,
        size=size.name,
        palette=design.palette or PALETTE,
        words={
            name: _text(name, word, length, is_arabic=is_arabic)
            for name, word in design.words.items()
        },
        values={
            name: value.arabic if is_arabic and value.arabic is not None else value.sample
            for name, value in design.values.items()
        },
        seed=7,
        symbol=_sign_of(design),
        language=language,
    )


def _text(name: str, word: Word, length: Length, *, is_arabic: bool) -> str:
    sample = word.sample if word.arabic is None or not is_arabic else word.arabic
    if length == "sample":
        return sample
    if length == "shortest":
        return (sample.split() or ["A"])[0] if word.needed else ""
    if name == "footer":
        return f"@{'account' * 4}"[: word.longest]
    if name == "arabic":
        return filled(_VOWELLED, word.longest)
    if is_arabic:
        return filled(_ARABIC, int(word.longest * _ARABIC_SHARE))
    return filled(_ENGLISH, word.longest)


def filled(words: list[str], longest: int) -> str:
    """Words in turn, up to so many characters."""
    found = ""
    for word in cycle(words):
        grown = f"{found} {word}".strip()
        if len(grown) > longest:
            return found or word[:longest]
        found = grown
    return found


def example_of(design: Design) -> dict[str, JsonValue]:
    """A whole document a picture of this design can be made from."""
    words: dict[str, JsonValue] = {
        name: word.sample for name, word in design.words.items() if word.sample
    }
    values: dict[str, JsonValue] = {
        name: one.sample for name, one in design.values.items() if one.sample is not None
    }
    example: dict[str, JsonValue] = {"words": words, "values": values, "language": "en"}
    symbol = _sign_of(design)
    if symbol is not None:
        example["symbol"] = symbol
    return example


def _sign_of(design: Design) -> str | None:
    """The sign a design's samples speak of."""
    said = " ".join(word.sample for word in design.words.values()).lower().split()
    own = "gemini" if design.needs_symbol else None
    return next((word for word in said if word in ORDER), own)
