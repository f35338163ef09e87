"""Plans: three themes about different bodies, advice that moves on, and a good hour."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from math import gcd
from zoneinfo import ZoneInfo

import pytest

from heliograph.extensions.packs.zodiac import PACK
from heliograph.extensions.packs.zodiac.content import meanings, pool, profiles, rules
from heliograph.extensions.packs.zodiac.plan import STEPS
from heliograph.extensions.packs.zodiac.signs import SIGNS, house_of
from heliograph.extensions.packs.zodiac.themes import pair_of
from heliograph.sdk.packs import Brief, Fact, UnknownSubject

DAYS = [date(2026, 10, 20) + timedelta(days=n) for n in range(30)]
ZONE = "America/New_York"
AREAS = ("self", "money", "words", "home", "joy", "work",
         "partners", "depths", "horizons", "calling", "friends", "retreat")  # fmt: skip
THEME_SLOTS = {
    "planet", "planet_gift", "other", "other_gift", "area", "area_short", "sign", "relation",
}  # fmt: skip
PLAN_SLOTS = {"subject_name", "element", "ruler", "symbol", "advice", "do", "avoid", "date_text"}


@pytest.fixture(scope="module")
def plans(plan_for) -> list:
    return [plan_for(subject, day, ZONE) for day in DAYS for subject in profiles()]


def test_twelve_signs_for_thirty_days_each_have_three_themes_of_different_bodies(plans) -> None:
    assert len(plans) == 360
    for plan in plans:
        held = {fact.id: fact for fact in plan.facts}
        pairs = [pair_of(held[theme.fact_id]) for theme in plan.themes]
        assert len(pairs) == 3
        assert len(set(pairs)) == 3


def test_every_theme_names_an_area_and_a_tone_and_fills_its_slots(plans) -> None:
    for theme in (theme for plan in plans for theme in plan.themes):
        area, tone = theme.id.split(".")
        assert area in AREAS
        assert tone in {"flow", "friction", "focus"}
        assert all(theme.slots[name] for name in THEME_SLOTS)
        assert 2 <= len(theme.slots["planet_gift"].split()) <= 4
        assert "time" in theme.slots


def test_the_area_of_a_theme_is_the_house_of_one_of_its_bodies(plans) -> None:
    for plan in plans:
        for theme in plan.themes:
            signs = theme.slots["sign"], theme.slots["other_sign"]
            own = plan.slots["subject_name"]
            houses = {AREAS[house_of(sign, own) - 1] for sign in signs}
            assert theme.id.split(".")[0] in houses


def test_the_tone_of_a_theme_follows_its_fact(plans) -> None:
    expected = {"sextile": "flow", "trine": "flow", "square": "friction",
                "opposition": "friction", "conjunction": "focus"}  # fmt: skip
    seen: Counter[str] = Counter()
    for plan in plans:
        held = {fact.id: fact for fact in plan.facts}
        for theme in plan.themes:
            fact, tone = held[theme.fact_id], theme.id.split(".")[1]
            seen[fact.kind] += 1
            if fact.kind == "aspect":
                assert tone == expected[str(fact.detail["aspect"])]
            elif fact.kind == "station":
                is_turning_back = fact.detail["direction"] == "retrograde"
                assert tone == ("friction" if is_turning_back else "focus")
            else:
                assert tone == "focus"
    assert {"aspect", "station", "phase", "ingress"} <= seen.keys()


def test_themes_are_the_best_scores_for_the_sign(plans, facts_on) -> None:
    plan = next(p for p in plans if p.subject == "leo" and p.date == date(2026, 10, 24))
    facts = facts_on(plan.date, ZONE)
    weights = {1: 1.35, 2: 1.0, 3: 0.95, 4: 1.2, 5: 1.1, 6: 0.9,
               7: 1.3, 8: 0.9, 9: 0.95, 10: 1.25, 11: 1.05, 12: 0.75}  # fmt: skip

    def score(fact: Fact) -> float:
        sign = str(fact.detail.get("body_sign") or fact.detail["sign"])
        return fact.weight * weights[house_of(sign, "Leo")]

    kinds = {"aspect", "ingress", "station", "phase", "eclipse"}
    best = max((fact for fact in facts if fact.kind in kinds), key=score)
    assert plan.themes[0].fact_id == best.id
    held = {fact.id: fact for fact in plan.facts}
    scores = [score(held[theme.fact_id]) for theme in plan.themes]
    assert scores == sorted(scores, reverse=True)


def test_a_plan_tells_the_moon_its_light_and_whatever_happens_that_day(plans, facts_on) -> None:
    always = {"moon_sign", "light", "ingress", "station", "phase", "eclipse"}
    for plan in plans:
        held = {fact.id for fact in plan.facts}
        assert len(held) == len(plan.facts)
        assert {theme.fact_id for theme in plan.themes} <= held
        assert {f.id for f in facts_on(plan.date, ZONE) if f.kind in always} <= held


def test_a_quiet_day_is_filled_from_the_moon(facts_on) -> None:
    day = date(2026, 11, 20)
    quiet = [fact for fact in facts_on(day) if fact.kind != "aspect"]
    plan = PACK.plan(Brief("virgo", "daily_horoscope", day, ZoneInfo("UTC")), quiet)
    assert [theme.slots["kind"] for theme in plan.themes] == ["moon_sign", "light", "planet_sign"]
    assert plan.themes[0].id == "depths.focus"
    assert plan.themes[1].id == "depths.flow"
    assert plan.slots["window"] == ""
    sentence = "{planet} {relation} {other}".format(**plan.themes[0].slots)
    assert sentence.startswith("the Moon ")
    # The Moon left Pisces before noon of that day.
    assert sentence.endswith(" Aries")


def test_the_slots_of_a_plan_are_filled_and_belong_to_the_sign(plans) -> None:
    for plan in plans:
        profile = PACK.subject(plan.subject)
        assert all(plan.slots[name] for name in PLAN_SLOTS)
        assert plan.slots["subject_name"] == profile.name
        assert plan.slots["element"] == profile.facts["element"]
        assert plan.slots["symbol"] == profile.symbol
        assert (plan.pack, plan.type, plan.time_zone) == ("zodiac", "daily_horoscope", ZONE)
    assert plans[0].slots["date_text"] == "Tuesday, 20 October"


def test_the_good_hour_is_an_exact_aspect_without_friction_that_the_plan_holds(plans) -> None:
    windows = [plan for plan in plans if plan.slots["window"]]
    assert len(windows) > len(plans) / 3
    for plan in windows:
        easy = {"sextile", "trine", "conjunction"}
        exact = [f.detail for f in plan.facts if f.kind == "aspect" and f.detail["time"]]
        times = {str(d["time"]) for d in exact if d["aspect"] in easy}
        ends = plan.slots["window"].split("-")
        middle = ends[0] if len(ends) == 1 else _middle(*ends)
        assert middle in times
        assert "06:00" <= ends[0] <= ends[-1] <= "23:00"


def _middle(start: str, end: str) -> str:
    minutes = [int(clock[:2]) * 60 + int(clock[3:]) for clock in (start, end)]
    assert minutes[1] - minutes[0] == 60
    return f"{(minutes[0] + 30) // 60:02}:{(minutes[0] + 30) % 60:02}"


def test_the_same_day_gives_the_same_plan_again(facts_on, plan_for) -> None:
    day = DAYS[3]
    again = PACK.plan(Brief("aries", "daily_horoscope", day, ZoneInfo(ZONE)), facts_on(day, ZONE))
    assert again == plan_for("aries", day, ZONE)


def test_no_two_signs_of_a_day_are_given_the_same_line(plans) -> None:
    for day in DAYS:
        for slot in ("advice", "do", "avoid"):
            lines = [plan.slots[slot] for plan in plans if plan.date == day]
            assert len(set(lines)) == 12


def test_advice_hardly_returns_to_a_sign_within_thirty_days(plans) -> None:
    for subject in profiles():
        lines = [plan.slots["advice"] for plan in plans if plan.subject == subject]
        assert len(set(lines)) >= 24


def test_the_tone_of_a_plan_is_the_balance_of_its_themes(plans) -> None:
    for plan in plans:
        tones = [theme.id.split(".")[1] for theme in plan.themes]
        balance = tones.count("flow") - tones.count("friction")
        expected = {True: "bright", False: "careful"}.get(balance > 0) if balance else None
        expected = expected or ("fresh" if set(tones) == {"focus"} else "steady")
        assert plan.tone == expected
    assert len({plan.tone for plan in plans}) >= 3


def test_an_unknown_sign_is_refused_with_the_names_of_the_twelve(facts_on) -> None:
    with pytest.raises(UnknownSubject, match=r"no sign 'ophiuchus'.*aries, taurus, .*pisces"):
        PACK.plan(
            Brief("ophiuchus", "daily_horoscope", DAYS[0], ZoneInfo(ZONE)), facts_on(DAYS[0], ZONE)
        )


def test_an_unknown_type_is_refused_with_the_types_there_are(facts_on) -> None:
    with pytest.raises(ValueError, match=r"does not make 'newsletter'.*daily_horoscope"):
        PACK.plan(Brief("leo", "newsletter", DAYS[0], ZoneInfo(ZONE)), facts_on(DAYS[0], ZONE))


def test_the_manifest_and_the_twelve_profiles_are_whole() -> None:
    assert PACK.manifest.id == PACK.folder.name == "zodiac"
    assert PACK.manifest.types[0].id == "daily_horoscope"
    assert (PACK.manifest.types[0].default_time, PACK.manifest.types[0].design) == (
        "07:00", "daily-card",
    )  # fmt: skip
    assert [profile.name for profile in PACK.subjects()] == list(SIGNS)
    for index, profile in enumerate(PACK.subjects()):
        assert profile.symbol == chr(0x2648 + index)
        assert 6 <= len(profile.traits) <= 8
        assert profile.facts["element"] == ("fire", "earth", "air", "water")[index % 4]
        assert profile.facts["modality"] == ("cardinal", "fixed", "mutable")[index % 3]
        assert {"ruler", "older_ruler", "dates", "figure"} <= profile.facts.keys()


def test_every_palette_is_its_own_and_carries_readable_ink() -> None:
    palettes = [profile.palette for profile in PACK.subjects()]
    assert len({palette["background"] for palette in palettes}) == 12
    assert len({palette["accent"] for palette in palettes}) == 12
    for palette in palettes:
        assert set(palette) == {"background", "support", "accent", "ink", "paper"}
        assert contrast(palette["ink"], palette["background"]) >= 7
        assert contrast(palette["ink"], palette["paper"]) >= 7
        assert contrast(palette["accent"], palette["background"]) >= 4.5


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["advice", "do", "avoid"])
def test_every_area_has_a_full_pool_of_clean_lines(name) -> None:
    lines_by_area = pool(name)
    assert tuple(lines_by_area) == AREAS == tuple(area.id for area in meanings().areas)
    everything = [line for lines in lines_by_area.values() for line in lines]
    # Days step through a pool: with a common divisor they would pass some lines by.
    assert all(
        len(lines) >= 16 and gcd(len(lines), STEPS[name]) == 1 for lines in lines_by_area.values()
    )
    assert len(set(everything)) == len(everything)
    for line in everything:
        words = f" {line.lower()} ".replace(",", " ").replace("  ", " ")
        assert not [bad for bad in rules().forbidden if f" {bad} " in words], line
        assert line[0].islower()
        assert line[-1] not in ".!?"


def test_loading_the_pack_loads_neither_numpy_nor_the_ephemeris() -> None:
    script = (
        "import sys, heliograph.extensions.packs.zodiac as pack; pack.PACK.subject('leo');"
        "sys.exit(len({'numpy', 'skyfield', 'astronomy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, timeout=60)  # noqa: S603
    assert done.returncode == 0
