"""When a channel is silent, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.modules.scheduling.quiet import quiet_until

BERLIN = ZoneInfo("Europe/Berlin")
FIRST, LAST = datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2030-01-01")
NIGHT = (time(22), time(7))
ZONES = ("Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kolkata")


def berlin(text: str, fold: int = 0) -> datetime:
    """A wall time in Berlin as a moment."""
    wall = datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold)
    return wall.astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-11-21T21:59:59", None),
        ("2026-11-21T22:00", "2026-11-22T07:00"),
        ("2026-11-21T23:30", "2026-11-22T07:00"),
        ("2026-11-22T00:00", "2026-11-22T07:00"),
        ("2026-11-22T06:59:59", "2026-11-22T07:00"),
        ("2026-11-22T07:00", None),
        ("2026-12-31T23:59", "2027-01-01T07:00"),
    ],
)
def test_a_night_reaches_over_midnight(moment: str, until: str | None) -> None:
    expected = berlin(until) if until else None

    assert quiet_until(berlin(moment), BERLIN, *NIGHT) == expected


def test_a_siesta_lies_within_one_day() -> None:
    siesta = (time(13), time(15, 30))

    assert quiet_until(berlin("2026-07-01T14:00"), BERLIN, *siesta) == berlin("2026-07-01T15:30")
    assert quiet_until(berlin("2026-07-01T16:00"), BERLIN, *siesta) is None
    assert quiet_until(berlin("2026-07-01T01:00"), BERLIN, *siesta) is None


def test_the_night_in_which_clocks_go_forward_is_an_hour_shorter() -> None:
    begin = berlin("2026-03-28T22:00")

    assert quiet_until(begin, BERLIN, *NIGHT) == begin + timedelta(hours=8)


def test_the_night_in_which_clocks_go_back_is_an_hour_longer() -> None:
    begin = berlin("2026-10-24T22:00")

    assert quiet_until(begin, BERLIN, *NIGHT) == begin + timedelta(hours=10)


def test_an_end_that_daylight_saving_skips_moves_forward_by_the_gap() -> None:
    until = quiet_until(berlin("2026-03-29T01:30"), BERLIN, time(22), time(2, 30))

    assert until == berlin("2026-03-29T03:30")


def test_an_end_that_comes_twice_is_the_first() -> None:
    until = quiet_until(berlin("2026-10-25T01:30"), BERLIN, time(22), time(2, 30))

    assert until == berlin("2026-10-25T02:30", fold=0)
    assert quiet_until(berlin("2026-10-25T02:30", fold=1), BERLIN, time(22), time(2, 30)) is None


@given(
    moment=st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    starts=st.times(),
    ends=st.times(),
)
def test_whoever_waits_until_the_end_may_go(
    moment: datetime, zone: ZoneInfo, starts: time, ends: time
) -> None:
    starts, ends = starts.replace(microsecond=0), ends.replace(microsecond=0)
    if starts == ends:
        return
    until = quiet_until(moment, zone, starts, ends)
    if until is None:
        return

    assert moment < until <= moment + timedelta(hours=26)
    assert quiet_until(until, zone, starts, ends) is None
