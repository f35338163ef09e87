"""X's words and ours: requests, short addresses, refusals, calls to us."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from heliograph.extensions.connectors.x import Connector, Hooks
from heliograph.extensions.connectors.x.errors import (
    AlreadyPosted,
    is_expired,
    refusal,
    tell_quotas,
)
from heliograph.extensions.connectors.x.mapping import (
    Film,
    Tweet,
    is_same,
    to_metrics,
    to_payload,
    to_receipt,
)
from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess, Follows, OutgoingPost, Poll, Quota, Receipt
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.hooks import HookCall, HookRefused

MOMENT = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
POST = OutgoingPost(UUID(int=1), "key-1", "text", "Leo shines.", MOMENT)
PARENT = Receipt("published", "1878")
REPLY = replace(POST, follows=Follows("reply", PARENT, PARENT))
SECRET = {"consumer_secret": "a-consumer-secret"}
PROBLEMS = "https://api.x.com/2/problems"


def tweet(text: str, *urls: tuple[str, str], **more: object) -> Tweet:
    links = [{"url": short, "expanded_url": whole} for short, whole in urls]
    return Tweet.model_validate({"id": "1", "text": text, "entities": {"urls": links}, **more})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Leo  shines.", tweet("Leo shines.")),
        (
            "See https://example.com/a?b=1&c=2 now",
            tweet("See https://t.co/ab now", ("https://t.co/ab", "https://example.com/a?b=1&c=2")),
        ),
        ("Go to example.com", tweet("Go to https://t.co/ab", ("https://t.co/ab", "http://example.com"))),
        ("a < b & c", tweet("a &lt; b &amp; c")),
        ("a < b & c", tweet("a < b & c")),
        ("Say &amp; twice", tweet("Say &amp;amp; twice")),
        ("Cafe\u0301", tweet("Café")),
    ],
)  # fmt: skip
def test_our_words_are_known_again(text: str, found: Tweet) -> None:
    assert is_same(replace(POST, text=text), found)


def test_other_words_another_place_or_files_are_another_post() -> None:
    reference = {"referenced_tweets": [{"type": "replied_to", "id": "1878"}]}
    assert not is_same(POST, tweet("Leo shines"))
    assert not is_same(POST, tweet("Leo shines.", **reference))
    assert not is_same(POST, tweet("Leo shines.", attachments={"media_keys": ["3_1"]}))
    assert not is_same(REPLY, tweet("Leo shines."))
    assert is_same(REPLY, tweet("Leo shines.", **reference))


def test_the_request_says_only_what_is_meant() -> None:
    assert to_payload(POST, []) == {"text": "Leo shines."}
    link = replace(POST, kind="link", link="https://example.com/a")
    assert to_payload(link, []) == {"text": "Leo shines.\n\nhttps://example.com/a"}
    twice = replace(link, text="Leo https://example.com/a")
    assert to_payload(twice, []) == {"text": "Leo https://example.com/a"}
    options = {"reply_settings": "following", "made_with_ai": True, "paid_partnership": False}
    assert to_payload(replace(POST, options=options), ["7"]) == {
        "text": "Leo shines.",
        "media": {"media_ids": ["7"]},
        "reply_settings": "following",
        "made_with_ai": True,
    }
    poll = replace(POST, kind="poll", poll=Poll(("North", "South"), 90_000))
    assert to_payload(poll, [])["poll"] == {"options": ["North", "South"], "duration_minutes": 1500}
    assert to_payload(REPLY, [])["reply"] == {"in_reply_to_tweet_id": "1878"}


def test_the_address_of_a_post_is_on_the_web_or_below_the_base_url() -> None:
    manifest = Connector.manifest
    real = to_receipt(manifest, "https://api.x.com", "leo", "1878")
    assert real.url == "https://x.com/leo/status/1878"
    local = to_receipt(manifest, "http://127.0.0.1:1/x", "", "1878")
    assert local.url == "http://127.0.0.1:1/x/i/status/1878"


def test_counts_go_by_our_names_and_either_of_theirs() -> None:
    found = tweet(
        "a",
        attachments={"media_keys": ["13_9"]},
        public_metrics={"repost_count": 2, "like_count": 5, "impression_count": 90},
        non_public_metrics={"url_link_clicks": 3},
    )
    film = Film(media_key="13_9", public_metrics={"view_count": 40})
    assert to_metrics(found, {"13_9": film}) == {
        "views": 90,
        "likes": 5,
        "shares": 2,
        "clicks": 3,
        "plays": 40,
    }


def problem(detail: str, kind: str = "", title: str = "Forbidden") -> dict[str, object]:
    return {
        "title": title,
        "detail": detail,
        "type": f"{PROBLEMS}/{kind}" if kind else "about:blank",
    }


DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
TABLE: list[tuple[int, dict[str, object], type[ConnectorError]]] = [
    (401, problem("Unauthorized", title="Unauthorized"), ReconnectNeeded),
    (403, problem("Use OAuth 2.0", title="Unsupported Authentication"), ReconnectNeeded),
    (403, problem("Enrol the app", "client-forbidden"), ReconnectNeeded),
    (403, problem("Forbidden"), ReconnectNeeded),
    (403, problem("Not yours", "not-authorized-for-resource"), ReconnectNeeded),
    (400, problem("One or more parameters to your request was invalid.", "invalid-request"),
     ContentRefused),
    (403, problem(DUPLICATE), AlreadyPosted),
    (403, problem("You are not permitted to perform this action."), ContentRefused),
    (403, problem("The user is suspended", "user-suspended"), ChannelClosed),
    (400, problem("The url is invalid"), ContentRefused),
    (400, {"errors": [{"message": "maximum of 4 items"}]}, ContentRefused),
    (413, problem("Payload Too Large"), ContentRefused),
    (429, problem("Too Many Requests", "rate-limit-exceeded"), TryLater),
    (403, problem("Monthly cap", "usage-capped"), TryLater),
    (429, problem("Monthly cap", "usage-capped"), TryLater),
    (402, problem("Credits depleted", title="CreditsDepleted"), TryLater),
    (500, problem("Internal"), TryLater),
    (502, {}, TryLater),
    (503, problem("Service Unavailable"), TryLater),
    (504, {}, TryLater),
    (400, {"errors": [{"code": 88, "message": "Rate limit exceeded"}]}, TryLater),
    (403, {"errors": [{"code": 187, "message": "Status is a duplicate."}]}, AlreadyPosted),
    (403, {"errors": [{"code": 326, "message": "Locked"}]}, ChannelClosed),
    (404, problem("Not Found"), ContentRefused),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "error"), TABLE)
def test_each_refusal_becomes_what_must_be_done(
    answered: Callable[..., Answer],
    access: ChannelAccess,
    status: int,
    body: dict[str, object],
    error: type[ConnectorError],
) -> None:
    told = refusal(answered(status, body), access)
    assert type(told) is error
    if isinstance(told, ContentRefused):
        assert all(problem.remedy for problem in told.problems)
        assert told.problems


def test_only_a_token_that_ran_out_is_worth_renewing(answered: Callable[..., Answer]) -> None:
    assert is_expired(answered(401, {"title": "Unauthorized"}))
    assert is_expired(answered(403, {"title": "Unsupported Authentication"}))
    assert not is_expired(answered(403, problem(DUPLICATE)))


def test_what_a_refusal_echoes_of_our_post_does_not_decide(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    echo = {"parameters": {"text": ["duplicate content, suspended"]}, "message": "too odd"}
    told = refusal(answered(400, {"errors": [echo]}), access)
    assert type(told) is ContentRefused
    assert "too odd" in told.detail


def test_a_rate_limit_says_when_to_come_back(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    reset = str(int((MOMENT + timedelta(minutes=4)).timestamp()))
    limited = answered(429, problem("Too Many"), x_rate_limit_reset=reset)
    assert getattr(refusal(limited, access), "after", None) == timedelta(minutes=4)
    day = str(int((MOMENT + timedelta(hours=9)).timestamp()))
    spent = answered(
        429,
        problem("Too Many"),
        x_rate_limit_reset=reset,
        x_app_limit_24hour_remaining="0",
        x_app_limit_24hour_reset=day,
    )
    assert getattr(refusal(spent, access), "after", None) == timedelta(hours=9)
    capped = refusal(answered(403, problem("Cap", "usage-capped")), access)
    assert getattr(capped, "after", None) == timedelta(hours=6)


def test_a_token_in_an_answer_is_hidden(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    assert "ABCDEF" not in refusal(answered(400, problem("bad ABCDEF-token")), access).detail


def test_quotas_of_the_quarter_and_of_the_day_are_passed_on(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    seen: list[Quota] = []
    reset = str(int(MOMENT.timestamp()))
    headers = {
        f"x_{name}_{part}": value
        for name in ("rate_limit", "app_limit_24hour")
        for part, value in (("limit", "100"), ("remaining", "99"), ("reset", reset))
    }
    tell_quotas(answered(201, {}, **headers), replace(access, saw_quota=seen.append), "posts")
    assert seen == [
        Quota("posts", 100, 99, MOMENT),
        Quota("posts a day", 100, 99, MOMENT, "app"),
    ]


def call(method: str = "POST", body: bytes = b"", **query: str) -> HookCall:
    digest = hmac.new(SECRET["consumer_secret"].encode(), body, hashlib.sha256).digest()
    headers = {"x-twitter-webhooks-signature": f"sha256={base64.b64encode(digest).decode()}"}
    return HookCall(method, query, headers, body, MOMENT)


def test_the_proof_of_ownership_is_signed_with_the_consumer_secret() -> None:
    proof = Hooks().handshake(call("GET", crc_token="abc"), SECRET)
    wanted = hmac.new(SECRET["consumer_secret"].encode(), b"abc", hashlib.sha256).digest()
    assert proof is not None
    assert proof.mime == "application/json"
    assert json.loads(proof.body) == {
        "response_token": f"sha256={base64.b64encode(wanted).decode()}"
    }
    assert Hooks().handshake(call("POST"), SECRET) is None
    with pytest.raises(HookRefused):
        Hooks().handshake(call("GET", crc_token="abc"), {})


@pytest.mark.parametrize(
    ("event", "author", "kind"),
    [
        ("post.create", "77", "published"),
        ("post.create", "88", "comment"),
        ("post.delete", "77", "removed"),
        ("follow.follow", "88", "other"),
    ],
)
def test_an_event_is_told_in_our_words(event: str, author: str, kind: str) -> None:
    told = {
        "event_type": event,
        "event_uuid": "u-1",
        "filter": {"user_id": "77"},
        "payload": {"id": "1878", "author_id": author, "text": "Hello"},
    }
    found = Hooks().read(call(body=json.dumps({"data": told}).encode()), SECRET)
    assert [(one.id, one.kind, one.account_id) for one in found] == [("u-1", kind, "77")]
    assert found[0].remote_id == ("1878" if event.startswith("post.") else None)


def test_a_wrong_signature_is_refused() -> None:
    honest = call(body=b'{"data": {}}')
    with pytest.raises(HookRefused):
        Hooks().read(replace(honest, body=b'{"data": {"event_type": "post.delete"}}'), SECRET)
    with pytest.raises(HookRefused):
        Hooks().read(replace(honest, headers={}), SECRET)
