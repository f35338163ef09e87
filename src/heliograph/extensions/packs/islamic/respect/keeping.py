"""Rules 8 and 9 and the hadith's own: who has looked, where it stands, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from heliograph.extensions.packs.islamic.respect.piece import Piece
from heliograph.sdk.problems import Problem

_APART = "zodiac"


def keeping_problems(piece: Piece) -> Iterator[Problem]:
    """What stands in the way of posting a piece that is right in itself."""
    if not (piece.approved_by or "").strip():
        yield Problem(
            "approval",
            "respect.approval",
            "nobody has approved it",
            "the approval of a person who saw Arabic, reference, translation and source",
            "Send it to a reviewer.",
        )
    if _APART in piece.account.packs and not piece.account.mixing_confirmed:
        yield Problem(
            "account",
            "respect.mixing",
            "an account whose queue also has the zodiac pack",
            "accounts of their own",
            "Use another account, or let the owner confirm that both may share this one.",
        )
    yield from _hadith_problems(piece)


def _hadith_problems(piece: Piece) -> Iterator[Problem]:
    for record in piece.hadith:
        if record.lacks:
            yield Problem(
                "hadith",
                "hadith.incomplete",
                f"a hadith without {', '.join(record.lacks)}",
                "collection, number and grade",
                "Complete the record and import it again.",
            )
        elif not record.is_schedulable(weak_allowed=piece.account.weak_hadith_allowed):
            yield Problem(
                "hadith",
                "hadith.grade",
                f"a hadith graded {record.grade}",
                "sahih or hasan",
                "Choose another one; the owner may allow weak ones, never fabricated ones.",
            )
        elif not _is_cited(piece.text, record.collection, record.number):
            yield Problem(
                "hadith",
                "hadith.citation",
                "a hadith whose collection and number are not named",
                f"a text that names {record.citation()}",
                "Add the citation.",
            )


def _is_cited(text: str, collection: str, number: str) -> bool:
    return collection.strip().lower() in text.lower() and number.strip() in text
