"""Between two palettes no colour travels farther than it must."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.sdk.style.travel import least_work

LENGTHS = st.lists(st.lists(st.floats(0, 60), min_size=4, max_size=4), min_size=4, max_size=4)


@given(ways=LENGTHS)
def test_equal_shares_take_the_best_of_all_pairings(ways: list[list[float]]) -> None:
    best = min(
        sum(ways[at][to] for at, to in enumerate(order)) / 4 for order in permutations(range(4))
    )
    assert least_work([0.25] * 4, [0.25] * 4, ways) == pytest.approx(best, abs=1e-6)


def test_the_nearest_pair_gives_way_where_the_whole_gains() -> None:
    # The nearest first would pay 1 and then 50: both by the second best is 8 in all.
    assert least_work([1, 1], [1, 1], [[1, 4], [4, 50]]) == pytest.approx(4.0)


@given(shares=st.lists(st.floats(0.01, 1), min_size=1, max_size=7))
def test_a_set_is_no_way_from_itself(shares: list[float]) -> None:
    count = len(shares)
    ways = [[30.0 * (at != to) for to in range(count)] for at in range(count)]
    assert least_work(shares, shares, ways) == pytest.approx(0.0, abs=1e-6)


def test_what_one_has_more_of_goes_to_the_others() -> None:
    ways = [[0.0, 10.0], [10.0, 0.0]]
    assert least_work([0.8, 0.2], [0.5, 0.5], ways) == pytest.approx(3.0)
