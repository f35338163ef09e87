"""The Hijri calendar against published days, and what falls on which day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.extensions.packs.islamic.errors import OutsideCalendar
from heliograph.extensions.packs.islamic.hijri import (
    FIRST_DAY,
    LAST_DAY,
    HijriDate,
    Occasion,
    gregorian_of,
    hijri_of,
    occasions_between,
    occasions_of_year,
    occasions_on,
    written,
)

pytestmark = pytest.mark.usefixtures("calendar")

PUBLISHED = [
    ((1445, 9, 1), date(2024, 3, 11)),
    ((1446, 9, 1), date(2025, 3, 1)),
    ((1447, 9, 1), date(2026, 2, 18)),
    ((1448, 9, 1), date(2027, 2, 8)),
    ((1445, 10, 1), date(2024, 4, 10)),
    ((1446, 10, 1), date(2025, 3, 30)),
    ((1447, 10, 1), date(2026, 3, 20)),
    ((1445, 12, 9), date(2024, 6, 15)),
    ((1446, 12, 9), date(2025, 6, 5)),
    ((1447, 12, 9), date(2026, 5, 26)),
    ((1448, 1, 1), date(2026, 6, 16)),
    ((1343, 1, 1), FIRST_DAY),
    ((1500, 12, 30), LAST_DAY),
]


def ids(found: tuple[Occasion, ...]) -> set[str]:
    """What falls on a day."""
    return {one.id for one in found}


@pytest.mark.parametrize(("hijri", "day"), PUBLISHED)
def test_published_days_have_their_dates(hijri: tuple[int, int, int], day: date) -> None:
    assert hijri_of(day) == HijriDate(*hijri)
    assert gregorian_of(HijriDate(*hijri)) == day


@given(st.dates(FIRST_DAY + timedelta(days=2), LAST_DAY - timedelta(days=2)), st.integers(-2, 2))
def test_every_day_goes_there_and_back_under_every_offset(day: date, offset: int) -> None:
    assert gregorian_of(hijri_of(day, offset), offset) == day


def test_an_offset_moves_the_announced_date() -> None:
    day = date(2026, 2, 17)
    assert str(hijri_of(day, 1)) == "1447-09-01"
    assert str(hijri_of(day, -1)) == "1447-08-28"


def test_the_evening_belongs_to_the_next_date() -> None:
    assert str(hijri_of(date(2026, 2, 17), after_sunset=True)) == "1447-09-01"


@pytest.mark.parametrize("day", [date(1924, 7, 31), date(2077, 11, 17), date.min, date.max])
def test_a_day_outside_the_tables_is_not_available(day: date) -> None:
    with pytest.raises(OutsideCalendar, match="not available") as refused:
        hijri_of(day)
    assert "1924-08-01 to 2077-11-16" in refused.value.remedy


@pytest.mark.parametrize("hijri", [(1448, 13, 1), (1448, 1, 31), (1448, 9, 0), (1501, 1, 1)])
def test_a_date_that_does_not_exist_is_refused(hijri: tuple[int, int, int]) -> None:
    with pytest.raises(OutsideCalendar):
        gregorian_of(HijriDate(*hijri))


@pytest.mark.parametrize("offset", [-3, 3])
def test_an_offset_of_more_than_two_days_is_refused(offset: int) -> None:
    with pytest.raises(OutsideCalendar, match="too large"):
        hijri_of(date(2026, 1, 1), offset)


def test_feasts_and_ramadan_are_expected_and_the_new_year_is_not() -> None:
    expected = {one.id for one in occasions_of_year(1447) if one.is_expected}
    assert {"ramadan", "eid_al_fitr", "arafah", "eid_al_adha"} <= expected
    assert not {"islamic_new_year", "ashura"} & expected


def test_an_announced_feast_is_certain_and_ends_ramadan() -> None:
    found = {one.id: one for one in occasions_of_year(1447, 0, {"eid_al_fitr": date(2026, 3, 21)})}
    assert found["eid_al_fitr"].first == date(2026, 3, 21)
    assert not found["eid_al_fitr"].is_expected
    assert found["ramadan"].last == found["last_ten_nights"].last == date(2026, 3, 20)
    assert found["six_of_shawwal"].first == date(2026, 3, 22)


def test_an_announcement_counts_for_its_own_year_only() -> None:
    known = {"eid_al_fitr": date(2026, 3, 21)}
    feasts = [
        one.first
        for one in occasions_between(date(2025, 1, 1), date(2027, 12, 31), 0, known)
        if one.id == "eid_al_fitr"
    ]
    assert feasts == [date(2025, 3, 30), date(2026, 3, 21), date(2027, 3, 9)]


def test_no_fast_is_offered_on_the_feasts_and_the_days_after() -> None:
    # The 13th of the month of pilgrimage is a white day that is none; some days are Thursdays.
    for day in (date(2026, 3, 20), *(date(2026, 5, 27) + timedelta(days=n) for n in range(4))):
        found = occasions_on(day)
        assert any(one.fasting == "none" for one in found)
        assert not [one for one in found if one.fasting == "invited"]


def test_white_days_come_every_month_but_ramadan_and_without_the_day_of_tashriq() -> None:
    white = [one for one in occasions_of_year(1447) if one.id.startswith("white_days")]
    assert len(white) == 11
    assert [one.hijri.day for one in white if one.hijri.month == 12] == [14]
    assert all(one.hijri.day == 13 for one in white if one.hijri.month < 12)


def test_the_days_of_the_week_have_their_own() -> None:
    assert "friday" in ids(occasions_on(date(2026, 11, 20)))
    assert "monday_fast" in ids(occasions_on(date(2026, 11, 16)))
    assert "thursday_fast" in ids(occasions_on(date(2026, 11, 19)))
    assert "monday_fast" not in ids(occasions_on(date(2026, 2, 23)))  # in Ramadan


def test_disputed_days_are_told_only_when_asked_for() -> None:
    disputed = {"mawlid", "isra_miraj", "mid_shaban"}
    assert not disputed & ids(occasions_of_year(1448))
    assert disputed <= ids(occasions_of_year(1448, disputed=True))


def test_a_date_is_written_for_its_readers() -> None:
    day = HijriDate(1448, 9, 1)
    assert written(day, "en") == "1 Ramadan 1448 AH"
    assert written(day, "ar") == "\u0661 رمضان \u0661\u0664\u0664\u0668 هـ"
