"""How long the gate takes to hold a text against 100,000 texts that a brand made before.

Every second text is a copy of an earlier one with a few words changed, which must be found. The
baseline compares the text with every other one in full, as the same measure does it.

    python -m benchmarks.originality [--contents 100000]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Sequence
from typing import Any

from benchmarks.full_library import FullLibrary, full_library, made_up
from benchmarks.report import Result, percentile, report, say
from heliograph.kit.embeddings import HashedEmbedder
from heliograph.kit.ids import new_id
from heliograph.kit.logs import configure_logs
from heliograph.modules.content.gate import likeness
from heliograph.modules.content.search import ContentIndex

TEXTS = 300
PLAINLY = 5_000
"""Texts that the baseline compares with; the rest is worked out from them."""
SAME = 0.5


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
        found = [await ask(library, words) for words, _ in texts]
    times = [took for took, _ in found]
    copies = [(words, source) for words, source in texts if source]
    alike = [likeness(words, source) for words, source in copies]
    marks = [most for (_, most), (_, source) in zip(found, texts, strict=True) if source]
    missed = sum(own >= SAME and mark < own - 0.001 for own, mark in zip(alike, marks, strict=True))
    wrong = sum(
        most >= SAME for (_, most), (_, source) in zip(found, texts, strict=True) if not source
    )
    plain = plainly(library, texts[0][0]) * count / PLAINLY
    say(
        f"{count} texts: p50 {percentile(times, 50):.1f} ms, p95 {percentile(times, 95):.1f} ms;"
        f" {sum(own >= SAME for own in alike)} copies, {missed} missed, {wrong} wrongly named;"
        f" in full {plain:.0f} ms"
    )
    return Result("originality_p95", percentile(times, 95), "ms", plain), missed


def asked(library: FullLibrary) -> list[tuple[str, str]]:
    """New texts, and copies with their source."""
    chance = random.Random(5)  # noqa: S311 - repeatable, not secret
    fresh = list(made_up(TEXTS // 2, seed=99))
    own = [words for place, words in enumerate(library.texts) if place % 8 != 7]
    sources = chance.sample(own, TEXTS // 2)
    copies = [(changed(words, chance), words) for words in sources]
    return [pair for new, copy in zip(fresh, copies, strict=True) for pair in ((new, ""), copy)]


def changed(words: str, chance: random.Random) -> str:
    """One to five words of a text put differently."""
    parts = words.split()
    for place in chance.sample(range(len(parts)), chance.randint(1, 5)):
        parts[place] = "something"
    return " ".join(parts)


async def ask(library: FullLibrary, words: str) -> tuple[float, float]:
    """Milliseconds of one check, and the likeness it found."""
    content: dict[str, Any] = {
        "id": new_id(),
        "brand_id": library.brand_id,
        "title": "",
        "text": words,
    }
    started = time.perf_counter()
    alike = await ContentIndex(library.work, HashedEmbedder()).alike(content)
    return (time.perf_counter() - started) * 1000, alike.words


def plainly(library: FullLibrary, words: str) -> float:
    """Milliseconds of comparing with some texts, one after the other."""
    started = time.perf_counter()
    for other in library.texts[:PLAINLY]:
        likeness(words, other)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    sys.exit(main())
