"""Repeatable choices that remember: same brief, same choice; used lately, chosen last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from math import gcd

from heliograph.extensions.providers.embedded.grammar import Template
from heliograph.sdk.text import TextMemory

ROUND = 30
"""Days after which a deck is shuffled anew."""
WIDE = "wide"
"""The thread of sentences that go with every other thread of their group."""


@dataclass(frozen=True)
class Turn:
    """Whose turn it is at a deck, and how many take turns.

    Every series shuffles each deck once a round and cuts it into as many slices as there are
    subjects. A subject begins at its own slice and goes on from what it remembers, so that
    subjects keep apart over weeks although none knows what the others used.
    """

    series: str
    day: int
    subject: int = 0
    subjects: int = 1


@dataclass(frozen=True)
class Chooser:
    """Every choice follows from the seed, the revision and what the choice is about."""

    seed: str
    revision: int
    register: str
    turn: Turn
    memory: TextMemory = field(default_factory=TextMemory)

    def number(self, below: int, *about: object) -> int:
        """A number from 0 to `below` - 1."""
        return _hash(self.seed, self.revision, *about) % below

    def order(
        self, pool: Sequence[Template], deck: tuple[str, ...], lead: Template | None
    ) -> tuple[Template, ...]:
        """The pool from best to worst: unused today, longest unused here, of the lead's thread.

        Used templates come back only after the unused ones, the oldest first, so a pool is used
        up before anything is said again. `deck` holds the ids of the pool and of the pools that
        lend to it, `lead` is the sentence that opened the text.
        """
        thread = self._thread(lead)
        near = tuple(one.id for one in pool if thread and one.thread == thread)
        # In its own thread a sentence keeps step with the lead, so that two days with different
        # leads do not share it; from one round of the deck to the next the pairs change.
        steps = self.turn.day // ROUND + (lead.number if lead else 0)
        place = self._places(deck, self._slice(deck))
        place |= self._places(near, self._slice(near) if thread == WIDE else steps)

        def rank(template: Template) -> tuple[bool, int, bool, int]:
            return (
                template.id in self.memory.today,
                self._freshness.get(template.id, 0),
                bool(thread) and template.thread != thread,
                place[template.id],
            )

        return tuple(sorted(pool, key=rank))

    def _slice(self, deck: tuple[str, ...]) -> int:
        """Where this turn begins in a deck. In one that has no slice for each subject, neighbours
        begin one further on, and those who meet again at one place part at the next deck."""
        size, subject = len(deck), self.turn.subject
        if size >= self.turn.subjects or not deck:
            return subject * size // self.turn.subjects
        return (subject + subject // size * (_hash(deck[0]) % size)) % size

    def _thread(self, lead: Template | None) -> str:
        if lead is None or not lead.thread:
            return ""
        return WIDE if self.number(5, "thread", lead.id) == 0 else lead.thread

    def _places(self, names: tuple[str, ...], start: int) -> dict[str, int]:
        """Each template's place in the shuffled deck as seen from where this turn begins."""
        deck = _shuffled(names, self.turn.series, self.turn.day // ROUND)
        size = max(1, len(names))
        start += self.revision * _coprime(size // 2, size)
        return {deck[(start + place) % size]: place for place in range(len(deck))}

    @cached_property
    def _freshness(self) -> dict[str, int]:
        """For every remembered template, a number that is greater the later it was used."""
        newest_first = self.memory.templates
        ages = {name: age for age, name in reversed(list(enumerate(newest_first)))}
        return {name: len(newest_first) - age for name, age in ages.items()}


def _hash(*about: object) -> int:
    words = "\x1f".join(str(one) for one in about)
    return int.from_bytes(sha256(words.encode()).digest()[:8], "big")


@lru_cache(maxsize=4096)
def _shuffled(names: tuple[str, ...], series: str, turn: int) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: _hash(series, turn, name)))


def _coprime(near: int, size: int) -> int:
    """The first number from `near` up that visits every place of a deck of that size."""
    return next(step for step in range(max(1, near), near + size + 1) if gcd(step, size) == 1)
