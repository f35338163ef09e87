"""Love and career: the day's sky as one part of life sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heliograph.extensions.packs.zodiac.plan import SCORED
from heliograph.extensions.packs.zodiac.signs import SIGNS, house_of
from heliograph.extensions.packs.zodiac.themes import actors_of, pair_of, pick
from heliograph.extensions.packs.zodiac.types.base import Asked, made, themes_of, with_slots
from heliograph.sdk.packs import Fact, Plan, Theme

MOST_LEADS, NEARLY = 7, 0.35


@dataclass(frozen=True)
class Lane:
    """A part of life: the bodies and houses that speak for it, and the corner of it each area
    belongs to."""

    bodies: dict[str, float]
    houses: dict[int, float]
    corners: dict[str, str]
    lenders: dict[str, tuple[str, ...]]
    standing: tuple[str, ...]


LOVE = Lane(
    bodies={"Venus": 2.0, "Mars": 1.5, "Moon": 1.2},
    houses={5: 2.4, 7: 2.6, 8: 2.2, 1: 0.9, 4: 1.0, 3: 0.9},
    corners={
        "self": "spark", "joy": "spark", "horizons": "spark",
        "home": "closeness", "partners": "closeness", "depths": "closeness",
        "words": "talk", "friends": "talk", "retreat": "talk",
        "money": "everyday", "work": "everyday", "calling": "everyday",
    },
    lenders={
        "self": ("self", "joy"), "horizons": ("horizons", "joy"), "home": ("home", "partners"),
        "words": ("words", "partners"), "friends": ("friends", "joy"),
        "retreat": ("retreat", "depths"), "money": ("partners", "depths"),
        "work": ("partners", "joy"), "calling": ("partners", "joy"),
    },
    standing=("Venus", "Mars"),
)  # fmt: skip
CAREER = Lane(
    bodies={"Saturn": 1.6, "Sun": 1.5, "Mercury": 1.4, "Mars": 1.3, "Jupiter": 1.4},
    houses={10: 2.6, 6: 2.4, 2: 2.2, 1: 0.9, 3: 0.9},
    corners={
        "self": "standing", "calling": "standing", "joy": "standing",
        "work": "tasks", "home": "tasks", "retreat": "tasks",
        "words": "talk", "friends": "talk", "partners": "talk",
        "money": "worth", "depths": "worth", "horizons": "worth",
    },
    lenders={
        "self": ("self", "calling"), "horizons": ("horizons", "money"), "home": ("work",),
        "words": ("words", "work"), "friends": ("friends", "calling"), "retreat": ("work",),
        "depths": ("money",), "partners": ("partners", "work"), "joy": ("calling",),
    },
    standing=("Mercury", "Saturn", "Sun", "Mars", "Jupiter"),
)  # fmt: skip


def plan_lane(asked: Asked, lane: Lane) -> Plan:
    """The strongest fact for that part of life, and where one of its planets stands."""
    first = _leading(asked, lane)
    second = _standing(asked, lane, first)
    themes = [
        with_slots(theme, _spoken(asked, lane, theme))
        for fact in (first, second)
        for theme in themes_of(asked, [fact])
    ]
    told = [first, second, *asked.of_kind("moon_sign"), *asked.of_kind("light")]
    return made(asked, told, themes, {"moon_sign": asked.moon_sign()})


def _spoken(asked: Asked, lane: Lane, theme: Theme) -> dict[str, str]:
    """Which corner of the lane a theme belongs to, and whose sentences serve it as well."""
    area, _, tone = theme.id.partition(".")
    corner = lane.corners[area]
    lenders = lane.lenders.get(area, (area,))
    lender = pick(lenders, asked.reader.key, theme.fact_id, "lender")
    return {"corner": corner, "lane": f"{corner}.{tone}", "lender": f"{lender}.{tone}"}


def _leading(asked: Asked, lane: Lane) -> Fact:
    """One of the strongest facts. Were it always the strongest, twelve signs would speak of the
    same one on most days; so they take turns among those that are nearly as strong."""
    scored = [fact for fact in asked.facts if fact.kind in SCORED and fact.weight > 0]

    def score(fact: Fact) -> float:
        house = house_of(actors_of(fact, asked.moon_sign()).sign, asked.profile.name)
        speaks = max(lane.bodies.get(body, 0.6) for body in pair_of(fact))
        return fact.weight * speaks * lane.houses.get(house, 0.8)

    quiet: Sequence[Fact] = asked.of_kind("moon_sign")
    ranked = sorted([*scored, *quiet], key=lambda fact: (-score(fact), fact.id))
    near = [fact for fact in ranked[:MOST_LEADS] if score(fact) >= NEARLY * score(ranked[0])]
    place = SIGNS.index(asked.profile.name)
    return near[(asked.day.toordinal() + place) % len(near)]


def _standing(asked: Asked, lane: Lane, first: Fact) -> Fact:
    """Where one of the lane's planets stands; another one from day to day, and not the first's."""
    places = {str(fact.detail["body"]): fact for fact in asked.of_kind("planet_sign")}
    free = [body for body in lane.standing if body not in pair_of(first)] or list(lane.standing)
    return places[free[asked.day.toordinal() % len(free)]]
