"""How long the gate takes to hold a text against 100,000 texts that a brand made before.

Every second text is a copy of an earlier one: a few words put differently, its sentences in another
order, or half of it cut away. A copy that is alike by the gate's own measures, in words or in
meaning, must be found; for the meaning, each copy is also compared with everything. The baseline
compares a text with every other one in full, as the same measure does it.

    python -m benchmarks.originality [--contents 100000]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from benchmarks.full_library import FullLibrary, full_library, made_up
from benchmarks.report import Result, percentile, report, say
from heliograph.kit.embeddings import HashedEmbedder, literal
from heliograph.kit.ids import new_id
from heliograph.kit.logs import configure_logs
from heliograph.modules.content.gate import Alike, likeness
from heliograph.modules.content.gate.originality import MOST_ALIKE, NEAREST_MEANING
from heliograph.modules.content.search import ContentIndex

TEXTS = 300
PLAINLY = 5_000
"""Texts that the baseline compares with; the rest is worked out from them."""
ROUNDED = 0.005
"""Vectors are stored in half precision."""
EVERYTHING = text(
    "SELECT max(1 - (embedding <=> CAST(:vector AS halfvec(384)))) FROM content_index"
    " WHERE workspace_id = :workspace_id AND brand_id = :brand_id"
)


@dataclass(frozen=True)
class Asked:
    """A text to be judged; a copy has a source and how it was made."""

    words: str
    source: str = ""
    kind: str = "new"


@dataclass(frozen=True)
class Answer:
    """Milliseconds of one check, and what it found."""

    took: float
    alike: Alike


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; fails when a copy was not found."""
    parser = argparse.ArgumentParser(prog="benchmarks.originality")
    parser.add_argument("--contents", type=int, default=100_000)
    given = parser.parse_args(arguments)
    configure_logs("warning")
    result, missed = asyncio.run(measure(given.contents))
    report(result)
    return 1 if missed else 0


async def measure(count: int) -> tuple[Result, int]:
    """The slow end of three hundred checks, and how many copies were missed."""
    async with full_library(count) as library:
        texts = list(asked(library))
        before = await library.spent()
        answers = [await ask(library, one.words) for one in texts]
        spent = await library.spent() - before
        missed = await recall(library, texts, answers)
    times = [one.took for one in answers]
    thirds = [percentile(times[start::3], 95) for start in range(3)]
    plain = plainly(library, texts[0].words) * count / PLAINLY
    say(
        f"{count} texts: p50 {percentile(times, 50):.1f} ms, p95 {percentile(times, 95):.1f} ms"
        f" (thirds: {', '.join(f'{one:.1f}' for one in thirds)}), {spent * 1000 / TEXTS:.1f} ms of"
        f" processor time each; {missed} copies missed; in full {plain:.0f} ms"
    )
    return Result("originality_p95", percentile(times, 95), "ms", plain), missed


async def recall(library: FullLibrary, texts: Sequence[Asked], answers: Sequence[Answer]) -> int:
    """Says for each kind of copy how many should be found, and gives how many were missed."""
    missed = 0
    for kind in ("new", *CHANGES):
        pairs = [pair for pair in zip(texts, answers, strict=True) if pair[0].kind == kind]
        words = [(likeness(one.words, one.source), found.alike.words) for one, found in pairs]
        meant = [(await nearest(library, one.words), found.alike.meaning) for one, found in pairs]
        due = [found for own, found in words if own >= MOST_ALIKE and kind != "new"]
        near = [(own, found or 0.0) for own, found in meant if own >= NEAREST_MEANING]
        lost = sum(own >= MOST_ALIKE and found < own - 0.001 for own, found in words)
        far = sum(found < own - ROUNDED for own, found in near)
        wrong = sum(found >= MOST_ALIKE for _, found in words) if kind == "new" else 0
        say(
            f"{kind}: {len(pairs)} texts; alike in words {len(due)}, missed {lost}, wrongly named"
            f" {wrong}; alike in meaning {len(near)}, missed {far}"
        )
        missed += lost + far
    return missed


def asked(library: FullLibrary) -> list[Asked]:
    """New texts, and copies of each kind, in turn."""
    chance = random.Random(5)  # noqa: S311 - repeatable, not secret
    fresh = [Asked(words) for words in made_up(TEXTS // 2, seed=99)]
    own = [words for place, words in enumerate(library.texts) if place % 8 != 7]
    kinds = list(CHANGES) * TEXTS
    copies = [
        Asked(CHANGES[kind](words, chance), words, kind)
        for kind, words in zip(kinds, chance.sample(own, TEXTS // 2), strict=False)
    ]
    return [one for pair in zip(fresh, copies, strict=True) for one in pair]


def _reworded(words: str, chance: random.Random) -> str:
    """One to eight words of a text put differently."""
    parts = words.split()
    for place in chance.sample(range(len(parts)), chance.randint(1, 8)):
        parts[place] = "something"
    return " ".join(parts)


def _shuffled(words: str, chance: random.Random) -> str:
    """The sentences of a text in another order."""
    parts = words.split(". ")
    chance.shuffle(parts)
    return ". ".join(parts)


def _cut(words: str, chance: random.Random) -> str:
    """Three to five sentences of a text's six."""
    parts = words.split(". ")
    return ". ".join(parts[: chance.randint(3, 5)])


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "reworded": _reworded,
    "shuffled": _shuffled,
    "cut": _cut,
}


async def ask(library: FullLibrary, words: str) -> Answer:
    """One check as the gate asks for it."""
    content: dict[str, Any] = {
        "id": new_id(),
        "brand_id": library.brand_id,
        "title": "",
        "text": words,
    }
    started = time.perf_counter()
    alike = await ContentIndex(library.work, HashedEmbedder()).alike(content)
    return Answer((time.perf_counter() - started) * 1000, alike)


async def nearest(library: FullLibrary, words: str) -> float:
    """The cosine of the nearest of all texts, found by comparing with each."""
    given = {
        "vector": literal(HashedEmbedder().embed([words])[0]),
        "workspace_id": library.workspace_id,
        "brand_id": library.brand_id,
    }
    async with library.work.transaction() as session:
        return float((await session.execute(EVERYTHING, given)).scalar_one())


def plainly(library: FullLibrary, words: str) -> float:
    """Milliseconds of comparing with some texts, one after the other."""
    started = time.perf_counter()
    for other in library.texts[:PLAINLY]:
        likeness(words, other)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    sys.exit(main())
