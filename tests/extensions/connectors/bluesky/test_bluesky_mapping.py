"""Bluesky's records and ours: keys, facets, refusals."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.extensions.connectors.bluesky import Connector
from heliograph.extensions.connectors.bluesky.errors import refusal, session_is_over
from heliograph.extensions.connectors.bluesky.facets import facets, mentioned
from heliograph.extensions.connectors.bluesky.mapping import (
    ALPHABET,
    RecordAnswer,
    SessionAnswer,
    kept_blobs,
    record_key,
    to_account,
    to_receipt,
    to_record,
)
from heliograph.extensions.connectors.bluesky.places import Places
from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess, MediaFile, OutgoingPost
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    ReconnectNeeded,
    TryLater,
)

MOMENT = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
POST = OutgoingPost(UUID(int=1), "key-1", "text", "Leo shines.", MOMENT)
HONOURED = timedelta(minutes=30)
WORDS = st.sampled_from(
    [
        "Grüße",
        "🌙",
        "👩‍👩‍👧",
        "#Löwe",
        "#1",
        "#a1",
        "https://example.com/a?b=1",
        "@leo.test",
        "(x)",
        "صباح",
        "\n",
    ]
)


def seconds_in(key: str) -> int:
    number = 0
    for letter in key:
        number = number << 5 | ALPHABET.index(letter)
    return (number >> 10) // 1_000_000


def test_a_record_key_is_a_tid_of_the_intended_second() -> None:
    key = record_key(POST)
    assert re.fullmatch(r"[234567abcdefghij][2-7a-z]{12}", key)
    assert seconds_in(key) == int(MOMENT.timestamp())


def test_a_record_key_is_the_same_for_every_attempt() -> None:
    again = replace(POST, first_sent_at=MOMENT + timedelta(hours=1), text="edited elsewhere")
    assert record_key(again) == record_key(POST)


def test_posts_of_one_second_have_keys_of_their_own() -> None:
    keys = {record_key(replace(POST, key=f"key-{number}")) for number in range(2000)}
    assert len(keys) == 2000


def test_later_posts_have_later_keys() -> None:
    later = replace(POST, intended_at=MOMENT + timedelta(seconds=1))
    assert record_key(later) > record_key(POST)


@given(st.lists(WORDS, max_size=12))
def test_every_facet_covers_exactly_the_bytes_of_what_it_marks(words: list[str]) -> None:
    text = " ".join(words)
    people = {"leo.test": "did:plc:leo"}
    end = 0
    for facet in facets(text, people):
        index, feature = facet["index"], facet["features"][0]
        marked = text.encode()[index["byteStart"] : index["byteEnd"]].decode()
        shown = feature.get("uri") or feature.get("did") or f"#{feature.get('tag')}"
        assert marked == {"did:plc:leo": "@leo.test"}.get(shown, shown)
        assert index["byteStart"] >= end
        end = index["byteEnd"]
    assert len(facets(text, people)) == sum(
        word in {"#Löwe", "#a1", "https://example.com/a?b=1", "@leo.test"} for word in words
    )


def test_a_tag_inside_a_link_is_part_of_the_link() -> None:
    marks = facets("https://example.com/page#top and #top.", {})
    kinds = [mark["features"][0]["$type"].rpartition("#")[2] for mark in marks]
    assert kinds == ["link", "tag"]


def test_a_handle_that_nobody_has_stays_plain_text() -> None:
    text = "Ask @leo.test, @Leo.test or me@leo.test or @nobody.test"
    assert mentioned(text) == ["leo.test", "nobody.test"]
    assert len(facets(text, {"leo.test": "did:plc:leo"})) == 2


def test_the_record_carries_the_intended_moment_and_described_pictures(
    pictures: tuple[MediaFile, ...],
) -> None:
    post = replace(POST, media=pictures[:1], language="en")
    blob = {"$type": "blob", "ref": {"$link": "bafy"}, "mimeType": "image/jpeg", "size": 1}
    assert to_record(post, {"blobs": json.dumps([blob])}) == {
        "$type": "app.bsky.feed.post",
        "text": "Leo shines.",
        "createdAt": "2026-11-21T07:00:00.000Z",
        "langs": ["en"],
        "embed": {
            "$type": "app.bsky.embed.images",
            "images": [
                {
                    "alt": pictures[0].alt,
                    "image": blob,
                    "aspectRatio": {"width": 1080, "height": 1350},
                }
            ],
        },
    }


def test_a_receipt_leads_to_the_post_by_its_did() -> None:
    record = RecordAnswer(uri="at://did:plc:leo/app.bsky.feed.post/3abc")
    receipt = to_receipt(record, Places("https://bsky.social", Connector.manifest).site)
    assert receipt.url == "https://bsky.app/profile/did:plc:leo/post/3abc"


def test_a_stand_in_shows_its_posts_itself() -> None:
    places = Places("http://127.0.0.1:8080/bluesky/", Connector.manifest)
    assert places.site == "http://127.0.0.1:8080/bluesky"
    assert places.at("video", "/xrpc/a") == "http://127.0.0.1:8080/bluesky/xrpc/a"


def test_the_network_s_own_services_are_at_their_hosts() -> None:
    places = Places("https://data.example", Connector.manifest)
    assert places.at("video", "/xrpc/a") == "https://video.bsky.app/xrpc/a"
    assert places.at("plc", "/did:plc:leo") == "https://plc.directory/did:plc:leo"


def test_tokens_never_leave_for_a_server_without_encryption() -> None:
    places = Places("https://data.example", Connector.manifest)
    assert places.own_server("http://elsewhere.example") == "https://data.example"
    assert places.own_server("https://elsewhere.example/") == "https://elsewhere.example"


def test_an_account_without_a_profile_goes_by_its_handle() -> None:
    session = SessionAnswer(did="did:plc:leo", handle="leo.test")
    assert to_account(session, None, "https://bsky.app").name == "leo.test"


def test_tokens_stay_out_of_the_representation_of_a_session() -> None:
    session = SessionAnswer(did="d", handle="h", accessJwt="sesame", refreshJwt="open")
    assert "sesame" not in repr(session)
    assert "open" not in repr(session)


def test_blobs_are_used_again_only_while_the_server_surely_keeps_them() -> None:
    memory = {"blobs": '[{"$type": "blob"}]', "blobs_at": MOMENT.isoformat()}
    assert kept_blobs(memory, MOMENT + timedelta(minutes=29), HONOURED) == [{"$type": "blob"}]
    assert kept_blobs(memory, MOMENT + timedelta(minutes=31), HONOURED) == []
    assert kept_blobs({}, MOMENT, HONOURED) == []


TABLE = [
    (401, "AuthenticationRequired", ReconnectNeeded),
    (401, "AuthFactorTokenRequired", ReconnectNeeded),
    (400, "ExpiredToken", ReconnectNeeded),
    (400, "InvalidToken", ReconnectNeeded),
    (401, "AuthMissing", ReconnectNeeded),
    (400, "AccountTakedown", ChannelClosed),
    (400, "AccountDeactivated", ChannelClosed),
    (400, "InvalidRequest", ContentRefused),
    (400, "BlobNotFound", TryLater),
    (400, "InvalidSwap", TryLater),
    (413, "PayloadTooLarge", ContentRefused),
    (429, "RateLimitExceeded", TryLater),
    (500, "InternalServerError", TryLater),
    (502, "UpstreamFailure", TryLater),
    (503, "NotEnoughResources", TryLater),
    (504, "UpstreamTimeout", TryLater),
    (400, "VideoTooLarge", ContentRefused),
    (400, "VideoTooLong", ContentRefused),
    (400, "BadAspectRatio", ContentRefused),
    (400, "DailyLimitExceeded", TryLater),
    (503, "ServiceOverloaded", TryLater),
    (400, "RecordNotFound", ContentRefused),
    (401, "invalid_token", ReconnectNeeded),
    (401, "invalid_dpop_proof", ReconnectNeeded),
]


@pytest.mark.parametrize(("code", "name", "error"), TABLE)
def test_each_refusal_becomes_what_must_be_done(
    answered: Callable[..., Answer],
    access: ChannelAccess,
    code: int,
    name: str,
    error: type[ConnectorError],
) -> None:
    told = refusal(answered(code, {"error": name, "message": "in words"}), access)
    assert type(told) is error
    assert "in words" in told.detail
    if isinstance(told, ContentRefused):
        assert all(problem.remedy for problem in told.problems)


def test_a_rate_limit_says_when_to_come_back(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    reset = str(int((MOMENT + timedelta(minutes=3)).timestamp()))
    told = refusal(answered(429, {"error": "RateLimitExceeded"}, ratelimit_reset=reset), access)
    assert isinstance(told, TryLater)
    assert told.after == timedelta(minutes=3)


def test_only_an_ended_session_is_worth_another_one(answered: Callable[..., Answer]) -> None:
    assert session_is_over(answered(400, {"error": "ExpiredToken"}))
    assert session_is_over(answered(401, {"error": "AuthMissing"}))
    assert not session_is_over(answered(401, {"error": "AuthenticationRequired"}))
    assert not session_is_over(answered(400, "<html>"))
