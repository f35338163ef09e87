"""The rules of respect as the gate asks for them: a finished piece in, its problems out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from heliograph.extensions.packs.islamic.facts.setting import Sources
from heliograph.extensions.packs.islamic.hadith import Hadith
from heliograph.extensions.packs.islamic.quran.fold import is_arabic
from heliograph.extensions.packs.islamic.quran.store import Quran
from heliograph.extensions.packs.islamic.respect.check import Respect
from heliograph.extensions.packs.islamic.respect.piece import Account, Picture, Piece
from heliograph.sdk.judging import Judged, JudgedPicture
from heliograph.sdk.packs import Fact, Plan
from heliograph.sdk.problems import Problem

ABOUT_VERSES = frozenset({"verse_of_the_day", "verse_group", "dua", "reminder"})
_ASKED_ELSEWHERE = frozenset({"respect.approval"})
_FROM_PROVIDER = "quran.from_provider"


def judge(piece: Judged, sources: Sources) -> tuple[Problem, ...]:
    """Every rule the piece breaks. Whether a person said yes is the manifest's to ask."""
    respect = _respect(sources.quran)
    found = list(respect.problems(_piece(piece)))
    if piece.from_model:
        own = Piece(own_words(piece.text, piece.plan), from_provider=True)
        found += [one for one in respect.problems(own) if one.rule == _FROM_PROVIDER]
    kept = (one for one in found if one.rule not in _ASKED_ELSEWHERE)
    return tuple(dict.fromkeys(kept))


def own_words(text: str, plan: Plan) -> str:
    """The text without what the plan quotes: what is left is somebody's own wording."""
    for words in sorted(set(_quoted(plan)), key=len, reverse=True):
        text = text.replace(words, " ")
    return text


def _quoted(plan: Plan) -> Iterable[str]:
    names = ("arabic", "translation", *(n for n in plan.slots if n.startswith(("body_", "card_"))))
    return (plan.slots[name] for name in names if len(plan.slots.get(name, "")) > 2)


def _piece(piece: Judged) -> Piece:
    plan = piece.plan
    spoken = (piece.title, piece.text, *piece.script, piece.alt_text, " ".join(piece.hashtags))
    text = "\n".join(part for part in spoken if part)
    return Piece(
        text=text,
        kind=plan.type,
        verses=_verses(piece, text),
        pictures=tuple(map(_picture, piece.pictures)),
        cards=_cards(piece, text),
        hadith=tuple(_hadith(fact) for fact in plan.facts if fact.kind == "hadith"),
        account=Account(
            credits_sources=not plan.slots.get("credit"),
            no_instruments=bool(plan.slots.get("no_instruments")),
            weak_hadith_allowed=bool(plan.slots.get("weak_hadith")),
        ),
        approved_by=piece.approved_by,
    )


def _verses(piece: Judged, text: str) -> tuple[str, ...]:
    """What must be there whole: always where the piece is about it, elsewhere once it is named."""
    plan = piece.plan
    shown = "\n".join((text, *(words for one in piece.pictures for words in _written_on(one))))
    return tuple(
        str(fact.detail["reference"])
        for fact in plan.facts
        if fact.kind == "verse"
        and (plan.type in ABOUT_VERSES or _is_named(str(fact.detail["reference"]), plan, shown))
    )


def _is_named(reference: str, plan: Plan, shown: str) -> bool:
    return reference in shown or plan.slots.get("reference_said", reference) in shown


def _cards(piece: Judged, text: str) -> tuple[str, ...]:
    """The cards of a verse; they matter where they carry what the text has not."""
    return piece.cards if any(map(is_arabic, piece.cards)) and piece.cards != (text,) else ()


def _picture(one: JudgedPicture) -> Picture:
    return Picture(
        texts=_written_on(one),
        prompt=one.prompt,
        is_generated=one.is_generated,
        verse_ends_at=_lowest_verse(one),
    )


def _written_on(one: JudgedPicture) -> tuple[str, ...]:
    """The words it was given; where nobody kept them, those its report found on it."""
    boxes = one.report.boxes if one.report and not one.words else ()
    said = (*one.words.values(), *(box.text for box in boxes))
    return tuple(words for words in said if words)


def _lowest_verse(one: JudgedPicture) -> float | None:
    """How far down the lowest Arabic line stands, 0 at the top, 1 at the bottom edge."""
    if one.report is None or not one.height:
        return None
    bottoms = [
        box.bottom
        for box in one.report.boxes
        if box.layer == "arabic" or (box.layer == "body" and is_arabic(box.text))
    ]
    return max(bottoms) / one.height if bottoms else None


def _hadith(fact: Fact) -> Hadith:
    names = (
        "arabic", "collection", "book", "number", "narrator", "grade", "grader", "translation",
        "translator", "licence",
    )  # fmt: skip
    given = {name: fact.detail.get(name) for name in names}
    return Hadith.model_validate({name: value for name, value in given.items() if value})


@lru_cache(maxsize=2)
def _respect(quran: Quran) -> Respect:
    """Its indexes over the text take a second to build."""
    return Respect(quran)
