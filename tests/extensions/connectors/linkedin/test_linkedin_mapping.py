"""LinkedIn's words and ours: little text, refusals, calls that LinkedIn makes to us."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.apps.sandbox.linkedin.little_text import read
from heliograph.extensions.connectors.linkedin import Hooks
from heliograph.extensions.connectors.linkedin.errors import (
    DuplicateFound,
    has_expired,
    refusal,
)
from heliograph.extensions.connectors.linkedin.little_text import escape
from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import ConnectorError, ContentRefused, ReconnectNeeded, TryLater
from heliograph.sdk.hooks import HookCall, HookRefused

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
SECRETS = {"client_secret": "sesame"}
WORDS = st.sampled_from(
    ["Grüße", "#Löwe", "#a_b", "#1", "a*b", "(x)", "[y]", "{z}", "<b>", "|", "~", "\\", "@leo",
     "https://example.com/a_b?c=*d", "(https://example.com/x_(y))", "صباح", "\n", "🌙", "#"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=12), st.sampled_from(["", " "]))
def test_every_text_survives_little_text(words: list[str], between: str) -> None:
    text = between.join(words)
    assert read(escape(text)) == text


@given(st.text(max_size=200))
def test_any_text_at_all_survives_little_text(text: str) -> None:
    assert read(escape(text)) == text


def test_hashtags_links_and_mentions_stay_what_they_are() -> None:
    text = "See #stars, https://example.com/a_b and @[The Firm](urn:li:organization:12) *now*"
    assert escape(text) == text.replace("*now*", r"\*now\*")
    assert escape("#1 a#b @leo") == r"\#1 a\#b \@leo"


TABLE = [
    (401, {"serviceErrorCode": 65600, "message": "Invalid access token"}, ReconnectNeeded),
    (401, {"serviceErrorCode": 65601, "message": "revoked"}, ReconnectNeeded),
    (401, {"serviceErrorCode": 65602, "message": "expired"}, ReconnectNeeded),
    (403, {"code": "ACCESS_DENIED", "message": "Not enough permissions"}, ReconnectNeeded),
    (400, {"message": "ERROR :: /visibility :: wrong"}, ContentRefused),
    (422, {"message": "ERROR :: /commentary :: too long"}, ContentRefused),
    (422, {"message": "Content is a duplicate of urn:li:share:12"}, DuplicateFound),
    (409, {"message": "Content is a duplicate of urn:li:ugcPost:12"}, DuplicateFound),
    (422, {"message": "Content is a duplicate of urn:li:person:abc"}, ContentRefused),
    (422, {"message": "urn:li:image:1 is not available: PROCESSING"}, TryLater),
    (409, {"message": "Conflict"}, TryLater),
    (429, {"code": "TOO_MANY_REQUESTS"}, TryLater),
    (500, {"message": "Unable to obtain activity"}, TryLater),
    (503, {"message": "away"}, TryLater),
    (504, {"message": "slow"}, TryLater),
    (426, {"message": "Requested version is not active"}, TryLater),
    (301, "moved", ReconnectNeeded),
    (413, "<html>too large</html>", ContentRefused),
]


@pytest.mark.parametrize(("status", "body", "kind"), TABLE)
def test_a_refusal_says_what_to_do_next(
    status: int, body: object, kind: type[ConnectorError], answered: Callable[..., Answer],
    access: ChannelAccess,
) -> None:  # fmt: skip
    error = refusal(answered(status, body), access)
    assert type(error) is kind
    if isinstance(error, ContentRefused):
        assert all(problem.remedy for problem in error.problems)
        assert error.problems


def test_a_spent_allowance_comes_back_at_midnight(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    error = refusal(answered(429, {}), access)
    assert isinstance(error, TryLater)
    assert error.after == timedelta(hours=17)
    named = refusal(answered(429, {}, retry_after="30"), access)
    assert isinstance(named, TryLater)
    assert named.after == timedelta(seconds=30)


def test_only_a_token_that_was_not_withdrawn_is_worth_renewing(
    answered: Callable[..., Answer],
) -> None:
    assert has_expired(answered(401, {"serviceErrorCode": 65602}))
    assert not has_expired(answered(401, {"serviceErrorCode": 65601}))
    assert not has_expired(answered(403, {}))


def test_a_token_in_an_answer_is_hidden(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    error = refusal(answered(422, {"message": "ABCDEF-token is odd"}), access)
    assert "ABCDEF-token" not in f"{error} {vars(error)}"


def call_with(
    body: bytes = b"", method: str = "POST", signature: str = "", **query: str
) -> HookCall:
    return HookCall(method, query, {"x-li-signature": signature}, body, NOW)


def signed(message: bytes) -> str:
    return hmac.new(b"sesame", message, hashlib.sha256).hexdigest()


def test_the_challenge_comes_back_signed() -> None:
    answer = Hooks().handshake(call_with(method="GET", challengeCode="abc"), SECRETS)
    assert answer is not None
    assert json.loads(answer.body) == {"challengeCode": "abc", "challengeResponse": signed(b"abc")}
    assert Hooks().handshake(call_with(b"{}"), SECRETS) is None


@pytest.mark.parametrize("prefix", [b"", b"hmacsha256="])
def test_a_signed_notification_is_read(prefix: bytes) -> None:
    note = {"notificationId": 7, "organizationalEntity": "urn:li:organization:1",
            "action": "COMMENT", "sourcePost": "urn:li:share:2",
            "decoratedGeneratedActivity": {"comment": {"text": "Well said"}}}  # fmt: skip
    body = json.dumps({"notifications": [note]}).encode()
    (event,) = Hooks().read(call_with(body, signature=signed(prefix + body)), SECRETS)
    assert (event.id, event.kind, event.text) == ("7", "comment", "Well said")
    assert (event.account_id, event.remote_id) == ("urn:li:organization:1", "urn:li:share:2")


@pytest.mark.parametrize("signature", ["", "0" * 64, "ünsinn"])
def test_a_notification_of_somebody_else_is_refused(signature: str) -> None:
    with pytest.raises(HookRefused):
        Hooks().read(call_with(b"{}", signature=signature), SECRETS)


def test_without_a_secret_nothing_is_believed() -> None:
    with pytest.raises(HookRefused):
        Hooks().read(call_with(b"{}", signature=signed(b"{}")), {})
