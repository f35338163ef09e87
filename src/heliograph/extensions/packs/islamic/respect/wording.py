"""Rules 6, 7 and 9: honorifics, and what this pack never says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.extensions.packs.islamic.errors import IslamicPackError
from heliograph.extensions.packs.islamic.respect.lists import Honorific, lists, pattern
from heliograph.extensions.packs.islamic.respect.piece import Piece
from heliograph.extensions.packs.islamic.respect.quoting import Sources
from heliograph.sdk.problems import Problem

_REACH = 45
"""Characters after a name within which its addition must stand."""
_SOURCE = re.compile(r"(?i)\b(?:qur[’']?an|surah?|sahih|hasan|bukhari|muslim)\b[^\n]{0,60}\d")

# The signs are letters to a pattern, so a name they are written on to would not be found.
_SIGN = re.compile("([ﷺﷻ])")


def wording_problems(piece: Piece, sources: Sources) -> Iterator[Problem]:
    """What a text says that it must not, or leaves out that it must say. What is quoted whole
    from the installed translation or from a hadith is not the author's own wording."""
    own = _SIGN.sub(r" \1", _own_words(piece, sources).replace("’", "'"))
    has_source = bool(piece.hadith or piece.verses or _SOURCE.search(own))
    for one in lists().wording:
        found = pattern(one.phrases).search(own)
        if found and not (one.unless_sourced and has_source):
            yield Problem(
                "text", one.rule, f"“{found.group()}”: {one.say}", "none of this", one.remedy
            )
    for name, honorific in lists().honorifics.items():
        mention = _bare_mention(own, honorific)
        if mention:
            yield Problem(
                "text",
                f"respect.honorific_{name}",
                f"“{mention}” without its honorific",
                "an honorific at the first mention",
                honorific.remedy,
            )


def _own_words(piece: Piece, sources: Sources) -> str:
    text = " ".join(piece.text.split())
    quoted = [one.translation for one in piece.hadith if one.translation]
    for reference in piece.verses:
        try:
            quoted += [verse.translation for verse in sources.quran.verses(reference)]
        except IslamicPackError:
            # What is wrong with the reference is told by the rules for verses.
            continue
    for words in quoted:
        text = text.replace(" ".join(words.split()), " ")
    return text


def _bare_mention(text: str, honorific: Honorific) -> str | None:
    """The first mention of a name, when its addition does not follow it."""
    spared = [match.span() for match in pattern(honorific.besides).finditer(text)]
    for found in pattern(honorific.names).finditer(text):
        if any(start <= found.start() < end for start, end in spared):
            continue
        after = text[found.end() : found.end() + _REACH]
        return None if _has_form(after, honorific.forms) else found.group()
    return None


def _has_form(after: str, forms: tuple[str, ...]) -> bool:
    return (
        re.search("|".join(rf"(?<!\w){form}" for form in forms), after, re.IGNORECASE) is not None
    )
