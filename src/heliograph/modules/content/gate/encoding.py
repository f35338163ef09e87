"""Signs that are not what they look like: hidden ones, borrowed ones, broken ones, open slots."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from heliograph.modules.content.gate.language import emoji_in, words_in
from heliograph.modules.content.gate.values import Check, Piece, listed
from heliograph.sdk.packs import Pack

_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\u3164\ufeff\uffa0\U000e0000-\U000e007f]"
)
_JOINERS = {"\u200c", "\u200d", "\u200e", "\u200f", "\u061c"}
"""They belong into Arabic and its neighbours, and between the parts of an emoji."""
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_INDIC = re.compile(r"[\u0900-\u0dff]")
_BROKEN = re.compile(
    "\ufffd|[\ue000-\uf8ff]|[\ud800-\udfff]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
    "|â€[\u0080-\u00bf™œ\u009d]|Ã[\u0080-\u00bf©¨ ª]|Â[\u00a0-\u00bf]|ï¿½"
    "|&(?:amp|lt|gt|quot|nbsp|#\\d+);|\\\\[nt](?![a-z])|\\\\u[0-9a-fA-F]{4}"
)
_OPEN_SLOT = re.compile(
    r"\{\{?[^{}\n]{0,60}\}?\}|\[(?:insert|your|name|brand|date|sign|link)[^\]\n]{0,40}\]"
    r"|<(?:insert|name|date)[^>\n]{0,40}>|\blorem ipsum\b|\b(?:TO[D]O|TBD|XX[X])\b",
    re.IGNORECASE,
)


def encoding_checks(piece: Piece, pack: Pack) -> Sequence[Check]:
    """Every check of this file, on the text, the hashtags and the alt text."""
    text = "\n".join((piece.text, " ".join(piece.hashtags), piece.alt_text or ""))
    return (_hidden(text), _borrowed(text), _broken(text), _slots(text))


def _hidden(text: str) -> Check:
    found = [_named(text[match.start()]) for match in _hidden_signs(text)]
    return Check(
        "hidden_signs",
        not found,
        found=listed(found) if found else "every sign can be seen",
        allowed="no invisible signs and no signs that turn the direction of writing",
        remedy="Type the passage anew instead of pasting it.",
    )


def _hidden_signs(text: str) -> Iterator[re.Match[str]]:
    bare = text
    for emoji in dict.fromkeys(emoji_in(text)):
        bare = bare.replace(emoji, "□" * len(emoji))
    for match in _HIDDEN.finditer(bare):
        around = bare[max(match.start() - 12, 0) : match.end() + 12]
        scripts = _RIGHT_TO_LEFT.search(around) or _INDIC.search(around)
        if match.group() in _JOINERS and scripts:
            continue
        yield match


def _borrowed(text: str) -> Check:
    words = words_in(text)
    scripts = {word: _scripts(word) for word in dict.fromkeys(words)}
    mixed = [word for word, found in scripts.items() if len(found & {"L", "C", "G"}) > 1]
    latin = sum("L" in found for found in scripts.values())
    strange = [
        word
        for word, found in scripts.items()
        if found in ({"C"}, {"G"}) and latin > len(scripts) * 0.6 and _looks_latin(word)
    ]
    styled = [word for word in words if any(_is_styled(sign) for sign in word)]
    found = [*mixed, *strange, *styled]
    return Check(
        "lookalike_letters",
        not found,
        found=f"letters of another alphabet in {listed(found)}" if found else "one alphabet a word",
        allowed="words in one alphabet, in plain letters",
        remedy="Type these words anew: their letters only look right, and screen readers fail.",
    )


def _scripts(word: str) -> set[str]:
    if word.isascii():
        return {"L"}
    return {
        letter
        for sign in word
        if sign.isalpha()
        for letter in unicodedata.name(sign, "?").split(" ")[0][:1]
        if unicodedata.name(sign, "?").startswith(("LATIN", "CYRILLIC", "GREEK"))
    }


_TWINS = set("аеорсухѕіјһкмнтвАВЕКМНОРСТУХІЈЅοαρντυικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")


def _looks_latin(word: str) -> bool:
    return len(word) > 1 and all(sign in _TWINS for sign in word if sign.isalpha())


def _is_styled(sign: str) -> bool:
    """Letters of mathematics and full width: screen readers spell or skip them."""
    return "\U0001d400" <= sign <= "\U0001d7ff" or "\uff21" <= sign <= "\uff5a"


def _broken(text: str) -> Check:
    found = [_named(match.group()) for match in _BROKEN.finditer(text)]
    return Check(
        "broken_signs",
        not found,
        found=listed(found) if found else "no broken signs",
        allowed="text that was decoded rightly",
        remedy="Save the source as UTF-8 and paste it anew.",
    )


def _slots(text: str) -> Check:
    found = [match.group() for match in _OPEN_SLOT.finditer(text)]
    return Check(
        "open_slots",
        not found,
        found=listed(found) if found else "nothing left to fill in",
        allowed="no placeholder",
        remedy="Fill it in, or take it out.",
    )


def _named(sign: str) -> str:
    if len(sign) > 1:
        return sign
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()
