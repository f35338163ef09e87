"""Whether readings tell their sky: `python -m evaluations.swap_test [DAYS]`.

A reader that knows only rules gets the twelve readings of a day without their signs, and the
computed facts. It finds out which fact a reading tells of, which part of life its words are from,
and for which sign the rules put that fact into that part of life. Given the facts of another date,
it should do no better than by chance, which is one in twelve.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from math import inf, log

from evaluations.text_runs import PACK, Reading, readings
from evaluations.type_runs import plan_for

from heliograph.extensions.providers.embedded.grammar import load_grammar
from heliograph.sdk.packs import Fact, Plan, Theme

START = date(2026, 1, 1)
ANOTHER = timedelta(days=97)
ROLES = ("hook", "meaning", "advice", "close")
BY_MINUTE, BY_NAMES = 3.0, 1.5
_WORD = re.compile(r"[a-z]{3,}")
_NAME = re.compile(r"[A-Z][a-z]+")


def main(days: int) -> None:
    """Print how many readings of each day found their sign, and with another date's facts."""
    right, chance = [], []
    for day in (START + timedelta(days=7 * number) for number in range(days)):
        of_the_day = readings(day, 1)
        right.append(rightly_assigned(of_the_day, day))
        chance.append(rightly_assigned(of_the_day, day + ANOTHER))
        print(f"{day}  {right[-1]:2} of 12, with the facts of {day + ANOTHER}: {chance[-1]:2}")
    print(f"mean {sum(right) / days:.1f}, least {min(right)}; by chance {sum(chance) / days:.1f}")


def rightly_assigned(of_a_day: Sequence[Reading], facts_of: date) -> int:
    """How many readings the reader gives to their own sign, from the facts of a date."""
    signs = [sign.id for sign in PACK.subjects()]
    plans = [plan_for(sign, "daily_horoscope", facts_of) for sign in signs]
    table = [[_likeness(_unsigned(one), plan) for plan in plans] for one in of_a_day]
    given = _best_assignment(table)
    return sum(one.plan.subject == signs[to] for one, to in zip(of_a_day, given, strict=True))


def _unsigned(one: Reading) -> str:
    """The reading without the words that give its sign away."""
    slots = one.plan.slots
    own = "|".join(re.escape(slots[key]) for key in ("subject_name", "figure"))
    return re.sub(rf"\b(?:{own})\b", "you", one.draft.text)


def _likeness(text: str, plan: Plan) -> float:
    facts = {fact.id: fact for fact in plan.facts}
    return max(_theme_likeness(text, theme, facts[theme.fact_id]) for theme in plan.themes)


def _theme_likeness(text: str, theme: Theme, fact: Fact) -> float:
    area = theme.id.partition(".")[0]
    return _named(text, fact) + _area_likeness(text)[area]


def _named(text: str, fact: Fact) -> float:
    """A minute tells more than names, which other facts share."""
    if str(fact.detail.get("time") or "no time") in text:
        return BY_MINUTE
    names = {str(fact.detail[key]) for key in ("body", "other") if fact.detail.get(key)}
    return BY_NAMES if names and names <= set(_NAME.findall(text)) else 0.0


@cache
def _area_likeness(text: str) -> Mapping[str, float]:
    """For each part of life, how much the words of a text are its words: per word, in nats."""
    words = [word for word in _WORD.findall(text.lower()) if word in _all_words()]
    shares = {}
    for area, counts in _vocabularies().items():
        total = sum(counts.values()) + len(_all_words())
        shares[area] = sum(log((counts[word] + 1) / total) for word in words)
    best = max(shares.values())
    return {area: max(share - best, -20.0) for area, share in shares.items()}


@cache
def _vocabularies() -> Mapping[str, Counter[str]]:
    """The words in which the pack speaks of each part of life."""
    found: dict[str, Counter[str]] = {}
    for (role, key), pool in load_grammar(PACK.folder / "grammar").pools.items():
        if role in ROLES and "." not in role:
            words = (word for one in pool for word in _WORD.findall(one.source.lower()))
            found.setdefault(key.partition(".")[0], Counter()).update(words)
    return found


@cache
def _all_words() -> frozenset[str]:
    return frozenset(word for counts in _vocabularies().values() for word in counts)


def _best_assignment(table: Sequence[Sequence[float]]) -> list[int]:
    """For each row another column, so that the sum is greatest."""
    size = len(table)
    best: list[tuple[float, list[int]]] = [(0.0, [])] + [(-inf, [])] * (2**size - 1)
    for taken in range(2**size):
        score, given = best[taken]
        row = len(given)
        for column in range(size) if score > -inf and row < size else ():
            if not taken & 1 << column:
                then = taken | 1 << column
                total = score + table[row][column]
                if total > best[then][0]:
                    best[then] = (total, [*given, column])
    return best[-1][1]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 26)
