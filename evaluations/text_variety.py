"""How varied a year of daily readings is: `python -m evaluations.text_variety [DAYS]`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from time import perf_counter

from evaluations.text_measures import (
    distinct,
    likenesses,
    lint,
    reading_grade,
    self_bleu,
    sentences_of,
)
from evaluations.text_runs import PACK, Reading, readings

from heliograph.sdk.text import opening_of

START = date(2026, 1, 1)
SAMPLE = 360


def main(days: int) -> None:
    """Write the readings and print one figure a line."""
    began = perf_counter()
    written = readings(START, days)
    texts = [one.draft.text for one in written]
    print(f"texts                       {len(texts)} in {perf_counter() - began:.0f} s")
    print(f"exact duplicates            {len(texts) - len(set(texts))}")
    _print_likeness(texts)
    print(f"sentences again in 30 days  {repeated_sentences(written)}")
    openings = ((one.day, opening_of(one.draft.text)) for one in written)
    print(f"openings twice a day        {_twice(openings)}")
    templates = ((one.day, name) for one in written for name in one.draft.used_templates)
    print(f"templates twice a day       {_twice(templates)}")
    months = [texts[at : at + SAMPLE] for at in range(0, len(texts) - SAMPLE + 1, SAMPLE)]
    print("self-BLEU-4 of 360          " + " ".join(f"{self_bleu(month):.3f}" for month in months))
    thousand = texts[:1000]
    print(f"distinct-2, -3 of 1000      {distinct(thousand, 2):.3f} {distinct(thousand, 3):.3f}")
    _print_spread("grade", [reading_grade(text) for text in texts])
    _print_spread("words", [len(text.split()) for text in texts])
    print(f"proof-reader's marks        {sum(len(lint(text)) for text in texts)}")
    claims = sum(len(PACK.unsupported_claims(one.draft.text, one.plan)) for one in written)
    print(f"claims the plan lacks       {claims}")


def repeated_sentences(written: list[Reading], days: int = 30) -> int:
    """How often one sign says a sentence again within so many days."""
    last: dict[tuple[str, str], date] = {}
    found = 0
    for one in written:
        for sentence in sentences_of(one.draft.text):
            key = (one.plan.subject, sentence)
            found += key in last and one.day - last[key] <= timedelta(days=days)
            last[key] = one.day
    return found


def _print_likeness(texts: list[str]) -> None:
    alike = [(one, other, share) for one, other, share in likenesses(texts) if share >= 0.5]
    near = {number for one, other, _ in alike for number in (one, other)}
    print(f"pairs alike by 0.8          {sum(share >= 0.8 for _, _, share in alike)}")
    print(f"texts with a half-alike one {len(near) / len(texts):.2%}")


def _print_spread(name: str, values: list[float] | list[int]) -> None:
    ranked = sorted(values)
    least, middle, most = ranked[0], ranked[len(ranked) // 2], ranked[-1]
    print(f"{name} least, middle, most   {least:.1f} {middle:.1f} {most:.1f}")


def _twice(keys: Iterable[tuple[date, str]]) -> int:
    return sum(count > 1 for count in Counter(keys).values())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 365)
