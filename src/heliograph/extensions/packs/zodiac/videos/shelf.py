"""Which picture fits a sentence.

A sentence about two bodies gets the sky of that day, one about the Moon the Moon as it is lit,
one about a planet its sign; others get a landscape of the element they speak of. No picture comes
twice in a video.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from heliograph.extensions.packs.zodiac.drawing import sky_values
from heliograph.sdk.packs import Plan
from heliograph.sdk.storyboard import BoardShot, PictureWish
from heliograph.sdk.timeline.document import Drawn, DrawnScene, Value

Found = tuple[str, BoardShot, tuple[str, ...]]
BODIES = (
    *("Sun", "Moon", "Mercury", "Venus", "Mars"),
    *("Jupiter", "Saturn", "Uranus", "Neptune", "Pluto"),
)
BODY = re.compile(rf"\b({'|'.join(BODIES)})\b")
_OVERHEAD = re.compile(r"\b(?:sky|skies|planets?|stars?|overhead)\b", re.IGNORECASE)
# A sign that stands for its element: the landscape is that element's.
_STANDS_FOR = {"fire": "leo", "earth": "taurus", "air": "libra", "water": "pisces"}
_SPEAKS_OF = {
    "fire": "fire|stove|candle|heat|warm|ang(?:er|ry)|spark|flame|burn|bold|brave|start|race|boots",
    "earth": "work|money|bill|body|bone|house|home|door|table|kitchen|garden|ground|hand|build",
    "air": "word|talk|say|said|letter|message|call|read|write|think|idea|friend|travel|road|ask",
    "water": "feel|love|heart|tear|sea|water|dream|mist|tide|secret|kind|tender|partner|child",
}
_ELEMENTS = {
    name: re.compile(rf"\b(?:{words})\w*", re.IGNORECASE) for name, words in _SPEAKS_OF.items()
}
_REST: tuple[tuple[DrawnScene, str], ...] = (
    ("particles", "embers"),
    ("aurora", "the night sky"),
    ("star_flight", "stars"),
    ("light_rays", "light"),
)


@dataclass
class Shelf:
    """The pictures of one video that are still free."""

    plan: Plan
    _taken: set[str] = field(default_factory=set)

    def dealt(self, lines: Sequence[str]) -> list[tuple[BoardShot, tuple[str, ...]]]:
        """A picture for each line, with what the two have in common. Lines that say most about
        their picture choose first."""
        dealt: dict[int, tuple[BoardShot, tuple[str, ...]]] = {}
        for number in sorted(range(len(lines)), key=lambda one: -_weight(lines[one])):
            dealt[number] = self._shot(lines[number])
        return [dealt[number] for number in range(len(lines))]

    def _shot(self, line: str) -> tuple[BoardShot, tuple[str, ...]]:
        for key, shot, about in self._wished(line):
            if key not in self._taken:
                self._taken.add(key)
                return shot, about
        number = len(self._taken)
        self._taken.add(f"gradient {number}")
        return Drawn(scene="gradient", seed=number), ("the colours of the sign",)

    def _wished(self, line: str) -> Iterator[Found]:
        bodies = list(dict.fromkeys(BODY.findall(line)))
        if len(bodies) > 1 or _OVERHEAD.search(line):
            yield "sky", self._sky(bodies), tuple(bodies or ("the sky",))
        if "Moon" in bodies:
            phase = self._numbers("phase").get("phase", 180.0)
            yield "moon", Drawn(scene="moon", values={"phase": phase}), ("the Moon as it is lit",)
        for body in bodies:
            yield body, PictureWish("plate-planet", values={"planet": body.lower()}), (body,)
        yield from self._landscapes(line)
        for scene, about in _REST:
            yield scene, Drawn(scene=scene, seed=len(self._taken)), (about,)

    def _sky(self, bodies: Sequence[str]) -> Drawn:
        """The wheel of the day; the bodies that the line names are named in it."""
        values: dict[str, Value] = {**self._numbers("positions")}
        if bodies:
            values["focus"] = " ".join(bodies).lower()
        return Drawn(scene="sky_map", values=values)

    def _landscapes(self, line: str) -> Iterator[Found]:
        found = {name: rule.findall(line) for name, rule in _ELEMENTS.items()}
        own = self.plan.slots.get("element", "")
        for name in sorted(found, key=lambda one: (-len(found[one]), one != own)):
            if not found[name] and name != own:
                continue
            told = found[name][0].lower() if found[name] else "the sign's element"
            yield name, PictureWish("plate-scenery", symbol=_STANDS_FOR[name]), (name, told)

    def _numbers(self, name: str) -> dict[str, float]:
        value = sky_values(self.plan).get(name)
        if isinstance(value, dict):
            return {str(key): float(one) for key, one in value.items() if isinstance(one, float)}
        return {name: float(value)} if isinstance(value, int | float) else {}


def _weight(line: str) -> int:
    """How much a line says about what is to be seen: bodies above all, then its elements."""
    bodies = len(set(BODY.findall(line)))
    return 10 * bodies + max(len(rule.findall(line)) for rule in _ELEMENTS.values())
