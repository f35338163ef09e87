"""Search through 100,000 contents by words and by meaning, as the API asks it.

The baseline is the plain question that needs no index: every text that holds the words, by ILIKE.

    python -m benchmarks.search [--contents 100000]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Sequence

from sqlalchemy import text

from benchmarks.full_library import FullLibrary, full_library
from benchmarks.report import Result, percentile, report, say
from heliograph.kit.embeddings import HashedEmbedder
from heliograph.kit.logs import configure_logs
from heliograph.modules.content.search import ContentIndex, Wanted

QUESTIONS = 200
BARE = 20
ILIKE = text(
    "SELECT id, title FROM content_contents WHERE workspace_id = :workspace_id"
    " AND text ILIKE :first AND text ILIKE :second ORDER BY target_date DESC LIMIT 20"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.search")
    parser.add_argument("--contents", type=int, default=100_000)
    given = parser.parse_args(arguments)
    configure_logs("warning")
    report(asyncio.run(measure(given.contents)))
    return 0


async def measure(count: int) -> Result:
    """The middle and the slow end of two hundred questions, and of the bare ones."""
    async with full_library(count) as library:
        asked = questions(library)
        before = await library.spent()
        ours = [await ask(library, question) for question in asked]
        spent = await library.spent() - before
        bare = [await ask_plainly(library, question) for question in asked[:BARE]]
    say(
        f"{count} contents: p50 {percentile(ours, 50):.1f} ms, p95 {percentile(ours, 95):.1f} ms,"
        f" slowest {max(ours):.1f} ms, {spent * 1000 / QUESTIONS:.1f} ms of processor time each;"
        f" ILIKE alone: p50 {percentile(bare, 50):.1f} ms"
    )
    return Result("search_p95", percentile(ours, 95), "ms", percentile(bare, 95))


def questions(library: FullLibrary) -> list[str]:
    """One word, two words of one text, and a whole sentence, in turn."""
    chance = random.Random(3)  # noqa: S311 - repeatable, not secret
    found = []
    for number in range(QUESTIONS):
        words = [word.strip(".,") for word in chance.choice(library.texts).split()]
        long = [word for word in words if len(word) > 4]
        if number % 3 == 2:
            found.append(" ".join(words[:8]))
        else:
            found.append(" ".join(chance.sample(long, 1 + number % 3)))
    return found


async def ask(library: FullLibrary, question: str) -> float:
    """Milliseconds of one search, the first few of a connection not left out."""
    started = time.perf_counter()
    await ContentIndex(library.work, HashedEmbedder()).search(Wanted(question))
    return (time.perf_counter() - started) * 1000


async def ask_plainly(library: FullLibrary, question: str) -> float:
    """Milliseconds of the same question without an index."""
    words = question.split()
    given = {
        "workspace_id": library.workspace_id,
        "first": f"%{words[0]}%",
        "second": f"%{words[-1]}%",
    }
    started = time.perf_counter()
    async with library.work.transaction() as session:
        (await session.execute(ILIKE, given)).all()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    sys.exit(main())
