"""What stands beside a verse, and how a verse is spread over the cards of one post."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.extensions.packs.islamic.quran.editions import ARABIC, PICKTHALL
from heliograph.extensions.packs.islamic.quran.store import Verse
from heliograph.extensions.packs.islamic.quran.words import permits_stop
from heliograph.extensions.packs.islamic.respect.piece import Piece
from heliograph.sdk.problems import Problem

SITE = "tanzil.net"
_VERSE_END = re.compile(" \u06dd[\u0660-\u0669]+")
"""The sign of a verse's end with its number, which stands between the verses of a card."""


def credit_problems(piece: Piece, verses: list[Verse], everything: str) -> Iterator[Problem]:
    """The reference, the surah's name, the translator and the source must be named."""
    missing = []
    for verse in verses:
        numbers = (str(verse.reference), _arabic_digits(str(verse.reference)))
        if not any(number in everything for number in numbers) and not _is_in_range(
            verse, everything
        ):
            missing.append(f"the reference {verse.reference}")
        names = (verse.surah.name_translit, verse.surah.name_en, verse.surah.name_ar)
        if not any(name in everything for name in names):
            missing.append(f"the name of surah {verse.surah.number}")
        if verse.translation in everything and "Pickthall" not in everything:
            missing.append(f"the translator ({PICKTHALL.credit})")
    if SITE not in everything and not piece.account.credits_sources:
        missing.append(f"the source ({ARABIC.credit})")
    if missing:
        yield Problem(
            "text",
            "quran.credit",
            f"not named: {', '.join(dict.fromkeys(missing))}",
            "surah, number:verse, translator and source with every verse",
            "Add them to the text, or name the source in the account's permanent credits.",
        )


def card_problems(piece: Piece, verses: list[Verse]) -> Iterator[Problem]:
    """Cards end where a reader may stop, and are never posted apart."""
    if not piece.cards:
        return
    if piece.posted_apart:
        yield Problem(
            "cards",
            "quran.cards_apart",
            "the cards of one verse as posts of their own",
            "all cards of a verse in one post",
            "Put the cards into one post.",
        )
    whole = " ".join(verse.body for verse in verses)
    ends = {" ".join(v.body for v in verses[: n + 1]) for n in range(len(verses))}
    joined = ""
    for shown in piece.cards:
        card = _VERSE_END.sub("", shown)
        joined = f"{joined} {card}".strip()
        is_stop = whole.startswith(joined) and permits_stop(card.split(" ")[-1])
        if not is_stop and joined not in ends:
            yield Problem(
                "cards",
                "quran.card_break",
                f"a card that ends with {start_of(card[-30:])}",
                "cards that end where the text permits a stop (U+06D8, U+06D7 or U+06DA)",
                "Let the cards be made from the reference.",
            )
            return
    if joined != whole:
        yield Problem(
            "cards",
            "quran.cut",
            f"cards that end with {start_of(joined[-30:])}, before the end of the verse",
            "all cards of a verse in one post",
            "Let the cards be made from the reference.",
        )


def _is_in_range(verse: Verse, text: str) -> bool:
    # \d has the digits of both languages, and int reads them.
    found = re.findall(r"(?<!\d)(\d+):(\d+)[-–](\d+)", text)
    return any(
        int(surah) == verse.surah.number and int(first) <= verse.reference.ayah <= int(last)
        for surah, first, last in found
    )


def _arabic_digits(text: str) -> str:
    return "".join(chr(0x0660 + int(sign)) if sign.isdigit() else sign for sign in text)


def start_of(text: str) -> str:
    """The first words of a text, for a message."""
    words = " ".join(text.split())
    return f"“{words[:40]}…”" if len(words) > 40 else f"“{words}”"
