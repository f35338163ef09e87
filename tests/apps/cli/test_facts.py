"""`heliograph facts` and `heliograph text`: no instance, no database, no network."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from tests.apps.cli.support import CommandLine

BODIES = ["Moon", "Mercury", "Venus", "Sun", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune",
          "Pluto"]  # fmt: skip


def test_the_sky_of_a_day_has_ten_bodies_and_sourced_facts(bare: CommandLine) -> None:
    found = bare("facts", "zodiac", "--date", "2026-11-20", "--time-zone", "UTC", "--json").data
    bodies = {one["body"]: one for one in found["bodies"]}
    assert list(bodies) == BODIES
    assert bodies["Sun"]["longitude"] == pytest.approx(238.175, abs=0.003)
    assert bodies["Moon"]["longitude"] == pytest.approx(3.396, abs=0.003)
    assert (bodies["Sun"]["sign"], bodies["Saturn"]["direction"]) == ("Scorpio", "retrograde")
    assert found["facts"]
    assert all(fact["text"] and fact["source"] for fact in found["facts"])


def test_the_events_of_a_year_come_in_order_to_the_second(bare: CommandLine) -> None:
    found = bare("facts", "events", "--year", "2026", "--json").data
    assert found["year"] == 2026
    moments = [datetime.fromisoformat(one["at"]) for one in found["events"]]
    assert moments == sorted(moments)
    saturn = [
        one["at"] for one in found["events"] if (one["kind"], one["body"]) == ("ingress", "Saturn")
    ]
    assert [moment[:16] for moment in saturn] == ["2026-02-14T00:11"]
    kinds = {one["kind"] for one in found["events"]}
    assert {"ingress", "station", "phase", "eclipse", "season", "aspect"} <= kinds


def test_a_cusp_birthday_is_told_with_its_minute(bare: CommandLine) -> None:
    found = bare("facts", "sign", "--birth", "1990-07-23", "--json").data
    assert (found["sign"], found["is_cusp"], found["changes_at"]) == ("Leo", True, "02:22")
    early = bare("facts", "sign", "--birth", "1990-07-23", "--time", "01:00", "--json").data
    assert early["sign"] == "Cancer"


def test_texts_of_following_days_name_only_planned_facts_and_repeat_nothing(
    bare: CommandLine,
) -> None:
    done = bare(
        "text", "generate", "--pack", "zodiac", "--subject", "leo", "--type", "daily_horoscope",
        "--date", "2026-11-21", "--days", "4", "--jsonl",
    )  # fmt: skip
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [line["date"] for line in lines] == [
        "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24",
    ]  # fmt: skip
    assert {line["subject"] for line in lines} == {"leo"}
    assert len({line["text"] for line in lines}) == 4
    assert all(line["plan"]["facts"] and line["plan"]["themes"] for line in lines)
    assert list(bare.home.iterdir()) == []


def test_the_same_command_gives_the_same_text(bare: CommandLine) -> None:
    words = ("text", "generate", "--subject", "virgo", "--date", "2027-03-01", "--jsonl")
    assert bare(*words).out == bare(*words).out


def test_all_signs_of_a_day_open_differently(bare: CommandLine) -> None:
    done = bare("text", "generate", "--subject", "all", "--date", "2026-11-21", "--jsonl")
    texts = [json.loads(line)["text"] for line in done.out.splitlines()]
    assert len(texts) == 12
    assert len({" ".join(text.lower().split()[:5]) for text in texts}) == 12


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("facts", "zodiac", "--date", "1899-12-31"), "1900-01-01 to 2050-12-31"),
        (("facts", "zodiac", "--date", "tomorrow"), "YYYY-MM-DD"),
        (("facts", "zodiac", "--date", "2026-01-01", "--time-zone", "Mars/Base"), "Europe/Berlin"),
        (("facts", "events", "--year", "2051"), "1900-01-01 to 2050-12-31"),
        (("facts", "events"), "--help"),
        (("text", "generate", "--subject", "leon", "--date", "2026-11-21"), "aries, taurus"),
        (("text", "generate", "--subject", "leo", "--date", "2051-01-01"), "2050-12-31"),
        (
            ("text", "generate", "--subject", "leo", "--type", "poem", "--date", "2026-11-21"),
            "daily_horoscope",
        ),
        (
            ("text", "generate", "--pack", "tea", "--subject", "leo", "--date", "2026-11-21"),
            "zodiac",
        ),
        (
            ("text", "generate", "--subject", "leo", "--date", "2026-11-21", "--days", "0"),
            "1 to 3660",
        ),
        (("try", "--subject", "leon", "--date", "2026-11-21", "--out", "."), "aries, taurus"),
        (("try", "--subject", "leo", "--date", "1850-01-01", "--out", "."), "1900-01-01"),
        (("astrology",), "--help"),
        (("posts", "craete"), "create"),
    ],
)
def test_wrong_input_gets_one_sentence_with_the_remedy(
    bare: CommandLine, words: tuple[str, ...], part: str
) -> None:
    refused = bare(*words)
    assert part in refused.sentence
    assert refused.code == 2
