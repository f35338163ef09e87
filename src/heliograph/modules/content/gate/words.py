"""Words that must not be there: the brand's, the pack's, empty phrases, claims, fear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from heliograph.modules.content.gate.language import holds, sentences_of, words_in
from heliograph.modules.content.gate.sources import is_quoted, marks_of, own_words
from heliograph.modules.content.gate.values import Check, Piece, listed, written_on
from heliograph.sdk.judging import Marks
from heliograph.sdk.packs import Pack


@dataclass(frozen=True)
class Claim:
    """A kind of promise that is not made: its patterns, what is wrong with it, how to mend it."""

    name: str
    pattern: re.Pattern[str]
    what: str
    remedy: str


@dataclass(frozen=True)
class Lexicon:
    """The gate's own lists."""

    taboo: tuple[str, ...]
    claims: tuple[Claim, ...]
    fear: frozenset[str]
    threats: re.Pattern[str]
    sad: frozenset[str]
    glad: frozenset[str]


def words_checks(piece: Piece, pack: Pack) -> Sequence[Check]:
    """Every check of this file; picture words and hashtags count as text."""
    drawn = [one for report in piece.further for one in written_on(report).values()]
    shown = (piece.card_text, *piece.picture_words.values(), *piece.cards, *drawn)
    tagged = "\n".join((piece.text, *shown, " ".join(piece.hashtags)))
    unquoted = [one for one in shown if not is_quoted(one, piece.plan)]
    own = own_words("\n".join((piece.text, *unquoted)), piece.plan)
    return (
        _forbidden(tagged, piece.forbidden),
        _taboo(own),
        _claims(own),
        *_fear(own, piece.plan.language, marks_of(pack)),
    )


def _forbidden(text: str, forbidden: Sequence[str]) -> Check:
    found = [word for word in forbidden if word.strip() and holds(text, word.strip())]
    return Check(
        "forbidden_words",
        not found,
        found=listed(found) if found else "none found",
        allowed="none of the words that the brand and its pack forbid",
        remedy="Say it in other words.",
    )


def _taboo(text: str) -> Check:
    found = [phrase for phrase in lexicon().taboo if holds(text, phrase)]
    return Check(
        "taboo_phrases",
        not found,
        found=listed(found) if found else "no worn-out phrase",
        allowed="no phrase that everybody uses",
        remedy="Cut the phrase, or say the specific thing it stands for.",
    )


def _claims(text: str) -> Check:
    found = [(claim, match) for claim in lexicon().claims if (match := claim.pattern.search(text))]
    if not found:
        return Check("claims", True, "no promise that cannot be kept", "no such promise")
    first = found[0][0]
    return Check(
        "claims",
        False,
        found="; ".join(f"“{match.group()}” {claim.what}" for claim, match in found),
        allowed="no promise of health, money, luck or certainty, and no pressure",
        remedy=first.remedy,
    )


def _fear(text: str, language: str, marks: Marks) -> Sequence[Check]:
    if language != "en":
        # The lists are English; a number made from the wrong language would be a lie.
        return ()
    exempt = {word.lower() for word in marks.may_say}
    words = [word.lower().replace("’", "'") for word in words_in(text)]
    afraid = [word for word in words if word in lexicon().fear and word not in exempt]
    threats = [match.group() for match in lexicon().threats.finditer(text)]
    most = marks.most_fear
    fine = len(afraid) <= most and not threats
    return (
        Check(
            "fear",
            fine,
            found=listed([*threats, *afraid]) if threats or afraid else "nothing that frightens",
            allowed="no threat, and at most one frightening word"
            if most == 1
            else f"no threat, and at most {most} frightening words",
            remedy="Say what the reader can do instead of what might happen to them.",
        ),
        _mood(text, words, marks.least_mood),
    )


def _mood(text: str, words: Sequence[str], least: float) -> Check:
    lists = lexicon()
    sad = [word for word in words if word in lists.sad]
    glad = sum(word in lists.glad for word in words)
    mood = (glad - len(sad)) / max(len(words), 1)
    few = len(sentences_of(text)) < 2 or len(sad) < 3
    return Check(
        "sentiment",
        mood >= least or few,
        found=f"mood {mood:+.3f} with {listed(sad)}" if sad else f"mood {mood:+.3f}",
        allowed=f"{least:+.3f} or higher",
        remedy="Turn towards something the reader can do or enjoy; cut some of the heavy words.",
        must=False,
    )


@cache
def lexicon() -> Lexicon:
    """The lists of `phrases.yaml` and `moods.yaml`."""
    here = Path(__file__).with_name("lists")
    phrases = yaml.safe_load((here / "phrases.yaml").read_text(encoding="utf-8"))
    moods = yaml.safe_load((here / "moods.yaml").read_text(encoding="utf-8"))
    claims = tuple(
        Claim(name, _any_of(one["patterns"]), one["what"], one["remedy"])
        for name, one in phrases["claims"].items()
    )
    return Lexicon(
        tuple(phrases["taboo"]),
        claims,
        frozenset(moods["fear"].split()),
        _any_of(moods["threats"]),
        frozenset(moods["sad"].split()),
        frozenset(moods["glad"].split()),
    )


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w)(?:{one})(?!\w)" for one in patterns), re.IGNORECASE)
