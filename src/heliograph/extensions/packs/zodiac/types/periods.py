"""The week and the month: what happens on which of their days, for one sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from heliograph.extensions.packs.zodiac.plan import counsel
from heliograph.extensions.packs.zodiac.scores import HOUSE_WEIGHTS
from heliograph.extensions.packs.zodiac.signs import SIGNS, house_of
from heliograph.extensions.packs.zodiac.themes import actors_of, pair_of, pick, tone_of
from heliograph.extensions.packs.zodiac.types.base import (
    Asked,
    made,
    ordinal,
    said_day,
    said_short,
    themes_of,
    ways_to_say,
    with_slots,
)
from heliograph.extensions.packs.zodiac.types.spans import dated_fact, events_of_days
from heliograph.sdk.packs import Fact, Plan, Theme

WEEK, MONTH = 7, 30
WEEK_FACTS, MONTH_FACTS = 3, 4
MORE_FACTS = 3
"""Facts held ready for a long text, after those that every text may tell."""
MOST_OF_A_KIND = 2
SUBJECTS = {"self": "self-respect", "horizons": "learning", "calling": "career"}
FIELDS = {
    "self": ("your own name and face", "how you come across", "the first step you take"),
    "money": ("what you earn and own", "your purse and your worth", "the things you value"),
    "words": ("talk, letters and short trips", "your street and your messages", "plain speech"),
    "home": ("your rooms and your people", "the family table", "whatever you call home"),
    "joy": ("fun and first kisses", "the things you do for love", "games, art and flirting"),
    "work": ("the daily round", "your tasks and your habits", "the job at hand"),
    "partners": ("the other half of the table", "love and contracts", "the two of you"),
    "depths": ("what you owe and own together", "the things you tell one person", "deep trust"),
    "horizons": ("learning and far places", "the road and the book", "what you believe"),
    "calling": ("your name in the trade", "the long climb", "what you are known for"),
    "friends": ("your circle and its plans", "the people you choose", "hopes you share"),
    "retreat": ("sleep and silence", "the quiet room", "what you do when no one looks"),
}
LEADS, NEARLY = 3, 0.3
MEETINGS = {
    "conjunction": (
        "meets", "joins", "draws level with", "lines up with", "catches up with",
        "settles beside", "shares a degree with", "pulls alongside",
    ),
    "sextile": (
        "makes a sextile with", "forms a sextile to", "is sextile", "reaches a sextile with",
        "sends a sextile to", "lends a hand to", "gets on well with", "nods to",
    ),
    "square": (
        "squares", "makes a square with", "forms a square to", "reaches a square with",
        "runs into", "rubs against", "is at odds with", "crosses",
    ),
    "trine": (
        "makes a trine with", "forms a trine to", "trines", "reaches a trine with",
        "keeps step with", "flows with", "is at ease with", "finds a trine to",
    ),
    "opposition": (
        "stands opposite", "opposes", "comes to oppose", "faces", "looks straight at",
        "pulls against", "stands across from", "is set against",
    ),
}  # fmt: skip
TURNS_OF = {
    "retrograde": (
        "begins its apparent backward motion", "turns retrograde", "appears to turn back",
        "seems to reverse", "seems to step backwards", "goes retrograde", "appears to retreat",
        "seems to back away", "seems to turn round", "appears to walk backwards",
    ),
    "direct": (
        "ends its apparent backward motion", "turns direct", "sets off again",
        "goes direct", "walks on", "moves forward", "heads forward", "starts forward",
        "travels on", "resumes its course",
    ),
}  # fmt: skip
ENTERS = {
    False: (
        "enters", "moves into", "steps into", "crosses into", "comes into",
        "arrives in", "changes into", "goes into", "reaches",
    ),
    True: ("slips back into", "backs into", "returns to", "drifts back into"),
}  # fmt: skip


def plan_week(asked: Asked) -> Plan:
    """Seven days from the day asked for."""
    last = asked.day + timedelta(days=WEEK - 1)
    name = f"the week from {said_day(asked.day)}"
    return _plan(asked, last, WEEK_FACTS, {"span": name})


def plan_month(asked: Asked) -> Plan:
    """A calendar month from its first day, else thirty days."""
    if asked.day.day == 1:
        after = (asked.day + timedelta(days=32)).replace(day=1)
        return _plan(asked, after - timedelta(days=1), MONTH_FACTS, {"span": f"{asked.day:%B}"})
    name = f"the month from {said_day(asked.day)}"
    return _plan(asked, asked.day + timedelta(days=MONTH - 1), MONTH_FACTS, {"span": name})


def _plan(asked: Asked, last: date, count: int, slots: dict[str, str]) -> Plan:
    facts = _of_span(asked, last)
    ranked = _ranked(asked, facts)
    chosen = _strongest(asked, ranked, count)
    more = _more(chosen, ranked)
    held = [*chosen, *more]
    themes = [
        with_slots(theme, _told(asked, fact) | _named(theme))
        for theme, fact in zip(themes_of(asked, held), held, strict=True)
    ]
    kind = next((fact for fact in [*chosen, *facts] if tone_of(fact) == "flow"), chosen[-1])
    dates = {"until": last.isoformat(), "last_day": said_day(last)}
    is_near = count == WEEK_FACTS
    best = date.fromisoformat(str(kind.detail["date"]))
    last_fact = Fact(
        f"{last.isoformat()}:span", "span", f"It ends on {said_day(last)}", "calendar",
        0.0, {"until": last.isoformat()},
    )  # fmt: skip
    easy = {
        "best_when": pick(ways_to_say(best, is_near=is_near), asked.reader.key, "best"),
        "best_day": str(kind.detail["weekday"]) if is_near else said_short(best),
    }
    return made(
        asked,
        [*held, kind, last_fact],
        themes,
        {**slots, **dates, **easy, **counsel(asked.profile, asked.day, themes[:count])},
    )


def _named(theme: Theme) -> dict[str, str]:
    """The area in one word that serves as the subject of a sentence."""
    area = theme.slots["area_key"]
    phrase = pick((theme.slots["area"], *FIELDS[area]), theme.fact_id, theme.slots["sign"], area)
    return {"area_short": SUBJECTS.get(area, theme.slots["area_short"]), "area": phrase}


def _of_span(asked: Asked, last: date) -> list[Fact]:
    events = events_of_days(asked.day, last, asked.zone)
    facts = [dated_fact(event, asked.zone) for event in events if event.kind != "season"]
    # New and full moon are told as such, and an eclipse tells its lunation too.
    dark = {fact.detail["date"] for fact in facts if fact.kind == "eclipse"}
    return [
        fact
        for fact in facts
        if not (fact.kind == "aspect" and fact.detail["body"] == "Moon")
        and not (fact.kind == "phase" and fact.detail["date"] in dark)
    ]


def _ranked(asked: Asked, facts: Sequence[Fact]) -> list[Fact]:
    """The facts from what is weightiest for this sign to what is least."""

    def score(fact: Fact) -> float:
        sign = actors_of(fact, asked.moon_sign()).sign
        return fact.weight * HOUSE_WEIGHTS[house_of(sign, asked.profile.name)]

    return sorted(facts, key=lambda fact: (-score(fact), fact.id))


def _strongest(asked: Asked, ranked: Sequence[Fact], count: int) -> list[Fact]:
    """One of the weightiest of all first, then, in order of time, every eclipse and what is
    weightiest for this sign, each about other bodies.

    Were the first always the weightiest, twelve signs would open on the same event.
    """
    loudest = sorted(ranked, key=lambda fact: (-fact.weight, fact.id))[: LEADS * count]
    near = [one for one in loudest if one.weight >= NEARLY * loudest[0].weight]
    turn = asked.day.toordinal() // WEEK + SIGNS.index(asked.profile.name)
    lead = near[turn % len(near)]
    chosen = [lead]
    start = turn % count if len(ranked) > 2 * count else 0
    rare = [one for one in ranked if one.kind == "eclipse"]
    for fact in [*rare, *ranked[start:], *ranked[:start]]:
        is_known = pair_of(fact) in {pair_of(one) for one in chosen}
        is_usual = sum(one.kind == fact.kind for one in chosen) == MOST_OF_A_KIND
        if len(chosen) < count and not is_known and not is_usual:
            chosen.append(fact)
    chosen += [one for one in ranked if one not in chosen][: count - len(chosen)]
    return [lead, *sorted(chosen[1:], key=lambda fact: (str(fact.detail["date"]), fact.id))]


def _more(chosen: Sequence[Fact], ranked: Sequence[Fact]) -> list[Fact]:
    """What else is weightiest for this sign, each of another kind or about other bodies."""
    known = {_about(one) for one in chosen}
    found: list[Fact] = []
    for fact in ranked:
        if len(found) < MORE_FACTS and _about(fact) not in known:
            found.append(fact)
            known.add(_about(fact))
    return found


def _about(fact: Fact) -> tuple[frozenset[str], str]:
    """A new and a full moon are two events of a month."""
    return pair_of(fact), str(fact.detail.get("phase", ""))


def _told(asked: Asked, fact: Fact) -> dict[str, str]:
    """The words of one date; what is said of it varies from sign to sign."""
    detail, key = fact.detail, asked.reader.key
    day = date.fromisoformat(str(detail["date"]))
    # Within a week a weekday leaves no doubt, within a month it does.
    is_near = asked.type == "weekly"
    weekday = str(detail["weekday"])
    slots = {
        "kind": fact.kind,
        "weekday": weekday if is_near else f"{weekday} the {ordinal(day.day)}",
    }
    ways = ways_to_say(day, is_near=is_near)
    slots["when"] = pick(ways, key, fact.id, "when")
    if fact.kind == "aspect":
        # Where both stand in one sign, no sentence leads from the one sign to the other.
        if detail["body_sign"] == detail["other_sign"]:
            slots["other_sign"] = ""
        slots["meets"] = pick(MEETINGS[str(detail["aspect"])], key, fact.id, "meets")
    if fact.kind == "station":
        slots["turns"] = pick(TURNS_OF[str(detail["direction"])], key, fact.id, "turns")
    if fact.kind == "ingress":
        slots["enters"] = pick(ENTERS[bool(detail["retrograde"])], key, fact.id, "enters")
    return slots
