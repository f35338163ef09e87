"""For whom something is made, and which of several things is next."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from heliograph.extensions.packs.islamic.content import profiles
from heliograph.extensions.packs.islamic.facts.setting import Setting
from heliograph.extensions.packs.islamic.hijri.names import Language
from heliograph.sdk.packs import Brief


@dataclass(frozen=True)
class Asked:
    """A brief with the brand's choices read."""

    brief: Brief
    setting: Setting

    @property
    def day(self) -> date:
        """The local day."""
        return self.brief.day

    @property
    def language(self) -> Language:
        """The language of the text."""
        return language_of(self.brief.language)

    def in_turn(self, pool: Sequence[str], count: int | None = None) -> str:
        """The one of a pool whose turn it is: each series has an order of its own, all come
        before one comes back, and audiences of one day never share one."""
        subjects = list(profiles())
        at = self.day.toordinal() if count is None else count
        at += subjects.index(self.brief.subject) * (len(pool) // len(subjects) or 1)
        return deck(pool, f"{self.brief.series}|{self.brief.type}")[at % len(pool)]


def deck(pool: Sequence[str], shuffled_by: str) -> list[str]:
    """The pool in an order that depends on nothing but the words it is shuffled by."""

    return list(_shuffled(tuple(pool), shuffled_by))


@lru_cache(maxsize=1024)
def _shuffled(pool: tuple[str, ...], shuffled_by: str) -> tuple[str, ...]:
    def place(one: str) -> bytes:
        return hashlib.sha256(f"{shuffled_by}|{one}".encode()).digest()

    return tuple(sorted(pool, key=place))


def language_of(given: str) -> Language:
    """English unless Arabic is asked for."""
    return "ar" if given == "ar" else "en"
