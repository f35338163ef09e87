"""Aspects of a day: every pair near enough to exact, with the minute when it is exact today."""

from __future__ import annotations

from itertools import combinations

from heliograph.extensions.packs.zodiac.day import LocalDay
from heliograph.extensions.packs.zodiac.scores import (
    EXACT_TODAY,
    SEPARATING,
    TURNING_POINT,
    aspect_score,
)
from heliograph.extensions.packs.zodiac.signs import (
    ASPECTS,
    BODIES,
    capital,
    max_orb,
    sign_of,
    with_article,
    wrap,
)
from heliograph.extensions.packs.zodiac.sky import SOURCE
from heliograph.sdk.packs import Event, Fact

Sky = dict[str, tuple[float, float]]  # body -> longitude (degrees), speed (degrees a day)

EXACT_WORDS = {
    "conjunction": "{a} meets {b}",
    "sextile": "{a} makes a sextile with {b}",
    "square": "{a} squares {b}",
    "trine": "{a} makes a trine with {b}",
    "opposition": "{a} stands opposite {b}",
}
AN_ASPECT = {
    "conjunction": "a conjunction",
    "sextile": "a sextile",
    "square": "a square",
    "trine": "a trine",
    "opposition": "an opposition",
}


def aspect_facts(local: LocalDay, sky: Sky) -> list[Fact]:
    """One fact for each pair that is within its orb at noon, or exact on the day."""
    exact = {
        (event.body, str(event.detail["other"]), str(event.detail["aspect"])): event
        for event in local.today("aspect")
    }
    found = []
    for body, other in combinations(BODIES, 2):
        for angle, aspect in ASPECTS.items():
            event = exact.get((body, other, aspect))
            if event is not None:
                found.append(_exact(local, event, angle))
                continue
            orb, is_applying = _orb(sky[body], sky[other], angle)
            if orb <= max_orb(body, other):
                found.append(_near(local, sky, (body, other, angle), (orb, is_applying)))
    return found


def _orb(body: tuple[float, float], other: tuple[float, float], angle: int) -> tuple[float, bool]:
    apart = wrap(body[0] - other[0])
    beyond = abs(apart) - angle
    growing = (body[1] - other[1]) * (1 if apart >= 0 else -1)
    return abs(beyond), beyond * growing < 0


def _exact(local: LocalDay, event: Event, angle: int) -> Fact:
    body, other = event.body, str(event.detail["other"])
    aspect = ASPECTS[angle]
    clock = local.clock(event.at)
    signs = str(event.detail["body_sign"]), str(event.detail["other_sign"])
    words = EXACT_WORDS[aspect].format(a=with_article(body), b=with_article(other))
    where = f"both in {signs[0]}" if signs[0] == signs[1] else f"{signs[0]} to {signs[1]}"
    factor = EXACT_TODAY * _turning_point(local, (body, other), angle)
    return Fact(
        f"aspect:{body.lower()}-{aspect}-{other.lower()}",
        "aspect",
        capital(f"{words} at {clock}, {where}"),
        SOURCE,
        aspect_score((body, other), aspect, 0.0, factor),
        {
            "body": body, "other": other, "aspect": aspect, "angle": angle, "orb": 0.0,
            "time": clock, "applying": event.at > local.noon,
            "body_sign": signs[0], "other_sign": signs[1],
        },
    )  # fmt: skip


def _near(local: LocalDay, sky: Sky, what: tuple[str, str, int], how: tuple[float, bool]) -> Fact:
    body, other, angle = what
    orb, is_applying = how
    aspect = ASPECTS[angle]
    moving = "and is closing in" if is_applying else "and is moving away"
    words = (
        f"{with_article(body)} is {orb:.1f} degrees from {AN_ASPECT[aspect]} "
        f"with {with_article(other)} {moving}"
    )
    factor = (1.0 if is_applying else SEPARATING) * _turning_point(local, (body, other), angle)
    return Fact(
        f"aspect:{body.lower()}-{aspect}-{other.lower()}",
        "aspect",
        capital(words),
        SOURCE,
        aspect_score((body, other), aspect, orb, factor),
        {
            "body": body, "other": other, "aspect": aspect, "angle": angle,
            "orb": round(orb, 1), "time": None, "applying": is_applying,
            "body_sign": sign_of(sky[body][0]), "other_sign": sign_of(sky[other][0]),
        },
    )  # fmt: skip


def _turning_point(local: LocalDay, pair: tuple[str, str], angle: int) -> float:
    """New and full moon are the aspects of Moon and Sun that count double within a day."""
    if pair != ("Moon", "Sun") or angle not in (0, 180):
        return 1.0
    wanted = "new moon" if angle == 0 else "full moon"
    is_near = any(event.detail["phase"] == wanted for event in local.near("phase"))
    return TURNING_POINT if is_near else 1.0
