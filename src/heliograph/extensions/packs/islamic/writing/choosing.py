"""Repeatable choices with memory: what was used lately is chosen last."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from heliograph.extensions.packs.islamic.content import profiles
from heliograph.extensions.packs.islamic.writing.pools import Line
from heliograph.sdk.text import TextBrief, opening_of

WEEKLY = frozenset({"friday_reminder", "week_ahead"})
FREE = 4
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
        """Each line's place in the series' own deck, seen from where this piece begins. With each
        round the deck is shuffled anew, so that pairs of sentences part."""
        plan = self.brief.plan
        rounds = self.count // len(names)
        order = _shuffled(names, f"{self.brief.series}|{plan.type}|{role}|{rounds}")
        subjects = list(profiles())
        slices = max(1, len(names) // len(subjects))
        start = self.count + subjects.index(plan.subject) * slices + self.brief.revision * _STEP
        return {name: (at - start) % len(names) for at, name in enumerate(order)}

    def _is_forbidden(self, said: str) -> bool:
        lowered = said.lower()
        return any(word.lower() in lowered for word in self.brief.forbidden)

    def _recent(self, names: tuple[str, ...]) -> dict[str, int]:
        """For every line of the pool used lately, a number that is greater the later it was.

        The last few of the pool count as free again: were only the oldest one free, a pool would
        turn in one fixed order, and pools of like sizes would say the same things together.
        """
        known = set(names)
        used = dict.fromkeys(name for name in self.brief.memory.templates if name in known)
        most = max(0, len(names) - FREE)
        return {name: most - age for age, name in enumerate(used) if age < most}


@lru_cache(maxsize=2048)
def _shuffled(names: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: hashlib.sha256(f"{key}|{name}".encode()).digest()))
