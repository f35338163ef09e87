"""Numbers are read often while a post is young and ever more rarely afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from heliograph.modules.analytics.schedule import LAST_AGE, engagement_of, next_reading

PUBLISHED = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ages = st.timedeltas(timedelta(), LAST_AGE)


def readings(delays: list[float]) -> list[timedelta]:
    """The ages at which a post is read when every reading comes so much too late."""
    found: list[timedelta] = []
    late = iter(delays)
    moment = next_reading(PUBLISHED, None)
    while moment is not None:
        moment += timedelta(seconds=next(late, 0.0))
        found.append(moment - PUBLISHED)
        moment = next_reading(PUBLISHED, moment)
    return found


def test_a_post_is_read_about_thirty_times_in_ninety_days() -> None:
    found = readings([])

    assert found[0] == timedelta(seconds=8)
    assert 20 <= len(found) <= 35
    assert found[-1] <= LAST_AGE
    assert sum(age <= timedelta(hours=1) for age in found) == 9


def test_the_gaps_between_readings_never_shrink() -> None:
    found = readings([])
    gaps = [later - earlier for earlier, later in pairwise(found)]

    assert gaps == sorted(gaps)


@given(st.lists(st.floats(0, 86_400), max_size=40))
def test_late_readings_are_not_made_up_for(delays: list[float]) -> None:
    found = readings(delays)

    assert found == sorted(set(found))
    assert len(found) <= len(readings([]))


@given(age=ages)
def test_the_next_reading_lies_ahead_and_within_the_ninety_days(age: timedelta) -> None:
    coming = next_reading(PUBLISHED, PUBLISHED + age)

    assert coming is None or PUBLISHED + age < coming <= PUBLISHED + LAST_AGE


@given(age=ages)
def test_a_reading_that_came_a_moment_early_is_not_repeated(age: timedelta) -> None:
    early = next_reading(PUBLISHED, PUBLISHED + age)
    if early is None:
        return
    after = next_reading(PUBLISHED, early - timedelta(seconds=1))

    assert after is None or after > early


def test_seeing_is_not_engaging() -> None:
    counts = {"views": 1000, "reach": 800, "followers": 50, "likes": 3, "comments": 2, "saves": 1}

    assert engagement_of(counts) == 6
