"""Every row of TikTok's error table becomes what must be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from heliograph.extensions.connectors.tiktok.errors import (
    BY_CODE,
    FAILURES,
    commit_refusal,
    is_expired,
    is_good,
    refusal,
    turned_down,
)
from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)

Answered = Callable[..., Answer]
DAY = timedelta(hours=24)
ROWS: list[tuple[int, str, type[ConnectorError], timedelta | None]] = [
    (401, "access_token_invalid", ReconnectNeeded, None),
    (401, "scope_not_authorized", ReconnectNeeded, None),
    (400, "scope_permission_missed", ReconnectNeeded, None),
    (429, "rate_limit_exceeded", TryLater, timedelta(seconds=60)),
    (500, "internal_error", TryLater, None),
    (503, "internal_error", TryLater, None),
    (400, "invalid_param", ContentRefused, None),
    (400, "invalid_params", ContentRefused, None),
    (400, "invalid_file_upload", ContentRefused, None),
    (403, "privacy_level_option_mismatch", ContentRefused, None),
    (403, "url_ownership_unverified", ContentRefused, None),
    (403, "unaudited_client_can_only_post_to_private_accounts", ContentRefused, None),
    (403, "reached_active_user_cap", ContentRefused, None),
    (403, "spam_risk_user_banned_from_posting", ChannelClosed, None),
    (403, "spam_risk_too_many_posts", TryLater, DAY),
    (403, "spam_risk_too_many_pending_share", TryLater, DAY),
    (400, "invalid_publish_id", ContentRefused, None),
    (400, "token_not_authorized_for_specified_publish_id", ContentRefused, None),
    (400, "something_new", ContentRefused, None),
    (502, "", TryLater, None),
    (302, "", TryLater, None),
    (401, "", ReconnectNeeded, None),
]
LATE: list[tuple[str, type[ConnectorError]]] = [
    ("file_format_check_failed", ContentRefused),
    ("duration_check_failed", ContentRefused),
    ("frame_rate_check_failed", ContentRefused),
    ("picture_size_check_failed", ContentRefused),
    ("publish_cancelled", ContentRefused),
    ("auth_removed", ReconnectNeeded),
    ("spam_risk_text", ContentRefused),
    ("spam_risk", ContentRefused),
    ("spam_risk_user_banned_from_posting", ChannelClosed),
    ("spam_risk_too_many_posts", TryLater),
    ("video_pull_failed", ContentRefused),
    ("photo_pull_failed", ContentRefused),
    ("internal", ContentRefused),
    ("something_new", ContentRefused),
]


def body(code: str) -> dict[str, object]:
    return {"data": {}, "error": {"code": code, "message": "Not like that.", "log_id": "1"}}


@pytest.mark.parametrize(("status", "code", "kind", "after"), ROWS)
def test_each_code_is_told_as_what_to_do(
    answered: Answered,
    access: ChannelAccess,
    status: int,
    code: str,
    kind: type[ConnectorError],
    after: timedelta | None,
) -> None:
    error = refusal(answered(status, body(code)), access)
    assert type(error) is kind
    assert getattr(error, "after", None) == after
    if isinstance(error, ContentRefused):
        assert error.problems[0].remedy


def test_the_table_has_no_row_that_is_not_tried() -> None:
    assert set(BY_CODE) <= {code for _, code, _, _ in ROWS}
    assert set(FAILURES) <= {reason for reason, _ in LATE}


@pytest.mark.parametrize(("reason", "kind"), LATE)
def test_each_reason_of_a_late_failure_is_told_as_what_to_do(
    reason: str, kind: type[ConnectorError]
) -> None:
    error = turned_down(reason)
    assert type(error) is kind
    if isinstance(error, ContentRefused):
        assert error.problems[0].remedy


def test_an_error_that_comes_with_status_200_is_an_error(
    answered: Answered, access: ChannelAccess
) -> None:
    answer = answered(200, body("spam_risk_too_many_posts"))
    assert not is_good(answer)
    assert isinstance(commit_refusal(answer, access), TryLater)
    assert is_good(answered(200, body("ok")))


@pytest.mark.parametrize("told", ["{", {}, body("internal_error"), body("something_new")])
def test_a_publishing_call_whose_answer_says_neither_yes_nor_no_is_unknown(
    answered: Answered, access: ChannelAccess, told: object
) -> None:
    assert isinstance(commit_refusal(answered(200, told), access), OutcomeUnknown)


def test_only_an_invalid_access_token_is_worth_a_renewal(answered: Answered) -> None:
    assert is_expired(answered(401, body("access_token_invalid")))
    assert not is_expired(answered(401, body("scope_not_authorized")))


def test_a_token_that_tiktok_echoes_is_hidden(answered: Answered, access: ChannelAccess) -> None:
    secret = access.secrets["access_token"]
    answer = answered(400, {"error": {"code": "invalid_params", "message": f"bad {secret}"}})
    assert secret not in refusal(answer, access).detail


def test_used_up_posts_are_reported_as_a_quota(answered: Answered, access: ChannelAccess) -> None:
    seen = []
    watched = replace(access, saw_quota=seen.append)
    refusal(answered(403, body("spam_risk_too_many_posts")), watched)
    assert [(one.name, one.limit, one.remaining) for one in seen] == [("posts", 15, 0)]
    assert seen[0].resets_at == access.clock.now() + DAY
