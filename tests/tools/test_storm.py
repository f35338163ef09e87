"""The storm's judge counts what stands beside what we say of it; its orders are read strictly."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from benchmarks.storm.judge import Count, Verdict, sort
from benchmarks.storm.network import in_window
from benchmarks.storm.order import read

from heliograph.apps.sandbox.networks import PLATFORMS
from heliograph.kit.clock import SystemClock


@pytest.mark.parametrize(
    ("status", "code", "stands", "counted"),
    [
        ("published", None, 1, "published"),
        ("published", None, 0, "lost"),
        ("published", None, 2, "doubled"),
        ("unknown", None, 1, "unknown"),
        ("unknown", None, 0, "unknown"),
        ("unknown", None, 2, "doubled"),
        ("failed", "publishing.refused", 0, "refused"),
        ("failed", "publishing.refused", 1, "wrong"),
        ("failed", "publishing.gave_up", 0, "lost"),
        ("retrying", None, 0, "lost"),
        ("retrying", None, 1, "wrong"),
    ],
)
def test_each_post_is_counted_as_what_became_of_it(
    status: str, code: str | None, stands: int, counted: str
) -> None:
    count = Count()
    sort(count, SimpleNamespace(status=status, code=code), stands)
    found = {name for name, value in vars(count).items() if value and name != "posts"}
    assert (count.posts, found) == (1, {counted})


@pytest.mark.parametrize("broken", ["lost", "doubled", "wrong", "resent_blind"])
def test_one_broken_promise_on_one_network_spoils_the_verdict(broken: str) -> None:
    good, bad = Count(posts=5, published=5), Count(posts=5, published=4)
    assert Verdict({"mastodon": good}).kept
    setattr(bad, broken, 1)
    assert not Verdict({"mastodon": good, "x": bad}).kept


def test_unless_told_otherwise_a_storm_goes_over_every_network() -> None:
    assert read([]).platforms == PLATFORMS
    assert read(["--platforms", "mastodon, telegram"]).platforms == ("mastodon", "telegram")
    with pytest.raises(SystemExit):
        read(["--platforms", "myspace"])


def test_tries_are_counted_in_the_fullest_window() -> None:
    now = SystemClock().now()
    assert in_window([]) == 0
    assert in_window([now]) == 1
    assert in_window([now, now, now]) == 3
