"""Every state of a post is told in one sentence, in the channel's own time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from heliograph.modules.scheduling import next_action, status_sentence

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
STATES = [
    "draft",
    "scheduled",
    "publishing",
    "published",
    "retrying",
    "unknown",
    "failed",
    "needs_reconnect",
    "cancelled",
    "removed",
]


def post(status: str, **values: Any) -> dict[str, Any]:
    """A post in Cairo, two hours ahead of UTC."""
    return {
        "status": status,
        "time_zone": "Africa/Cairo",
        "due_at": datetime(2026, 11, 21, 18, 30, tzinfo=UTC),
        "published_at": datetime(2026, 11, 20, 22, 30, tzinfo=UTC),
        "next_attempt_at": datetime(2026, 11, 21, 9, 0, 5, tzinfo=UTC),
        "requires_approval": False,
        "approved_revision": None,
        "revision": 1,
        "extras": {},
        "held_by": None,
        "late_at": None,
        "in_doubt": False,
        "problem": {"detail": "The picture is too tall.", "remedy": "Use 4:5."},
    } | values


@pytest.mark.parametrize("status", STATES)
def test_every_state_has_a_sentence_that_ends_well(status: str) -> None:
    sentence = status_sentence(post(status), "Mastodon", NOW)

    assert sentence.endswith(".")
    assert "None" not in sentence


@pytest.mark.parametrize("status", ["unknown", "needs_reconnect"])
def test_what_needs_a_person_says_so_first(status: str) -> None:
    assert status_sentence(post(status), "Mastodon", NOW).startswith("Needs you:")
    assert next_action(post(status), "Mastodon")


@pytest.mark.parametrize("status", ["draft", "published", "cancelled", "removed"])
def test_what_rests_promises_nothing(status: str) -> None:
    assert next_action(post(status), "Mastodon") is None


def test_a_time_today_is_told_in_the_channels_zone() -> None:
    told = status_sentence(post("scheduled"), "Mastodon", NOW)

    assert told == "Goes out today at 20:30 in Cairo."


def test_midnight_falls_where_the_channel_is() -> None:
    # 22:30 UTC of the day before is half past midnight of this day in Cairo.
    assert status_sentence(post("published"), "Mastodon", NOW) == (
        "Published today at 00:30 in Cairo."
    )


def test_another_day_is_told_by_its_name() -> None:
    later = post("scheduled", due_at=datetime(2026, 11, 24, 5, 0, tzinfo=UTC))

    assert status_sentence(later, "Mastodon", NOW) == (
        "Goes out Tuesday 24 November at 07:00 in Cairo."
    )


def test_an_overdue_post_goes_out_at_once() -> None:
    late = post("scheduled", due_at=datetime(2026, 11, 21, 8, 0, tzinfo=UTC))

    assert status_sentence(late, "Mastodon", NOW) == "Due; goes out on Mastodon at once."


def test_an_edit_takes_the_approval_back() -> None:
    edited = post("scheduled", requires_approval=True, approved_revision=1, revision=2)

    assert "Waits for approval" in status_sentence(edited, "Mastodon", NOW)


def test_a_doubt_is_told_as_a_look_and_a_refusal_as_a_try() -> None:
    doubt, plain = post("retrying", in_doubt=True), post("retrying")

    assert "before anything is sent again" in status_sentence(doubt, "Mastodon", NOW)
    assert status_sentence(plain, "Mastodon", NOW) == (
        "Mastodon could not take it yet. Tries again today at 11:00:05 in Cairo."
    )
    assert next_action(doubt, "Mastodon") == "Look on Mastodon"
    assert next_action(plain, "Mastodon") == "Try Mastodon again"


def test_a_failure_tells_cause_and_remedy() -> None:
    told = status_sentence(post("failed"), "Instagram", NOW)

    assert told == "Instagram did not take it. The picture is too tall. Use 4:5."


def test_what_guards_hold_back_says_why_and_until_when() -> None:
    due = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    quiet = post("scheduled", due_at=due, held_by="quiet")
    burst = post("scheduled", due_at=due, held_by="fuse")

    assert status_sentence(quiet, "Mastodon", NOW) == (
        "Quiet hours: waits until they end today at 11:00 in Cairo."
    )
    assert status_sentence(burst, "Mastodon", NOW) == (
        "The channel's fuse holds it back: too many posts at once. "
        "May go today at 11:00:05 in Cairo."
    )


def test_a_hold_that_is_over_is_not_told_any_more() -> None:
    due = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    over = post("scheduled", due_at=due, held_by="quiet", next_attempt_at=NOW)

    assert status_sentence(over, "Mastodon", NOW) == "Due; goes out on Mastodon at once."


def test_a_late_post_says_so_until_it_gets_another_time() -> None:
    due = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    noticed = datetime(2026, 11, 21, 8, 3, tzinfo=UTC)
    late = post("scheduled", due_at=due, late_at=noticed, next_attempt_at=due)
    moved = late | {"due_at": datetime(2026, 11, 21, 18, 30, tzinfo=UTC)}

    assert status_sentence(late, "Mastodon", NOW) == (
        "Late: due today at 10:00 in Cairo and not tried yet."
    )
    assert status_sentence(moved, "Mastodon", NOW) == "Goes out today at 20:30 in Cairo."
