"""What happens on a day: ingresses, stations, phases of the Moon and eclipses."""

from __future__ import annotations

from importlib.metadata import version

from heliograph.extensions.packs.zodiac.day import LocalDay
from heliograph.extensions.packs.zodiac.scores import (
    EXACT_TODAY,
    TURNING_POINT,
    single_score,
)
from heliograph.extensions.packs.zodiac.signs import capital, with_article
from heliograph.extensions.packs.zodiac.sky import SOURCE
from heliograph.sdk.packs import Event, Fact

SOLAR_SOURCE = f"astronomy-engine {version('astronomy-engine')}"
# A turn still to come or of today, and one of yesterday.
TURNS = {
    "retrograde": ("begins its apparent backward motion", "began its apparent backward motion"),
    "direct": (
        "ends its apparent backward motion and turns direct",
        "ended its apparent backward motion and turned direct",
    ),
}
WHEN = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def happening_facts(local: LocalDay) -> list[Fact]:
    """All of the day's single events; the Moon's own ingress belongs to its sign."""
    ingresses = [event for event in local.today("ingress") if event.body != "Moon"]
    return [
        *(_ingress(local, event) for event in ingresses),
        *(_station(local, event) for event in local.near("station")),
        *(_phase(local, event) for event in local.today("phase")),
        *(_eclipse(local, event) for event in local.today("eclipse")),
    ]


def _ingress(local: LocalDay, event: Event) -> Fact:
    clock, detail = local.clock(event.at), event.detail
    verb = "slips back into" if detail["retrograde"] else "enters"
    words = f"{with_article(event.body)} {verb} {detail['sign']} at {clock}, leaving"
    return Fact(
        f"ingress:{event.body.lower()}",
        "ingress",
        capital(f"{words} {detail['from_sign']}"),
        SOURCE,
        single_score(event.body, EXACT_TODAY),
        {
            "body": event.body,
            "sign": detail["sign"],
            "from_sign": detail["from_sign"],
            "time": clock,
            "retrograde": detail["retrograde"],
        },
    )


def _station(local: LocalDay, event: Event) -> Fact:
    clock, detail, days = local.clock(event.at), event.detail, local.days_until(event)
    turn = TURNS[str(detail["direction"])][days < 0]
    words = f"{event.body} {turn} {WHEN[days]} at {clock}, at {detail['degree']} degrees of"
    return Fact(
        f"station:{event.body.lower()}",
        "station",
        f"{words} {detail['sign']}",
        SOURCE,
        single_score(event.body, TURNING_POINT * (EXACT_TODAY if days == 0 else 1.0)),
        {
            "body": event.body,
            "sign": detail["sign"],
            "direction": detail["direction"],
            "time": clock,
            "degree": detail["degree"],
            "days": days,
        },
    )


def _phase(local: LocalDay, event: Event) -> Fact:
    clock, detail = local.clock(event.at), event.detail
    is_lunation = detail["phase"] in ("new moon", "full moon")
    return Fact(
        "phase",
        "phase",
        f"The {detail['phase']} falls at {clock}, with the Moon in {detail['sign']}",
        SOURCE,
        single_score("Moon", EXACT_TODAY * (TURNING_POINT if is_lunation else 1.0)),
        {"phase": detail["phase"], "sign": detail["sign"], "time": clock},
    )


def _eclipse(local: LocalDay, event: Event) -> Fact:
    clock, detail = local.clock(event.at), event.detail
    article = "an" if detail["type"] == "annular" else "a"
    name = f"{detail['type']} {detail['eclipse']} eclipse"
    return Fact(
        f"eclipse:{detail['eclipse']}",
        "eclipse",
        capital(f"{article} {name} is greatest at {clock}, in {detail['sign']}"),
        SOLAR_SOURCE if detail["eclipse"] == "solar" else SOURCE,
        # An eclipse is a lunation and more, so it outranks the phase of the same hour.
        single_score(event.body, EXACT_TODAY * TURNING_POINT * 1.25),
        {
            "eclipse": detail["eclipse"],
            "type": detail["type"],
            "sign": detail["sign"],
            "time": clock,
        },
    )
