"""Which picture fits a sentence.

A sentence about two bodies gets the sky of that day, one about the Moon the Moon as it is lit,
one about a planet its sign; others get a landscape of the element they speak of. No picture comes
twice in a video.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from heliograph.extensions.packs.zodiac.drawing import drawing_of, sky_values
from heliograph.sdk.packs import Plan
from heliograph.sdk.storyboard import BoardShot, PictureWish
from heliograph.sdk.text import Draft
from heliograph.sdk.timeline.document import Drawn, DrawnScene, Value

Found = tuple[str, BoardShot, tuple[str, ...]]
BODIES = (
    *("Sun", "Moon", "Mercury", "Venus", "Mars"),
    *("Jupiter", "Saturn", "Uranus", "Neptune", "Pluto"),
)
BODY = re.compile(rf"\b({'|'.join(BODIES)})\b")
_MOON = re.compile(r"\bmoon", re.IGNORECASE)
_TITLED = 0.36
"""Of the shorter side: a title, what stands below it, and the handle above."""
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
    ("aurora", "the night sky"),
    ("star_flight", "stars"),
    ("light_rays", "light"),
)


@dataclass
class Shelf:
    """The pictures of one video that are still free."""

    plan: Plan
    _taken: set[str] = field(default_factory=set)

    def opening(self, draft: Draft) -> tuple[BoardShot, tuple[str, ...]]:
        """The picture of what the video is about: the Moon, the planet that turns, else the sign.
        It is dealt to no line afterwards."""
        drawing = drawing_of(self.plan, draft)
        eclipse = str(drawing.values.get("eclipse") or "")
        if self.plan.type == "moon_phase" or eclipse.startswith("lunar"):
            self._taken.add("moon")
            return self._moon(_TITLED), ("the Moon as it is lit",)
        planet = str(drawing.values.get("planet") or ("sun" if eclipse else ""))
        if planet:
            self._taken.add(planet.capitalize())
            values = {"planet": planet}
            return PictureWish("plate-planet-titled", values=values), (planet.capitalize(),)
        if self.plan.slots.get("element") == "fire":
            # The sign stands over it already, and one fire looks like another.
            self._taken.add("fire")
        return PictureWish("plate-figure", symbol=drawing.symbol), ("the sign",)

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
        if _MOON.search(line):
            yield "moon", self._moon(), ("the Moon as it is lit",)
            yield "sky", self._sky(("Sun", "Moon")), ("Sun", "Moon")
        for body in bodies:
            yield body, PictureWish("plate-planet", values={"planet": body.lower()}), (body,)
        yield from self._landscapes(line)
        for scene, about in _REST:
            yield scene, Drawn(scene=scene, seed=len(self._taken)), (about,)
        yield "particles", _embers(len(self._taken)), ("embers",)

    def _moon(self, titled: float = 0.0) -> Drawn:
        """As it is lit; `titled` is how much of the frame the titles above it take."""
        values: dict[str, Value] = {"phase": self._numbers("phase").get("phase", 180.0)}
        if titled:
            values["titled"] = titled
        return Drawn(scene="moon", values=values)

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
            if name == "fire":
                yield "particles", _embers(len(self._taken)), ("embers", told)

    def _numbers(self, name: str) -> dict[str, float]:
        value = sky_values(self.plan).get(name)
        if isinstance(value, dict):
            return {str(key): float(one) for key, one in value.items() if isinstance(one, float)}
        return {name: float(value)} if isinstance(value, int | float) else {}


def _embers(seed: int) -> Drawn:
    return Drawn(scene="particles", seed=seed, values={"kind": "embers"})


def _weight(line: str) -> int:
    """How much a line says about what is to be seen: bodies above all, then its elements."""
    bodies = len(set(BODY.findall(line)))
    return (
        10 * bodies
        + 10 * bool(_MOON.search(line))
        + max(len(rule.findall(line)) for rule in _ELEMENTS.values())
    )
