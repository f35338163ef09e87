"""A voice, held: the brand's don'ts, its rhythm, its way of opening and of asking."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from heliograph.modules.content.gate.language import emoji_in, holds, sentences_of, words_in
from heliograph.modules.content.gate.values import Check, Piece, listed
from heliograph.sdk.packs import Pack

SPREAD = 5
"""Words between the shortest and the longest sentence, at least, where there are four or more."""
QUESTIONS_APART = 5
"""Openings before this one among which no other may be a question: one in six."""
ASKED_IN_A_ROW = 2
"""Pieces that asked the reader for something, after which one asks for nothing."""
FURTHEST = 0.35
"""How far from the brand's own way of writing a text may be: 0 is the same, 1 is another hand."""
_PHRASE = 4
"""A don't of so few words is a phrase; a longer one is advice for people."""


@dataclass(frozen=True)
class Manner:
    """How a text is written, in figures that do not depend on what it is about."""

    words_a_sentence: float
    exclamations: float
    questions: float
    emoji: float
    second_person: float
    contractions: float

    def distance(self, other: Manner) -> float:
        """0 for the same manner, up to 1."""
        longer = max(self.words_a_sentence, other.words_a_sentence, 1.0)
        shares = (
            abs(self.words_a_sentence - other.words_a_sentence) / longer,
            *(
                min(abs(getattr(self, name) - getattr(other, name)) / most, 1.0)
                for name, most in _MOST.items()
            ),
        )
        return fmean(shares)


_MOST = {
    "exclamations": 0.5,
    "questions": 0.5,
    "emoji": 0.5,
    "second_person": 0.1,
    "contractions": 0.1,
}
_SECOND = {"you", "your", "yours", "yourself", "you're", "you'll", "you've"}


def voice_checks(piece: Piece, pack: Pack) -> Sequence[Check]:
    """Every check of this file."""
    return (
        _donts(piece),
        _emoji(piece.text),
        _opener(piece),
        *_rhythm(piece.text),
        *_manner(piece),
        *_call(piece),
    )


def manner_of(text: str) -> Manner:
    """How a text is written."""
    sentences = sentences_of(text)
    words = [word.lower().replace("’", "'") for word in words_in(text)]
    count, said = max(len(sentences), 1), max(len(words), 1)
    return Manner(
        len(words) / count,
        text.count("!") / count,
        (text.count("?") + text.count("؟")) / count,
        len(emoji_in(text)) / count,
        sum(word in _SECOND for word in words) / said,
        sum("'" in word for word in words) / said,
    )


def _donts(piece: Piece) -> Check:
    broken = [one for one in piece.voice.dont if _breaks(piece.text, one)]
    unread = sum(not _is_readable(one) for one in piece.voice.dont)
    found = listed(broken) if broken else "nothing the brand avoids"
    if unread:
        found += f"; {unread} of its don'ts can be judged by people only"
    return Check(
        "voice_donts",
        not broken,
        found=found,
        allowed="none of what the brand said it does not do",
        remedy="Rewrite what breaks the brand's own rule.",
    )


_KNOWN: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (re.compile(r"exclamation", re.IGNORECASE), lambda text: "!" in text),
    (re.compile(r"\bemojis?\b", re.IGNORECASE), lambda text: bool(emoji_in(text))),
    (re.compile(r"\bquestions?\b", re.IGNORECASE), lambda text: "?" in text or "؟" in text),
    (
        re.compile(r"all[- ]caps|capital letters|shout", re.IGNORECASE),
        lambda text: re.search(r"\b[A-Z]{4,}\b", text) is not None,
    ),
    (re.compile(r"\blinks?\b", re.IGNORECASE), lambda text: "://" in text or "www." in text),
)
_QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]")
_NEGATION = re.compile(r"^(?:no|never|avoid|don'?t use|do not use|without)\s+", re.IGNORECASE)


def _breaks(text: str, dont: str) -> bool:
    if quoted := _QUOTED.findall(dont):
        return any(holds(text, phrase) for phrase in quoted)
    for pattern, breaks in _KNOWN:
        if pattern.search(dont):
            return breaks(text)
    phrase = _NEGATION.sub("", dont).strip(" .")
    return 0 < len(phrase.split()) <= _PHRASE and holds(text, phrase)


def _is_readable(dont: str) -> bool:
    known = any(pattern.search(dont) for pattern, _ in _KNOWN)
    return known or bool(_QUOTED.search(dont)) or len(_NEGATION.sub("", dont).split()) <= _PHRASE


def _emoji(text: str) -> Check:
    most = max((len(emoji_in(sentence)) for sentence in text.splitlines() or [""]), default=0)
    by_sentence = max((len(emoji_in(one)) for one in sentences_of(text)), default=0)
    worst = max(by_sentence, most if not sentences_of(text) else 0)
    trailing = _longest_chain(text)
    worst = max(worst, trailing)
    return Check(
        "emoji",
        worst <= 1,
        found=f"{worst} emoji in one sentence" if worst else "no emoji",
        allowed="one emoji a sentence",
        remedy="Keep the one that adds something, and take out the others.",
        must=False,
    )


def _longest_chain(text: str) -> int:
    """Emoji that follow one another with nothing but space between them."""
    longest = chain = 0
    end = -1
    position = 0
    for sign in emoji_in(text):
        start = text.index(sign, position)
        position = start + len(sign)
        chain = chain + 1 if end >= 0 and not text[end:start].strip() else 1
        end = position
        longest = max(longest, chain)
    return longest


def _opener(piece: Piece) -> Check:
    texts = [one.text for one in piece.recent] or list(piece.earlier)
    before = texts[:QUESTIONS_APART]
    asked = sum(_opens_with_question(text) for text in before)
    fails = _opens_with_question(piece.text) and asked > 0
    return Check(
        "opener",
        not fails,
        found=f"opens with a question, as {asked} of the last {len(before)} did"
        if fails
        else "the opening differs from the last ones",
        allowed=f"one question in {QUESTIONS_APART + 1} openings",
        remedy="Open with what happens or with what to do.",
        must=False,
    )


def _opens_with_question(text: str) -> bool:
    first = next(iter(sentences_of(text)), "")
    return first.rstrip("”\"'’)» ").endswith(("?", "؟"))


def _rhythm(text: str) -> Iterator[Check]:
    lengths = [len(words_in(sentence)) for sentence in sentences_of(text)]
    if len(lengths) < 4:
        return
    spread = max(lengths) - min(lengths)
    yield Check(
        "rhythm",
        spread >= SPREAD,
        found=f"sentences of {min(lengths)} to {max(lengths)} words",
        allowed=f"a difference of {SPREAD} words or more",
        remedy="Make one sentence short, and let another run on.",
        must=False,
    )


def _manner(piece: Piece) -> Iterator[Check]:
    own = [text for text in piece.voice.samples if len(words_in(text)) >= 20]
    against = "the brand's sample texts"
    if not own:
        own, against = [one.text for one in piece.recent][:10], "the brand's last texts"
    if not own or (against != "the brand's sample texts" and len(own) < 3):
        return
    here = manner_of(piece.text)
    nearest = min(here.distance(manner_of(text)) for text in own)
    yield Check(
        "brand_voice",
        nearest <= FURTHEST,
        found=f"{1 - nearest:.0%} like {against} in length of sentences, address and punctuation",
        allowed=f"{1 - FURTHEST:.0%} or more",
        remedy="Read two of those aloud, then this one, and change what sounds like somebody else.",
        must=False,
        score=1.0 - nearest,
    )


def _call(piece: Piece) -> Iterator[Check]:
    before = [one.call_to_action for one in piece.recent[:ASKED_IN_A_ROW]]
    if len(before) < ASKED_IN_A_ROW:
        return
    fails = bool(piece.call_to_action) and all(before)
    yield Check(
        "call_to_action",
        not fails,
        found="the third piece in a row that asks for something"
        if fails
        else "not every piece asks for something",
        allowed="no call to action in one piece of three",
        remedy="Let this one end with its thought.",
        must=False,
    )
