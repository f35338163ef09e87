"""Repeatable choices with memory: what was used lately is chosen last."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from heliograph.extensions.packs.islamic.content import profiles, verses_by_topic
from heliograph.extensions.packs.islamic.writing.pools import Line
from heliograph.sdk.text import TextBrief, opening_of

_STRIDES = {"hook": 1, "thought": 2, "act": 3, "place": 4, "more": 6, "calendar": 7, "bridge": 9}
"""Each role has a number of its own, none a multiple of how many audiences there are."""
_BY_TOPIC = frozenset({"verse_of_the_day", "verse_group", "reminder"})
"""Topics take turns here: a topic's sentences have theirs when it comes again."""
WEEKLY = frozenset({"friday_reminder", "week_ahead"})
FREE = 4
REST = 30
"""For how many pieces of an account a line is not said again."""
_STEP = 7
"""By how many places "try another" moves on; prime to the usual sizes of pools."""


@dataclass(frozen=True)
class Chooser:
    """Chooses for one brief."""

    brief: TextBrief

    def pick(self, pool: Sequence[Line], role: str, spent: frozenset[str] = frozenset()) -> Line:
        """The best line: one the plan can fill, not forbidden, not used today, longest unused.

        Raises `ValueError` when no line of the pool can be filled.
        """
        usable = [one for one in pool if one.fits(self.brief.plan.slots) and one.id not in spent]
        if not usable:
            raise ValueError(f"No sentence for {role} of {self.brief.plan.type} can be filled")
        names = tuple(one.id for one in pool)
        places, recent = self._places(names, role), self._recent(names)

        def rank(one: Line) -> tuple[bool, bool, bool, int, int]:
            said = one.said(self.brief.plan.slots)
            return (
                self._is_forbidden(said),
                one.id in self.brief.memory.today,
                role == "hook" and opening_of(said) in self.brief.memory.openings,
                recent.get(one.id, 0),
                places[one.id],
            )

        return min(usable, key=rank)

    def number(self, below: int, about: str) -> int:
        """A number from 0 to `below` - 1 that follows from the brief."""
        told = f"{self.brief.seed}|{self.brief.revision}|{about}"
        return int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big") % below

    @property
    def count(self) -> int:
        """How many pieces of this rhythm came before."""
        plan = self.brief.plan
        return plan.date.toordinal() // (7 if plan.type in WEEKLY else 1)

    def _places(self, names: tuple[str, ...], role: str) -> dict[str, int]:
        """Each line's place in the series' own deck, seen from where this piece begins.

        The decks of all roles turn by one with each piece; with each round a role's deck skips as
        many lines as the role's number, and audiences begin in an order of the role's own. So two
        sentences that stood together part, also where decks are equally long.
        """
        plan, many = self.brief.plan, len(names)
        stride = _STRIDES.get(role, 1)
        order = _shuffled(names, f"{self.brief.series}|{plan.type}|{role}")
        subjects = list(profiles())
        audience = subjects.index(plan.subject) * stride % len(subjects)
        has_topic = any(name.startswith("topics/") for name in names)
        in_turn = has_topic and plan.type in _BY_TOPIC
        turn = self.count // len(verses_by_topic()) if in_turn else self.count
        start = turn + stride * (turn // many) + self.brief.revision * _STEP
        start += audience * max(1, many // len(subjects))
        return {name: (at - start) % many for at, name in enumerate(order)}

    def _is_forbidden(self, said: str) -> bool:
        lowered = said.lower()
        return any(word.lower() in lowered for word in self.brief.forbidden)

    def _recent(self, names: tuple[str, ...]) -> dict[str, int]:
        """For every line of the pool used lately, a number that is greater the later it was.

        A line rests for thirty pieces. In a pool too small for that the last few count as nearly
        free: were only the oldest one free, a pool would turn in one fixed order, and pools of
        like sizes would say the same things together.
        """
        most = min(REST, max(0, len(names) - FREE))
        found: dict[str, int] = {}
        for name, age in self._ages.items():
            if age <= REST:
                found[name] = 1 if age > most else 2 + REST - age
        return found

    @cached_property
    def _ages(self) -> dict[str, int]:
        """How many pieces ago each line was used last; every piece begins with its hook."""
        found: dict[str, int] = {}
        age = 0
        for name in self.brief.memory.templates:
            age += ".hook." in name
            found.setdefault(name, max(1, age))
        return found


@lru_cache(maxsize=2048)
def _shuffled(names: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: hashlib.sha256(f"{key}|{name}".encode()).digest()))
