"""A text as the script of a video: one shot for each sentence. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heliograph.modules.content.variants.editing import sentences
from heliograph.sdk.packs import Fact, Plan

WORDS_PER_SECOND = 2.5
"""Narration at an easy pace, about 150 words a minute."""
BREATH = 0.35
LEAST, MOST = 1.5, 7.0


@dataclass(frozen=True)
class Shot:
    """One picture under one sentence. `shows` says what is seen, `fact_id` on what it stands;
    times are seconds from the beginning."""

    number: int
    says: str
    shows: str
    fact_id: str | None
    starts: float
    seconds: float


def script_of(text: str, plan: Plan) -> list[Shot]:
    """The shots of a text, in order; a sentence too long for one shot has a second picture."""
    shots: list[Shot] = []
    starts, used = 0.0, set[str]()
    for says in _spoken(text):
        fact = _about(says, plan, used)
        if fact is not None:
            used.add(fact.id)
        seconds = round(max(len(says.split()) / WORDS_PER_SECOND + BREATH, LEAST), 2)
        shows = fact.text if fact is not None else f"{plan.subject}, {plan.tone}"
        shots.append(
            Shot(len(shots) + 1, says, shows, fact.id if fact else None, round(starts, 2), seconds)
        )
        starts += seconds
    return shots


def _spoken(text: str) -> Iterator[str]:
    most = int((MOST - BREATH) * WORDS_PER_SECOND)
    for sentence in sentences(text.replace("\n", " ")):
        words = sentence.split()
        while len(words) > most:
            cut = _break(words[:most])
            yield " ".join(words[:cut])
            words = words[cut:]
        yield " ".join(words)


def _break(words: list[str]) -> int:
    """After the last comma or the like that leaves a fair part on both sides; else at the end."""
    pauses = [at + 1 for at, word in enumerate(words) if word[-1] in ",;:،؛"]
    fair = [at for at in pauses if at >= len(words) // 3]
    return fair[-1] if fair else len(words)


def _about(says: str, plan: Plan, used: set[str]) -> Fact | None:
    """The fact that shares most words with a sentence; one that was not shown yet goes first."""
    said = {word.strip(".,;:!?“”").lower() for word in says.split()}
    best, most = None, 1.0
    for fact in plan.facts:
        names = {
            str(value).lower() for value in fact.detail.values() if isinstance(value, str) and value
        }
        score = len(said & names) + (0.5 if fact.id not in used else 0.0)
        if score > most:
            best, most = fact, score
    return best
