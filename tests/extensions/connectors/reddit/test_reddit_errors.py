"""Every row of Reddit's error table becomes what must be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from heliograph.extensions.connectors.reddit.errors import (
    TABLE,
    DuplicateLink,
    expired,
    refusal,
)
from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    ReconnectNeeded,
    TryLater,
)

NAMED: list[tuple[str, type[ConnectorError]]] = [
    ("SUBREDDIT_NOEXIST", ContentRefused),
    ("SUBREDDIT_NOTALLOWED", ContentRefused),
    ("NO_SELFS", ContentRefused),
    ("NO_LINKS", ContentRefused),
    ("ALREADY_SUB", DuplicateLink),
    ("TOO_LONG", ContentRefused),
    ("NO_TEXT", ContentRefused),
    ("BAD_URL", ContentRefused),
    ("SUBMIT_VALIDATION_FLAIR_REQUIRED", ContentRefused),
    ("DOMAIN_BANNED", ContentRefused),
    ("BANNED_FROM_SUBREDDIT", ChannelClosed),
    ("USER_REQUIRED", ReconnectNeeded),
    ("RATELIMIT", TryLater),
    ("SOMETHING_NEW", ContentRefused),
]
BY_STATUS: list[tuple[int, type[ConnectorError]]] = [
    (401, ReconnectNeeded),
    (403, ReconnectNeeded),
    (404, ContentRefused),
    (400, ContentRefused),
    (408, TryLater),
    (429, TryLater),
    (500, TryLater),
    (503, TryLater),
]


def inside(name: str, words: str = "no", field: str = "", **more: object) -> dict[str, object]:
    return {"json": {"errors": [[name, words, field]], **more}}


@pytest.mark.parametrize(("name", "error"), NAMED)
def test_each_named_refusal_inside_a_200_becomes_what_must_be_done(
    answered: Callable[..., Answer],
    access: ChannelAccess,
    name: str,
    error: type[ConnectorError],
) -> None:
    told = refusal(answered(200, inside(name)), access)
    assert type(told) is error
    if isinstance(told, ContentRefused):
        assert all(one.remedy and one.field for one in told.problems)


def test_the_table_is_tested_whole() -> None:
    assert set(TABLE) <= {name for name, _ in NAMED}


@pytest.mark.parametrize(("status", "error"), BY_STATUS)
def test_each_status_becomes_what_must_be_done(
    answered: Callable[..., Answer],
    access: ChannelAccess,
    status: int,
    error: type[ConnectorError],
) -> None:
    told = refusal(answered(status, {"message": "Forbidden ABCDEF-token", "error": status}), access)
    assert type(told) is error
    assert told is not None
    assert "ABCDEF" not in told.detail


def test_a_success_is_no_refusal(answered: Callable[..., Answer], access: ChannelAccess) -> None:
    assert refusal(answered(200, {"json": {"errors": [], "data": {}}}), access) is None
    assert refusal(answered(200, {}), access) is None


@pytest.mark.parametrize(
    ("body", "after"),
    [
        (inside("RATELIMIT", "Take a break for 3 minutes", ratelimit=171.4), 172),
        (inside("RATELIMIT", "Take a break for 3 minutes before trying again."), 180),
        (inside("RATELIMIT", "Take a break for 40 seconds before trying again."), 40),
    ],
)
def test_a_break_is_as_long_as_reddit_says(
    answered: Callable[..., Answer],
    access: ChannelAccess,
    body: dict[str, object],
    after: int,
) -> None:
    told = refusal(answered(200, body), access)
    assert isinstance(told, TryLater)
    assert told.after == timedelta(seconds=after)


def test_a_used_up_allowance_says_when_to_come_back(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    told = refusal(answered(429, {}, x_ratelimit_reset="59.2"), access)
    assert isinstance(told, TryLater)
    assert told.after == timedelta(seconds=60)
    nothing = refusal(answered(429, {}), access)
    assert isinstance(nothing, TryLater)
    assert nothing.after is None


def test_the_field_reddit_names_is_the_field_that_is_told(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    told = refusal(answered(200, inside("TOO_LONG", "this is too long", "title")), access)
    assert isinstance(told, ContentRefused)
    assert told.problems[0].field == "title"


def test_both_ways_of_saying_that_a_token_ran_out_are_understood(
    answered: Callable[..., Answer],
) -> None:
    assert expired(answered(401, {"message": "Unauthorized"}))
    assert expired(answered(200, inside("USER_REQUIRED")))
    assert not expired(answered(200, inside("NO_TEXT")))
    assert not expired(answered(403, "<html>"))
