"""The audience is repeatable, rises and saturates, and has tastes that can be learned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from heliograph.apps.sandbox.audience import HOURS, Audience, Features

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
HOUR = 3600.0
handles = st.sampled_from(["leo", "aries", "virgo", "libra"])
platforms = st.sampled_from(["mastodon", "bluesky", "instagram"])


def post(key: str = "1", text: str = "The Moon meets Saturn. #Leo", **more: object) -> Features:
    values = {"has_picture": True, "has_video": False, "posted_at": MONDAY, **more}
    return Features(key=key, text=text, **values)  # type: ignore[arg-type]  # a test's shorthand


@given(platforms, handles, st.floats(0, 1e6), st.floats(0, 1e6))
def test_numbers_never_fall(platform: str, handle: str, one: float, other: float) -> None:
    audience = Audience(1, platform, handle)
    early, late = (audience.counts(post(), elapsed) for elapsed in sorted((one, other)))
    for name in ("views", "reach", "likes", "replies", "reblogs", "saves"):
        assert getattr(early, name) <= getattr(late, name)
    assert late.reach <= late.views


@given(platforms, handles, st.integers(1, 50))
def test_the_same_seed_gives_the_same_numbers_and_another_gives_others(
    platform: str, handle: str, seed: int
) -> None:
    first = Audience(seed, platform, handle).counts(post(), 8 * HOUR)
    again = Audience(seed, platform, handle).counts(post(), 8 * HOUR)
    other = Audience(seed + 1000, platform, handle).counts(post(), 8 * HOUR)
    assert first == again
    assert first != other


def test_growth_is_steep_at_first_and_then_levels_off() -> None:
    audience = Audience(1, "instagram", "leo")
    views = [audience.counts(post(), hours * HOUR).views for hours in (0, 3, 6, 48, 51)]
    assert views[0] == 0
    assert views[1] > views[2] - views[1] > views[4] - views[3]


def test_first_numbers_show_within_fifteen_seconds_of_the_demo_pace() -> None:
    seen = []
    for number in range(200):
        audience = Audience(1, "mastodon", f"brand{number % 12}")
        at = MONDAY + timedelta(hours=number % HOURS)
        counts = audience.counts(post(key=str(number), posted_at=at), 15 * 60)
        seen.append(counts.likes)
    assert sum(likes > 0 for likes in seen) >= 190


def test_a_good_hour_and_a_picture_draw_more_than_a_bad_hour_and_words_alone() -> None:
    audience = Audience(1, "bluesky", "leo")
    weights = [audience.hour_weight(hour) for hour in range(HOURS)]
    best, worst = weights.index(max(weights)), weights.index(min(weights))

    def average(hour: int, *, has_picture: bool) -> float:
        at = MONDAY + timedelta(hours=hour)
        return mean(
            audience.counts(post(str(n), posted_at=at, has_picture=has_picture), 48 * HOUR).views
            for n in range(60)
        )

    assert average(best, has_picture=True) > 1.5 * average(worst, has_picture=True)
    assert average(best, has_picture=True) > 1.1 * average(best, has_picture=False)


def test_a_question_is_answered_more_often() -> None:
    audience = Audience(1, "mastodon", "leo")
    asked = sum(
        audience.counts(post(str(n), "What will you finish first today?"), 48 * HOUR).replies
        for n in range(60)
    )
    told = sum(
        audience.counts(post(str(n), "Finish one thing first today, then."), 48 * HOUR).replies
        for n in range(60)
    )
    assert asked > 1.5 * told


def test_followers_grow_slowly_and_level_off() -> None:
    audience = Audience(1, "mastodon", "leo")
    day = 86_400
    counts = [audience.followers(days * day) for days in (0, 1, 30, 3650, 7300)]
    assert counts == sorted(counts)
    assert counts[1] < 1.01 * counts[0]
    assert counts[4] <= 2 * counts[0]
