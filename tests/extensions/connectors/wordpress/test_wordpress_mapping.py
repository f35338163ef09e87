"""What goes over the wire, and what each of the site's answers means."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from heliograph.extensions.connectors.wordpress import Connector
from heliograph.extensions.connectors.wordpress.blocks import paragraphs
from heliograph.extensions.connectors.wordpress.client import basic
from heliograph.extensions.connectors.wordpress.errors import refusal
from heliograph.extensions.connectors.wordpress.mapping import (
    Made,
    slug_of,
    title_of,
    to_payload,
    to_receipt,
)
from heliograph.extensions.connectors.wordpress.uploads import Upload, with_ids, with_uploads
from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess, MediaFile, OutgoingPost
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    ReconnectNeeded,
    TryLater,
)

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
POST = OutgoingPost(UUID(int=7), "k-7", "text", "Leo shines.\n\nTwo <b> & [gallery]", NOW)


def error(code: str, message: str = "Sorry.", **data: object) -> dict[str, object]:
    return {"code": code, "message": message, "data": data}


# Every row of the platform's error table.
TABLE = [
    (401, error("rest_cannot_create"), ReconnectNeeded),
    (401, error("rest_not_logged_in"), ReconnectNeeded),
    (403, error("rest_forbidden"), ReconnectNeeded),
    (403, error("rest_cannot_edit"), ReconnectNeeded),
    (400, error("rest_invalid_param", params={"title": "no"}), ContentRefused),
    (400, error("empty_content"), ContentRefused),
    (400, error("rest_upload_no_content_disposition"), ContentRefused),
    (404, error("rest_no_route"), ReconnectNeeded),
    (404, error("rest_post_invalid_id"), ContentRefused),
    (413, "<html>Request Entity Too Large", ContentRefused),
    (
        500,
        error("rest_upload_sideload_error", "Sorry, you are not allowed to upload this file type."),
        ContentRefused,
    ),
    (500, error("rest_upload_sideload_error", "The file could not be moved."), TryLater),
    (500, error("internal_server_error"), TryLater),
    (501, error("rest_trash_not_supported"), ContentRefused),
    (502, "<html>Bad gateway", TryLater),
    (503, "<html>Briefly unavailable for scheduled maintenance.", TryLater),
    (429, "<html>Too many requests", TryLater),
    (429, error("too_many_requests"), TryLater),
    (403, "<html>Blocked by a firewall", ChannelClosed),
    (406, "<html>Not acceptable", ChannelClosed),
    (404, "<html>Not found", ReconnectNeeded),
    (401, "<html>Who is there?", ReconnectNeeded),
    (301, "", ReconnectNeeded),
]


@pytest.mark.parametrize(("status", "body", "kind"), TABLE)
def test_each_refusal_becomes_what_must_be_done(
    answered: Callable[..., Answer],
    access: ChannelAccess,
    status: int,
    body: object,
    kind: type[ConnectorError],
) -> None:
    told = refusal(answered(status, body), access)
    assert type(told) is kind
    assert str(status) in told.detail
    if isinstance(told, ContentRefused):
        assert all(problem.remedy for problem in told.problems)
        assert told.problems


def test_an_invalid_parameter_is_told_at_its_own_field(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    body = error("rest_invalid_param", "Invalid parameter(s): tags", params={"tags": "no"})
    told = refusal(answered(400, body), access)
    assert isinstance(told, ContentRefused)
    assert [problem.field for problem in told.problems] == ["options.tags"]


def test_a_host_that_slows_us_says_when_to_come_back(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    told = refusal(answered(429, "<html>", retry_after="90"), access)
    assert isinstance(told, TryLater)
    assert told.after == timedelta(seconds=90)


def test_a_site_that_moved_is_told_with_its_new_address(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    told = refusal(answered(301, "", location="https://www.example.com/wp-json/"), access)
    assert "https://www.example.com/wp-json/" in told.detail


def test_an_echoed_password_is_hidden_with_and_without_its_spaces(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    secrets = {"username": "leo", "application_password": "abcd efgh ijkl"}
    known = replace(access, secrets=secrets)
    for seen in ("abcd efgh ijkl", "abcdefghijkl"):
        assert seen not in refusal(answered(400, error("x", f"bad {seen}")), known).detail


def test_the_slug_is_stable_and_of_signs_that_wordpress_keeps() -> None:
    slug = slug_of(replace(POST, title="Grüße -- an Löwe_n & Co.!"))
    assert re.fullmatch(r"gru-e-an-lowe-n-co-p[0-9a-f]{16}", slug.replace("grue", "gru-e"))
    assert slug == slug_of(replace(POST, title="Grüße -- an Löwe_n & Co.!"))
    assert slug_of(replace(POST, text="الأسد يضيء")).startswith("p")
    assert slug_of(POST) != slug_of(replace(POST, key="k-8"))
    assert "--" not in slug_of(replace(POST, title="a" * 59 + " b"))


def test_a_post_without_a_title_takes_its_first_line() -> None:
    assert title_of(POST) == "Leo shines."
    assert title_of(replace(POST, title=" Mine ")) == "Mine"
    assert len(title_of(replace(POST, text="word " * 60))) <= 80


def test_paragraphs_breaks_and_addresses_become_blocks() -> None:
    blocks = paragraphs("One\ntwo https://example.com/a?b=1&c=2.\n\n\nThree")
    assert len(blocks) == 2
    address = "https://example.com/a?b=1&amp;c=2"
    assert f'One<br>two <a href="{address}">{address}</a>.' in blocks[0]
    assert blocks[1] == "<!-- wp:paragraph -->\n<p>Three</p>\n<!-- /wp:paragraph -->"


def test_words_can_be_neither_markup_nor_shortcodes() -> None:
    content = str(to_payload(POST, {})["content"])
    assert "<b>" not in content
    assert "[gallery]" not in content
    assert "Two <b> & [gallery]" in html.unescape(content)


def test_the_payload_says_only_what_is_meant() -> None:
    payload = to_payload(POST, {})
    assert set(payload) == {"title", "content", "status", "slug", "comment_status"}
    assert (payload["status"], payload["comment_status"]) == ("publish", "open")


def test_options_and_terms_become_parameters() -> None:
    memory = with_ids(with_ids({}, "tags", [4, 5]), "categories", [2])
    options = {"excerpt": "a < b", "comments": False, "status": "private"}
    payload = to_payload(replace(POST, options=options), memory)
    assert (payload["tags"], payload["categories"]) == ([4, 5], [2])
    assert (payload["excerpt"], payload["status"]) == ("a &lt; b", "private")
    assert payload["comment_status"] == "closed"


def test_a_post_for_later_goes_out_with_its_time_in_utc() -> None:
    payload = to_payload(replace(POST, publish_at=NOW + timedelta(hours=3)), {})
    assert (payload["status"], payload["date_gmt"]) == ("future", "2026-11-21T10:00:00")


def test_a_held_post_is_accepted_until_its_time() -> None:
    held = to_receipt(Made(id=3, status="future", date_gmt="2026-11-21T08:00:00"), NOW)
    assert held.state == "accepted"
    assert held.after is not None
    assert timedelta(hours=1) <= held.after <= timedelta(hours=1, minutes=1)
    assert to_receipt(Made(id=3, link="http://a/b"), NOW).state == "published"


def test_the_first_picture_is_featured_unless_it_shall_not(
    pictures: tuple[MediaFile, ...],
) -> None:
    uploads = [Upload(id=8, url="http://a/8.jpg"), Upload(id=9, url="http://a/9.jpg")]
    memory = with_uploads({}, "media", uploads)
    post = replace(POST, kind="carousel", media=pictures[:2])
    payload = to_payload(post, memory)
    assert payload["featured_media"] == 8
    content = str(payload["content"])
    assert content.count("<!-- wp:image ") == 2
    assert content.startswith("<!-- wp:gallery ")
    unfeatured = replace(post, options={"featured_image": False})
    assert "featured_media" not in to_payload(unfeatured, memory)


def test_a_link_that_the_text_has_already_is_not_shown_twice() -> None:
    linked = replace(POST, link="https://www.example.com/a")
    assert "wp-block-button" in str(to_payload(linked, {})["content"])
    told = replace(linked, text="See https://www.example.com/a now")
    assert "wp-block-button" not in str(to_payload(told, {})["content"])
    assert "wp-block-button" in str(to_payload(replace(told, kind="link"), {})["content"])


async def test_a_hidden_post_cannot_be_left_to_the_sites_schedule(access: ChannelAccess) -> None:
    later = NOW + timedelta(hours=1)
    post = replace(POST, publish_at=later, options={"status": "private"})
    with pytest.raises(ContentRefused) as refused:
        await Connector(access).prepare(post, {})
    assert refused.value.problems[0].field == "options.status"


def test_a_password_without_a_user_asks_for_reconnection() -> None:
    for secrets in ({}, {"username": "leo"}, {"application_password": "abcd"}):
        with pytest.raises(ReconnectNeeded):
            basic(secrets)
    header = basic({"username": "leo", "application_password": "abcd efgh"})
    assert header == {"Authorization": "Basic bGVvOmFiY2QgZWZnaA=="}
