"""From a fact to what it means for one sign: area, tone and the words for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import product
from typing import Literal

from heliograph.extensions.packs.zodiac.content import meanings
from heliograph.extensions.packs.zodiac.signs import SIGNS, house_of, with_article
from heliograph.sdk.packs import Fact, Theme

Tone = Literal["flow", "friction", "focus"]

ASPECT_TONES: dict[str, Tone] = {
    "conjunction": "focus",
    "sextile": "flow",
    "square": "friction",
    "trine": "flow",
    "opposition": "friction",
}
GROWING = frozenset({"new moon", "waxing crescent", "first quarter", "waxing gibbous"})
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """For whom a theme is put into words: the sign, and a key that varies the choices."""

    sign: str
    key: str


@dataclass(frozen=True)
class Actors:
    """Who takes part in a fact: a body in its sign, and the body or the sign it meets."""

    body: str
    sign: str
    other: str
    other_sign: str
    has_two_bodies: bool

    @property
    def signs(self) -> tuple[str, str]:
        """The signs they stand in, the faster body's first."""
        return self.sign, self.other_sign


def pick(choices: Sequence[str], *key: str) -> str:
    """One of the choices, always the same for the same key."""
    digest = blake2b("\x1f".join(key).encode(), digest_size=8).digest()
    return choices[int.from_bytes(digest, "big") % len(choices)]


def tone_of(fact: Fact) -> Tone:
    """Flow, friction or focus."""
    if fact.kind == "aspect":
        return ASPECT_TONES[str(fact.detail["aspect"])]
    if fact.kind in ("station", "planet_sign") and fact.detail["direction"] == "retrograde":
        return "friction"
    if fact.kind == "light" and str(fact.detail["octant"]).startswith("waxing"):
        return "flow"
    return "focus"


def pair_of(fact: Fact) -> frozenset[str]:
    """The bodies a fact is about; no two themes of a plan are about the same ones."""
    if fact.kind in ("phase", "eclipse", "light"):
        return frozenset({"Moon", "Sun"})
    names = {str(fact.detail["body"]), str(fact.detail.get("other", fact.detail["body"]))}
    return frozenset(names)


def actors_of(fact: Fact, moon_sign: str) -> Actors:
    """Who takes part; `moon_sign` is where the Moon spends most of the day."""
    detail = fact.detail
    if fact.kind == "aspect":
        body, sign = str(detail["body"]), str(detail["body_sign"])
        other, other_sign = str(detail["other"]), str(detail["other_sign"])
        return Actors(body, sign, other, other_sign, has_two_bodies=True)
    sign = moon_sign if fact.kind in ("moon_sign", "light") else str(detail["sign"])
    if fact.kind in ("phase", "eclipse"):
        return Actors("Moon", sign, "Sun", sun_sign(fact), has_two_bodies=True)
    body = str(detail.get("body", "Moon"))
    return Actors(body, sign, sign, sign, has_two_bodies=False)


def sun_sign(fact: Fact) -> str:
    """Where the Sun stands at a phase or an eclipse; the phase itself fixes its distance."""
    behind = {"full moon": 6, "lunar": 6, "first quarter": 3, "last quarter": -3}
    name = str(fact.detail.get("phase") or fact.detail.get("eclipse"))
    return SIGNS[(SIGNS.index(str(fact.detail["sign"])) - behind.get(name, 0)) % 12]


def themes_for(facts: Sequence[Fact], reader: Reader, moon_sign: str) -> tuple[Theme, ...]:
    """One theme for each fact. An aspect touches two houses: of all ways to choose, the one with
    the most different themes and areas is taken, then the one that follows the faster bodies."""
    cast = [actors_of(fact, moon_sign) for fact in facts]
    choices = [range(2 if actors.has_two_bodies else 1) for actors in cast]

    def variety(ways: tuple[int, ...]) -> tuple[int, int]:
        places = [actors.signs[way] for actors, way in zip(cast, ways, strict=True)]
        tones = [tone_of(fact) for fact in facts]
        return len(set(zip(places, tones, strict=True))), len(set(places))

    # `max` keeps the first of equals, and the first way follows every faster body.
    best = max(product(*choices), key=variety)
    return tuple(
        _theme(fact, actors, way, reader)
        for fact, actors, way in zip(facts, cast, best, strict=True)
    )


def _theme(fact: Fact, actors: Actors, way: int, reader: Reader) -> Theme:
    house = house_of(actors.signs[way], reader.sign)
    area = meanings().areas[house - 1]
    slots = {
        **_actor_slots(fact, actors, reader),
        "area": area.phrase,
        "area_short": area.short,
        "area_planet": with_article(actors.other if way else actors.body),
        "house": ORDINALS[house - 1],
        "relation": pick(meanings().relations[relation_key(fact)], reader.key, fact.id, "relation"),
        "kind": fact.kind,
        "aspect": str(fact.detail.get("aspect", "")),
        "time": str(fact.detail.get("time") or ""),
    }
    return Theme(f"{area.id}.{tone_of(fact)}", fact.id, slots)


def _actor_slots(fact: Fact, actors: Actors, reader: Reader) -> dict[str, str]:
    words = meanings()
    gifts = words.planets if actors.has_two_bodies else words.signs
    return {
        "planet": with_article(actors.body),
        "planet_gift": pick(words.planets[actors.body], reader.key, fact.id, "gift"),
        "sign": actors.sign,
        "other": with_article(actors.other),
        "other_gift": pick(gifts[actors.other], reader.key, fact.id, "other"),
        "other_sign": actors.other_sign,
    }


def relation_key(fact: Fact) -> str:
    """Which list of verbs joins the two actors of a fact."""
    part = {"aspect": "aspect", "phase": "phase", "eclipse": "eclipse"}.get(fact.kind)
    if part:
        return str(fact.detail[part])
    if fact.kind == "ingress":
        return "ingress_back" if fact.detail["retrograde"] else "ingress"
    if fact.kind == "station":
        return f"station_{fact.detail['direction']}"
    if fact.kind == "light":
        return "waxing" if str(fact.detail["octant"]) in GROWING else "waning"
    return fact.kind
