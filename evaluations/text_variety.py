"""How varied the texts of a type are.

`python -m evaluations.text_variety [ROUNDS] [--type TYPE] [--length L]`: ROUNDS are texts for each
sign, in the rhythm of the type; without a type, the daily reading. `--length long` writes texts of
another length than the middle one, `--show N` prints N texts as well.
"""

from __future__ import annotations

import argparse
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
from evaluations.type_runs import A_MONTH_APART, APART, runs_of

from heliograph.sdk.text import opening_of

START = date(2026, 1, 1)
SAMPLE = 360


DAILY = "daily_horoscope"
USUAL_ROUNDS = {DAILY: 365}
THIRTY_ROUNDS = 30


def main(kind: str, rounds: int, show: int, length: str) -> None:
    """Write the texts and print one figure a line."""
    began = perf_counter()
    written = readings(START, rounds) if kind == DAILY else runs_of(kind, rounds, START, length)
    for one in written[:: max(1, len(written) // show)] if show else ():
        print(f"[{one.plan.subject} {one.day}] {one.draft.title}\n{one.draft.text}\n")
    apart = APART.get(kind, A_MONTH_APART)
    texts = [one.draft.text for one in written]
    print(f"texts                       {len(texts)} in {perf_counter() - began:.0f} s")
    print(f"exact duplicates            {len(texts) - len(set(texts))}")
    _print_likeness(texts)
    print(f"sentences again in {apart.days:3} days {repeated_sentences(written, apart.days)}")
    print(f"one sentence, most texts    {most_shared_sentence(texts)}")
    openings = ((one.day, opening_of(one.draft.text)) for one in written)
    print(f"openings twice a day        {_twice(openings)}")
    templates = ((one.day, name) for one in written for name in one.draft.used_templates)
    print(f"templates twice a day       {_twice(templates)}")
    starts = range(0, max(1, len(texts) - SAMPLE + 1), SAMPLE)
    months = [texts[at : at + SAMPLE] for at in starts]
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


def most_shared_sentence(texts: list[str]) -> int:
    """In how many texts the sentence stands that stands in most of them."""
    return max(Counter(s for text in texts for s in set(sentences_of(text))).values())


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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", type=int, nargs="?")
    parser.add_argument("--type", default=DAILY, choices=[kind.id for kind in PACK.manifest.types])
    parser.add_argument("--length", default="medium", choices=["short", "medium", "long"])
    parser.add_argument("--show", type=int, default=0)
    asked = parser.parse_args()
    rounds = asked.rounds or USUAL_ROUNDS.get(asked.type, THIRTY_ROUNDS)
    main(asked.type, rounds, asked.show, asked.length)
