"""A reader without signs finds them from the sky of the day, and not from that of another date."""

from __future__ import annotations

from datetime import date

import pytest
from evaluations.swap_test import ANOTHER, rightly_assigned
from evaluations.text_runs import readings

DAYS = (date(2026, 2, 5), date(2026, 6, 29), date(2026, 11, 21))


@pytest.mark.parametrize("day", DAYS)
def test_readings_are_given_to_their_signs_by_the_facts_of_their_day(day: date) -> None:
    assert rightly_assigned(readings(day, 1), day) >= 8


def test_with_the_facts_of_another_date_a_sign_is_found_by_chance() -> None:
    days = [date(2026, month, 9) for month in range(1, 13)]
    found = [rightly_assigned(readings(day, 1), day + ANOTHER) for day in days]
    # One in twelve is chance: twelve of 144. Now and then the sky returns to the same areas, and
    # one day finds all of its signs; of twelve days few do.
    assert sum(found) <= 36
