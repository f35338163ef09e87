"""Which picture lies behind our own words: the Moon where a line speaks of the night or of a month,
light where it speaks of the morning, else a pattern that draws itself. Nobody is ever seen. No
picture comes twice in a video; verses stand on a plain ground and take none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from heliograph.sdk.packs import Plan
from heliograph.sdk.timeline.document import Drawn

Found = tuple[str, Drawn, str]
_MONTH, _NEW = 29.53, 0.7
"""Days from one new Moon to the next, and its age at noon of a month's first day, less one."""
_SPEAKS_OF = {
    "moon": r"\b(?:moon|nights?|tonight|crescent|months?|calendars?|ramadan|sighting)\b"
    "|قمر|هلال|شهر|ليل|رمضان",
    "light": r"\b(?:light|mornings?|dawn|sun(?:rise)?|lamps?|hopes?|hoping|mercy|begins?)\b"
    "|نور|ضوء|صباح|فجر|شمس|رحم",
    "stars": r"\b(?:sk(?:y|ies)|stars?|heavens?|worlds?|universe|creation)\b"
    "|سماء|نجوم|عالم",
}
_RULES = {name: re.compile(words, re.IGNORECASE) for name, words in _SPEAKS_OF.items()}
_OPEN = ("pattern", "light", "stars", "dust", "aurora", "rosette", "moon")
"""What a line gets that speaks of nothing to be seen; a pattern of eight is the first card's."""


@dataclass
class Grounds:
    """The pictures of one video that are still free."""

    plan: Plan
    _taken: set[str] = field(default_factory=set)

    def dealt(self, line: str) -> tuple[Drawn, str]:
        """A picture for a line, and what the two have in common."""
        for key, shot, about in self._wished(line):
            if key not in self._taken:
                self._taken.add(key)
                return shot, about
        number = len(self._taken)
        self._taken.add(f"gradient {number}")
        return Drawn(scene="gradient", seed=number), "a quiet ground"

    def _wished(self, line: str) -> Iterator[Found]:
        shots = {
            "moon": (self._moon(), "the Moon of the day"),
            "light": (Drawn(scene="light_rays", seed=1), "light"),
            "stars": (Drawn(scene="star_flight", seed=5), "the night sky"),
            "dust": (Drawn(scene="particles", seed=6), "dust in the light"),
            "aurora": (Drawn(scene="aurora", seed=7), "the night sky"),
            "pattern": (_pattern(12), "a pattern that draws itself"),
            "rosette": (_pattern(10), "a rosette that draws itself"),
        }
        for name, rule in _RULES.items():
            if rule.search(line):
                yield name, *shots[name]
        for name in _OPEN:
            yield name, *shots[name]

    def _moon(self) -> Drawn:
        """As it is lit by the age that the Hijri date gives it, to about half a day."""
        dates = [fact.detail for fact in self.plan.facts if fact.kind == "hijri_date"]
        day = float(str(dates[0]["day"])) if dates else 14.0
        phase = (day + _NEW) / _MONTH * 360 % 360
        return Drawn(scene="moon", values={"phase": round(phase, 1)})


def _pattern(order: int) -> Drawn:
    return Drawn(scene="pattern", seed=order, values={"order": order, "begun": 0.2})
