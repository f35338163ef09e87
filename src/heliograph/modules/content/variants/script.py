"""A text as the script of a video: one shot for each sentence. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from heliograph.sdk.lines import sentences
from heliograph.sdk.packs import Fact, Plan

WORDS_PER_SECOND = 2.5
"""Narration at an easy pace, about 150 words a minute; the same for words that are read."""
BREATH = 0.35
LEAST, MOST = 1.5, 7.0
LEAST_READ, MOST_READ = 4.0, 14.0
"""What is read and not spoken stands longer: verses take 4 to 7 s and more where they are long."""
QUOTED = 8
"""So many words of a sentence say which words stand on a picture."""
_AROUND = re.compile("^[\\s\u200e\u200f\ufd3e\ufd3f\u201c\u201d\u00ab\u00bb]+"
                     "|[\\s\u200e\u200f\ufd3e\ufd3f\u201c\u201d\u00ab\u00bb]+$")  # fmt: skip


@dataclass(frozen=True)
class Shot:
    """One picture under one sentence. `says` is what is spoken, empty for what is only read;
    `shows` says what is seen, `fact_id` on what it stands; times are seconds from the beginning."""

    number: int
    says: str
    shows: str
    fact_id: str | None
    starts: float
    seconds: float


def script_of(text: str, plan: Plan, kind: str = "") -> list[Shot]:
    """The shots of a text, in order; a sentence too long for one shot has a second picture.

    `kind` is the name of the piece's type. A verse is read and never spoken, its translation is a
    shot of its own, and a source stands at the foot of what it belongs to.
    """
    shots = list[Shot]()
    used = set[str]()
    for line in filter(None, map(str.strip, text.split("\n"))):
        quoted = _quoted(line, plan)
        if quoted is not None:
            shots.append(_read(line, quoted))
        elif shots and _is_source(line, plan):
            shots[-1] = replace(shots[-1], shows=f"{shots[-1].shows}; at the foot: {line}")
        else:
            shots.extend(_spoken_shots(line, plan, kind, used))
    return list(_timed(shots))


def _quoted(line: str, plan: Plan) -> str | None:
    """What a line that is nothing but a quotation shows; None for the brand's own words."""
    bare, slots = _bare(line), plan.slots
    bodies = [value for name, value in slots.items() if name.startswith("body_")]
    reference = slots.get("reference", "")
    if bare and (bare in bodies or bare == slots.get("arabic")):
        where = f" of {slots['surah']} {reference}" if slots.get("surah") else ""
        return f"The Arabic{where}, whole and still" if where else "The Arabic, whole and still"
    if bare and bare == _bare(slots.get("translation", "")):
        return f"The translation of {reference}, under its reference" if reference else "Its words"
    return None


def _bare(words: str) -> str:
    return _AROUND.sub("", words)


def _is_source(line: str, plan: Plan) -> bool:
    """Whether a line only says where quoted words stand or whose they are."""
    slots = plan.slots
    if slots.get("credit") and slots["credit"] in line:
        return True
    written = (slots.get("reference"), slots.get("reference_said"))
    has_place = any(one and one in line for one in written)
    return bool(has_place and line.startswith((f"Surah {slots.get('surah')},", "سورة ")))


def _read(line: str, shows: str) -> Shot:
    seconds = len(line.split()) / WORDS_PER_SECOND + BREATH
    return Shot(0, "", shows, None, 0.0, round(min(max(seconds, LEAST_READ), MOST_READ), 2))


def _spoken_shots(line: str, plan: Plan, kind: str, used: set[str]) -> Iterator[Shot]:
    for says in _spoken(line):
        fact = _about(says, plan, used)
        if fact is not None:
            used.add(fact.id)
        seconds = round(max(len(says.split()) / WORDS_PER_SECOND + BREATH, LEAST), 2)
        shows = fact.text if fact is not None else _ground(says, plan, kind)
        yield Shot(0, says, shows, fact.id if fact else None, 0.0, seconds)


def _timed(shots: list[Shot]) -> Iterator[Shot]:
    starts = 0.0
    for number, shot in enumerate(shots, 1):
        yield replace(shot, number=number, starts=round(starts, 2))
        starts += shot.seconds


def _ground(says: str, plan: Plan, kind: str) -> str:
    """What is seen under a sentence without a fact: who it is about, else its own words."""
    figure, name = plan.slots.get("figure"), plan.slots.get("subject_name")
    if figure and name:
        return f"The {figure} of {name}, drawn in lines"
    words = says.split()
    start = " ".join(words[:QUOTED]).rstrip(".,;:،؛") + ("…" if len(words) > QUOTED else "")
    card = f"the card of the {kind.lower()}" if kind else "a plain card"
    return f"The words “{start}” on {card}"


def _spoken(text: str) -> Iterator[str]:
    most = int((MOST - BREATH) * WORDS_PER_SECOND)
    for sentence in sentences(text):
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
