"""Signs around a wheel are moved apart, little, and in their order."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from heliograph.sdk.artwork.spreading import spread

longitudes = st.dictionaries(
    st.text("abcdefghij", min_size=1, max_size=3), st.floats(-360, 720), max_size=10
)


def gaps(places: dict[str, float]) -> list[float]:
    around = sorted(place % 360 % 360 for place in places.values())
    return [(around[(index + 1) % len(around)] - place) % 360 for index, place in enumerate(around)]


@example({"a": 0.0, "b": -5e-324})
@given(longitudes)
def test_no_sign_covers_another(places: dict[str, float]) -> None:
    drawn = spread(places, 9.5)
    assert set(drawn) == set(places)
    if len(drawn) > 1:
        assert min(gaps(drawn)) >= 9.5 - 1e-6


@given(longitudes)
def test_signs_that_stand_apart_stay_where_they_are(places: dict[str, float]) -> None:
    if len(places) > 1 and min(gaps(places)) < 9.5:
        return
    for name, place in spread(places, 9.5).items():
        assert abs((place - places[name] + 180) % 360 - 180) < 1e-6


def test_a_close_group_opens_about_its_middle_and_keeps_its_order() -> None:
    drawn = spread({"sun": 12.0, "moon": 15.0, "mercury": 18.0}, 10.0)
    assert drawn == pytest.approx({"sun": 5.0, "moon": 15.0, "mercury": 25.0})


def test_a_group_over_the_first_point_of_aries_opens_to_both_sides() -> None:
    drawn = spread({"saturn": 359.0, "moon": 1.0, "venus": 180.0}, 10.0)
    assert drawn == pytest.approx({"saturn": 355.0, "moon": 5.0, "venus": 180.0})


def test_more_signs_than_there_is_room_for_share_it_out() -> None:
    drawn = spread({str(number): 0.1 * number for number in range(60)}, 10.0)
    assert min(gaps(drawn)) == pytest.approx(6.0)
