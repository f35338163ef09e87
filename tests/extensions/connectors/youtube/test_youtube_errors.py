"""Every row of YouTube's error table becomes what must be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from heliograph.extensions.connectors.youtube.errors import (
    BY_REASON,
    FAILURES,
    Bucket,
    is_expired,
    midnight,
    no_thumbnail,
    refusal,
    turned_down,
)
from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess, Quota
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    ReconnectNeeded,
    TryLater,
)

Answered = Callable[..., Answer]
ROWS: list[tuple[int, str, type[ConnectorError]]] = [
    (401, "authError", ReconnectNeeded),
    (400, "invalid_grant", ReconnectNeeded),
    (403, "quotaExceeded", TryLater),
    (403, "dailyLimitExceeded", TryLater),
    (403, "rateLimitExceeded", TryLater),
    (429, "rateLimitExceeded", TryLater),
    (403, "userRateLimitExceeded", TryLater),
    (403, "uploadRateLimitExceeded", TryLater),
    (500, "backendError", TryLater),
    (503, "backendError", TryLater),
    (400, "uploadLimitExceeded", TryLater),
    (400, "invalidTitle", ContentRefused),
    (400, "invalidDescription", ContentRefused),
    (400, "invalidTags", ContentRefused),
    (400, "invalidCategoryId", ContentRefused),
    (400, "invalidPublishAt", ContentRefused),
    (400, "invalidVideoMetadata", ContentRefused),
    (400, "invalidFilename", ContentRefused),
    (400, "defaultLanguageNotSet", ContentRefused),
    (400, "mediaBodyRequired", ContentRefused),
    (400, "invalidRecordingDetails", ContentRefused),
    (401, "youtubeSignupRequired", ChannelClosed),
    (403, "forbidden", ReconnectNeeded),
    (403, "insufficientPermissions", ReconnectNeeded),
    (404, "videoNotFound", ContentRefused),
    (400, "invalidImage", ContentRefused),
    (400, "imageFormatUnsupported", ContentRefused),
    (400, "imageTooTall", ContentRefused),
    (400, "imageTooWide", ContentRefused),
    (400, "somethingNew", ContentRefused),
    (502, "", TryLater),
]


def body(reason: str) -> dict[str, object]:
    rows = [{"domain": "youtube.x", "reason": reason, "message": "no"}]
    return {"error": {"code": 400, "message": "Not like that.", "errors": rows}}


@pytest.mark.parametrize(("status", "reason", "error"), ROWS)
def test_each_reason_becomes_what_must_be_done(
    answered: Answered,
    access: ChannelAccess,
    status: int,
    reason: str,
    error: type[ConnectorError],
) -> None:
    told = refusal(answered(status, body(reason)), access)
    assert type(told) is error
    if isinstance(told, ContentRefused):
        assert all(one.remedy and one.field for one in told.problems)
        assert told.problems


def test_a_spent_quota_means_midnight_in_california_and_is_reported(
    answered: Answered, access: ChannelAccess
) -> None:
    seen: list[Quota] = []
    watched = replace(access, saw_quota=seen.append)
    buckets: tuple[Bucket, ...] = ("uploads", "units")
    for bucket in buckets:
        told = refusal(answered(403, body("quotaExceeded")), watched, bucket)
        assert isinstance(told, TryLater)
        assert told.after == timedelta(hours=1)
    assert [(one.name, one.limit, one.remaining, one.scope) for one in seen] == [
        ("uploads", 100, 0, "app"),
        ("units", 10_000, 0, "app"),
    ]
    assert seen[0].resets_at == datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        (datetime(2026, 7, 1, 6, 59, tzinfo=UTC), datetime(2026, 7, 1, 7, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 7, 0, tzinfo=UTC), datetime(2026, 7, 2, 7, 0, tzinfo=UTC)),
        (datetime(2026, 11, 1, 8, 0, tzinfo=UTC), datetime(2026, 11, 2, 8, 0, tzinfo=UTC)),
    ],
)
def test_the_day_ends_in_california_in_summer_and_in_winter(now: datetime, ends: datetime) -> None:
    assert midnight(now) == ends


def test_the_channel_s_own_upload_limit_means_a_day(
    answered: Answered, access: ChannelAccess
) -> None:
    told = refusal(answered(400, body("uploadLimitExceeded")), access)
    assert isinstance(told, TryLater)
    assert told.after == timedelta(hours=24)


def test_a_forbidden_thumbnail_tells_to_verify_the_channel(
    answered: Answered, access: ChannelAccess
) -> None:
    told = no_thumbnail(answered(403, body("forbidden")), access)
    assert isinstance(told, ContentRefused)
    assert "Verify" in told.problems[0].remedy


def test_only_a_token_that_ran_out_is_renewed(answered: Answered) -> None:
    assert is_expired(answered(401, body("authError")))
    assert not is_expired(answered(401, body("youtubeSignupRequired")))
    assert not is_expired(answered(403, body("forbidden")))


def test_words_that_are_no_json_still_become_an_error(
    answered: Answered, access: ChannelAccess
) -> None:
    assert isinstance(refusal(answered(502, "<html>Bad Gateway"), access), TryLater)
    assert isinstance(refusal(answered(400, {"error": []}), access), ContentRefused)


def test_a_token_echoed_by_the_platform_is_hidden(
    answered: Answered, access: ChannelAccess
) -> None:
    echo = {"error": {"message": "Bad token ABCDEF-token", "errors": []}}
    assert "ABCDEF-token" not in refusal(answered(403, echo), access).detail


@pytest.mark.parametrize("reason", [*FAILURES, "something else"])
def test_a_video_turned_down_after_its_upload_comes_with_a_remedy(reason: str) -> None:
    assert turned_down("rejected", reason).problems[0].remedy


def test_every_permanent_row_has_a_field_and_a_remedy() -> None:
    permanent = [rule for rule in BY_REASON.values() if rule.error is ContentRefused]
    assert permanent
    assert all(rule.field and rule.remedy for rule in permanent)
