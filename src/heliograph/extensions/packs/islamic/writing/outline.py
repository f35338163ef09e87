"""What stands in a text, in which order, and what is left out first when it must be shorter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Need = Literal["always", "medium", "long"]


@dataclass(frozen=True)
class Place:
    """One part of a text: a sentence of our own (`hook`, `thought`, `act`) or a block that is put
    together from the plan (`verse`, `times`)."""

    part: str
    need: Need = "always"
    is_block: bool = False


HOOK, THOUGHT, MORE, ACT = (
    Place("hook"),
    Place("thought", "medium"),
    Place("more", "long"),
    Place("act", "medium"),
)


def _block(part: str) -> Place:
    return Place(part, "always", is_block=True)


BRIDGE = Place("bridge", "medium")
WHERE = Place("place", "medium")
VERSE, SOURCE, CALENDAR = _block("verse"), _block("source"), Place("calendar")
OUTLINES: dict[str, tuple[Place, ...]] = {
    "verse_of_the_day": (HOOK, VERSE, WHERE, THOUGHT, MORE, ACT, SOURCE),
    "verse_group": (HOOK, VERSE, WHERE, THOUGHT, MORE, ACT, SOURCE),
    "dua": (HOOK, VERSE, _block("marks"), WHERE, THOUGHT, MORE, ACT, SOURCE),
    "hadith": (HOOK, _block("hadith"), THOUGHT, MORE, ACT),
    "reminder": (HOOK, Place("thought"), MORE, BRIDGE, VERSE, ACT, SOURCE),
    "names_of_allah": (HOOK, _block("name"), THOUGHT, VERSE, WHERE, MORE, ACT, SOURCE),
    "prayer_times": (HOOK, _block("times"), THOUGHT, MORE, ACT, _block("method")),
    "hijri_day": (HOOK, _block("occasions"), THOUGHT, MORE, ACT, CALENDAR),
    "hijri_event": (HOOK, _block("event"), THOUGHT, MORE, ACT, CALENDAR),
    "ramadan_day": (HOOK, _block("fasting"), THOUGHT, VERSE, WHERE, MORE, ACT, SOURCE, CALENDAR),
    "friday_reminder": (HOOK, THOUGHT, VERSE, WHERE, MORE, ACT, SOURCE),
    "week_ahead": (HOOK, _block("days"), THOUGHT, MORE, ACT, CALENDAR),
}
LEAVE_OUT = ("more", "bridge", "place", "thought", "act")
"""What goes first when a limit is too small; blocks are never cut, a verse moves to the cards."""
_LEVELS: dict[str, frozenset[Need]] = {
    "short": frozenset({"always"}),
    "medium": frozenset({"always", "medium"}),
    "long": frozenset({"always", "medium", "long"}),
}


def places(kind: str, length: str) -> tuple[Place, ...]:
    """The parts of a text of that length."""
    wanted = _LEVELS.get(length, _LEVELS["medium"])
    return tuple(place for place in OUTLINES[kind] if place.need in wanted)
