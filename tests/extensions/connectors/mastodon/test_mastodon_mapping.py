"""Mastodon's words and ours: payloads, fingerprints, refusals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from heliograph.extensions.connectors.mastodon.errors import refusal
from heliograph.extensions.connectors.mastodon.forms import FileForm
from heliograph.extensions.connectors.mastodon.mapping import (
    Status,
    is_same,
    plain_text,
    to_metrics,
    to_payload,
    to_receipt,
)
from heliograph.kit.http import Answer, read_all
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


def status(content: str, files: int = 0) -> Status:
    body = {
        "id": "1",
        "content": content,
        "created_at": "2026-11-21T07:00:00.000Z",
        "media_attachments": [{"id": str(number)} for number in range(files)],
    }
    return Status.model_validate(body)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("One\nTwo\n\nThree", "<p>One<br />Two</p><p>Three</p>"),
        ("a < b & “c”", "<p>a &lt; b &amp; “c”</p>"),
        (
            "See https://example.com/a/long/path",
            '<p>See <a href="https://example.com/a/long/path"><span class="invisible">https://'
            '</span><span class="ellipsis">example.com/a/long</span>'
            '<span class="invisible">/path</span></a></p>',
        ),
        (
            "#leo with @alice@example.social",
            '<p><a href="/tags/leo">#<span>leo</span></a> with <span class="h-card">'
            '<a href="https://example.social/@alice">@<span>alice</span></a></span></p>',
        ),
        ("Cafe\u0301", "<p>Café</p>"),
    ],
)
def test_our_words_are_known_again_in_the_servers_html(text: str, content: str) -> None:
    assert is_same(replace(POST, text=text), status(content))


@pytest.mark.parametrize(
    ("content", "files"), [("<p>Leo shines</p>", 0), ("<p>Leo shines.</p>", 1), ("", 0)]
)
def test_other_words_or_files_are_another_post(content: str, files: int) -> None:
    assert not is_same(POST, status(content, files))


def test_html_becomes_text_line_by_line() -> None:
    assert plain_text("<p>One<br>Two</p>").split("\n") == ["", "One", "Two"]


def test_the_payload_says_only_what_is_meant() -> None:
    assert to_payload(POST, [], {}) == {"status": "Leo shines.", "visibility": "public"}
    german = replace(POST, language="de")
    assert to_payload(german, ["7", "8"], {"visibility": "unlisted"}) == {
        "status": "Leo shines.",
        "visibility": "unlisted",
        "media_ids": ["7", "8"],
        "language": "de",
    }


def test_a_receipt_falls_back_to_the_address_that_every_status_has() -> None:
    bare = status("").model_copy(update={"uri": "https://example.social/1", "url": None})
    assert to_receipt(bare).url == "https://example.social/1"


def test_quotes_are_counted_only_where_the_server_counts_them() -> None:
    assert "quotes" not in to_metrics(status(""))
    counted = status("").model_copy(update={"quotes_count": 2, "favourites_count": 5})
    assert to_metrics(counted) == {"likes": 5, "shares": 0, "comments": 0, "quotes": 2}


async def test_the_upload_form_is_as_long_as_it_claims(pictures: tuple[MediaFile, ...]) -> None:
    words = {"description": pictures[0].alt, "focus": "0.0,0.5"}
    for thumbnail in (None, pictures[1]):
        form = FileForm(pictures[0], words, thumbnail)
        body = await read_all(form.stream())
        assert str(len(body)) == form.headers["Content-Length"]
        assert (b'name="thumbnail"' in body) is (thumbnail is not None)
    assert pictures[0].alt.encode() in body
    assert b"image/jpeg" in body


TABLE = [
    (401, "The access token is invalid", ReconnectNeeded),
    (403, "This action is outside the authorized scopes", ReconnectNeeded),
    (403, "Your login is currently disabled", ChannelClosed),
    (404, "Record not found", ContentRefused),
    (410, "Gone", ChannelClosed),
    (413, "Too large", ContentRefused),
    (422, "Validation failed: Text character limit of 500 exceeded", ContentRefused),
    (422, "Cannot attach files that have not finished processing. Try again.", TryLater),
    (422, "Validation failed: File content type is invalid", ContentRefused),
    (429, "Too many requests", TryLater),
    (500, "Error processing thumbnail for uploaded media", TryLater),
    (503, "Remote data could not be fetched", TryLater),
    (301, "moved", ReconnectNeeded),
]


@pytest.mark.parametrize(("code", "words", "error"), TABLE)
def test_each_refusal_becomes_what_must_be_done(
    answered: Callable[..., Answer],
    access: ChannelAccess,
    code: int,
    words: str,
    error: type[ConnectorError],
) -> None:
    told = refusal(answered(code, {"error": words}), access)
    assert type(told) is error
    assert words in told.detail
    if isinstance(told, ContentRefused):
        assert all(problem.remedy for problem in told.problems)


def test_a_rate_limit_says_when_to_come_back(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    limited = answered(429, {"error": "x"}, x_ratelimit_reset="2026-11-21T07:04:30.000000Z")
    told = refusal(limited, access)
    assert isinstance(told, TryLater)
    assert told.after == timedelta(minutes=4, seconds=30)


def test_an_error_page_is_no_mystery_and_an_echoed_token_is_hidden(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    assert isinstance(refusal(answered(502, "<html>Bad gateway"), access), TryLater)
    assert "ABCDEF" not in refusal(answered(422, {"error": "bad ABCDEF-token"}), access).detail
