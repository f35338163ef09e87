"""Laws of wall time: what holds for every slot, zone and moment, daylight saving included."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heliograph.modules.scheduling.slots import (
    Occurrence,
    SlotTime,
    moment_of,
    next_free,
    occurrences,
    wall_of,
)

ZONES = [
    "Africa/Cairo",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kolkata",
]
zones = st.sampled_from(ZONES).map(ZoneInfo)
minutes = st.times().map(lambda one: one.replace(second=0, microsecond=0))
slot_times = st.builds(SlotTime, minutes, st.none() | st.integers(0, 6))
# The years in which São Paulo and Cairo gave daylight saving up and took it on again are inside.
moments = st.datetimes(
    datetime(2016, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2030, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
walls = moments.map(lambda one: one.replace(tzinfo=None, second=0, microsecond=0))


def gap_at(wall: datetime, zone: ZoneInfo) -> timedelta:
    """By how much the clocks jump over this wall time; zero where it exists."""
    before = wall.replace(tzinfo=zone, fold=0).utcoffset()
    after = wall.replace(tzinfo=zone, fold=1).utcoffset()
    assert before is not None
    assert after is not None
    return max(after - before, timedelta())


def near_changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """The wall times around every change of the clocks in a year, found by looking."""
    first = datetime(year, 1, 1, tzinfo=UTC)
    hours = [first + timedelta(hours=hour) for hour in range(366 * 24)]
    return [
        wall_of(hour, zone).replace(minute=0, second=0)
        for hour in hours
        if hour.astimezone(zone).utcoffset()
        != (hour + timedelta(hours=1)).astimezone(zone).utcoffset()
    ]


@settings(max_examples=300)
@given(wall=walls, zone=zones)
def test_a_wall_time_that_exists_is_never_shifted(wall: datetime, zone: ZoneInfo) -> None:
    shift = wall_of(moment_of(wall, zone), zone) - wall

    assert shift == gap_at(wall, zone)


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("year", [2018, 2026])
def test_around_every_change_only_missing_times_move_and_by_the_gap(name: str, year: int) -> None:
    zone = ZoneInfo(name)
    for change in near_changes(zone, year):
        for step in range(-180, 181, 5):
            wall = change + timedelta(minutes=step)
            moved = wall_of(moment_of(wall, zone), zone) - wall

            assert moved == gap_at(wall, zone), f"{wall} in {name}"


@pytest.mark.parametrize("name", ZONES)
def test_a_wall_time_that_comes_twice_means_the_first(name: str) -> None:
    zone = ZoneInfo(name)
    for change in near_changes(zone, 2026):
        for step in range(-180, 181, 5):
            wall = change + timedelta(minutes=step)
            chosen = moment_of(wall, zone)
            same = [
                moment
                for minute in range(-180, 181, 5)
                if wall_of(moment := chosen + timedelta(minutes=minute), zone) == wall
            ]

            assert min([chosen, *same]) == chosen


@settings(max_examples=200)
@given(slots=st.lists(slot_times, min_size=1, max_size=5), zone=zones, after=moments)
def test_every_slot_falls_once_on_each_of_its_days(
    slots: list[SlotTime], zone: ZoneInfo, after: datetime
) -> None:
    found = list(islice(occurrences(slots, zone, after), 40))
    distinct = {(slot.time, slot.weekday) for slot in slots}
    last = found[-1].wall.date()
    days = [found[0].wall.date() + timedelta(days=one) for one in range(400)]
    for day in days[1:]:
        if day >= last:
            break
        expected = sorted(
            time_of for time_of, weekday in distinct if weekday in (None, day.weekday())
        )
        fell = sorted({one.wall.time() for one in found if one.wall.date() == day})
        assert fell == sorted(set(expected))


@settings(max_examples=200)
@given(
    slots=st.lists(slot_times, min_size=1, max_size=4),
    zone=zones,
    after=moments,
    taken=st.sets(st.integers(0, 12)),
)
def test_next_free_is_the_earliest_falling_ahead_that_nobody_has(
    slots: list[SlotTime], zone: ZoneInfo, after: datetime, taken: set[int]
) -> None:
    ahead = brute_force(slots, zone, after, days=30)
    busy = {ahead[index].at for index in taken if index < len(ahead)}
    free = [one for one in ahead if one.at not in busy]

    found = next_free(slots, zone, after, busy)

    assert found is not None
    assert found.at > after
    if free:
        assert found.at == min(one.at for one in free)


def brute_force(
    slots: list[SlotTime], zone: ZoneInfo, after: datetime, days: int
) -> list[Occurrence]:
    """Every falling by the plainest reading of the rule, earliest first."""
    start = wall_of(after, zone).date() - timedelta(days=1)
    found = [
        Occurrence(wall, moment_of(wall, zone))
        for offset in range(days)
        for slot in slots
        if slot.weekday in (None, (day := start + timedelta(days=offset)).weekday())
        and (wall := datetime.combine(day, slot.time))
    ]
    ahead = [one for one in found if one.at > after]
    # The last days are not complete, because a slot may be moved over midnight by a gap.
    return sorted(ahead, key=lambda one: one.at)[: max(len(ahead) - 2 * len(slots), 1)]


@pytest.mark.parametrize(
    ("zone", "wall", "at"),
    [
        ("Africa/Cairo", "2026-04-24T00:30", "2026-04-23T22:30"),
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:30"),
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30"),
        ("Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-03T15:40"),
        ("America/Sao_Paulo", "2018-11-04T00:15", "2018-11-04T03:15"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30"),
        ("Asia/Kolkata", "2026-03-29T02:30", "2026-03-28T21:00"),
    ],
)
def test_known_changes_of_the_clocks(zone: str, wall: str, at: str) -> None:
    expected = datetime.fromisoformat(at).replace(tzinfo=UTC)

    assert moment_of(datetime.fromisoformat(wall), ZoneInfo(zone)) == expected


@pytest.mark.parametrize("name", ZONES)
def test_a_daily_slot_falls_on_the_leap_day_and_over_the_turn_of_the_year(name: str) -> None:
    zone = ZoneInfo(name)
    slot = [SlotTime(time(7, 0))]
    for day in (date(2028, 2, 29), date(2028, 3, 1), date(2027, 12, 31), date(2028, 1, 1)):
        before = moment_of(datetime.combine(day, time(6, 59)), zone)
        found = next_free(slot, zone, before, ())

        assert found is not None
        assert found.name == f"{day}T07:00"
        assert wall_of(found.at, zone) == datetime.combine(day, time(7, 0))


def test_a_channel_without_slots_has_no_next_one() -> None:
    assert next_free([], ZoneInfo("UTC"), datetime(2026, 1, 1, tzinfo=UTC), ()) is None


def test_a_year_of_taken_slots_leaves_none() -> None:
    zone = ZoneInfo("Europe/Berlin")
    after = datetime(2026, 1, 1, tzinfo=UTC)
    slot = [SlotTime(time(9, 0))]
    taken = {one.at for one in occurrences(slot, zone, after)}

    assert next_free(slot, zone, after, taken) is None
