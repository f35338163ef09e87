"""Telegram's words and ours: calls, refusals, addresses, updates."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from heliograph.extensions.connectors.telegram import Connector, Hooks
from heliograph.extensions.connectors.telegram.errors import refusal
from heliograph.extensions.connectors.telegram.mapping import (
    Chat,
    Member,
    Message,
    own_problems,
    to_account,
    to_receipt,
    to_sending,
)
from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess, Follows, MediaFile, OutgoingPost, Receipt
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.hooks import HookCall, HookRefused

MOMENT = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
POST = OutgoingPost(UUID(int=1), "key-1", "text", "Leo <shines> & waits.", MOMENT)
CHANNEL = Chat(id=-1001234567890, type="channel", title="Lantern", username="lantern")
SECRET = "a-secret_of-ours"


def link(path: str) -> str:
    return f"https://t.me{path}"


def test_a_text_is_escaped_for_telegrams_html() -> None:
    sending = to_sending(POST)
    assert sending.method == "sendMessage"
    assert sending.values == {"text": "Leo &lt;shines&gt; &amp; waits.", "parse_mode": "HTML"}


def test_a_link_becomes_the_preview_and_leaves_the_words_alone() -> None:
    sending = to_sending(replace(POST, kind="link", link="https://example.com/leo"))
    assert sending.values["link_preview_options"]["url"] == "https://example.com/leo"
    assert "example.com" not in sending.values["text"]


def test_only_the_first_file_of_an_album_carries_the_caption(
    pictures: tuple[MediaFile, ...],
) -> None:
    sending = to_sending(replace(POST, kind="carousel", media=pictures))
    captions = [item.get("caption") for item in sending.values["media"]]
    assert captions == ["Leo &lt;shines&gt; &amp; waits.", None, None]
    assert list(sending.files) == ["file0", "file1", "file2"]


def test_a_video_travels_with_its_facts_and_its_cover(
    videos: tuple[MediaFile, ...], pictures: tuple[MediaFile, ...]
) -> None:
    sending = to_sending(replace(POST, kind="video", media=videos, cover=pictures[0]))
    values = sending.values
    assert (values["width"], values["height"], values["duration"]) == (540, 960, 4)
    assert values["cover"] == "attach://cover"
    assert sending.files == {"video": videos[0], "cover": pictures[0]}
    assert sending.form()["supports_streaming"] == "true"


def test_a_moving_gif_is_an_animation(pictures: tuple[MediaFile, ...]) -> None:
    gif = replace(pictures[0], mime="image/gif")
    assert to_sending(replace(POST, media=(gif,))).method == "sendAnimation"
    problems = own_problems(replace(POST, media=(gif, pictures[1])))
    assert [problem.rule for problem in problems] == ["media.form"]


def test_options_become_telegrams_flags(pictures: tuple[MediaFile, ...]) -> None:
    options = {"silent": True, "protected": True, "spoiler": True, "text_above": False}
    values = to_sending(replace(POST, media=pictures[:1], options=options)).values
    assert values["disable_notification"] is True
    assert values["protect_content"] is True
    assert values["has_spoiler"] is True
    assert "show_caption_above_media" not in values


def test_a_reply_answers_the_first_message_of_its_parent() -> None:
    root, parent = Receipt("published", "4"), Receipt("published", "7,8")
    values = to_sending(replace(POST, follows=Follows("reply", root, parent))).values
    assert values["reply_parameters"] == {"message_id": 7}


def test_a_caption_is_counted_in_utf16_units(pictures: tuple[MediaFile, ...]) -> None:
    fits = replace(POST, kind="thread", text="🌙" * 512, media=pictures[:1])
    assert own_problems(fits) == []
    problems = own_problems(replace(fits, text=f"{fits.text}ab"))
    assert problems[0].remedy == "Shorten the text by 2 characters"


def test_a_picture_that_is_too_large_by_its_sides_is_refused(
    pictures: tuple[MediaFile, ...],
) -> None:
    wide = replace(pictures[0], width=6000, height=4001)
    assert [one.rule for one in own_problems(replace(POST, media=(wide,)))] == ["media.max_size"]


def test_a_private_channel_has_an_address_for_its_members() -> None:
    private = CHANNEL.model_copy(update={"username": None})
    receipt = to_receipt([Message(message_id=12, chat=private)], link)
    assert receipt.url == "https://t.me/c/1234567890/12"
    account = to_account(private, 5, link)
    assert (account.handle, account.url, account.followers) == ("@1001234567890", None, 5)


def test_an_album_is_named_by_all_its_messages() -> None:
    sent = [Message(message_id=number, chat=CHANNEL) for number in (7, 8, 9)]
    receipt = to_receipt(sent, link)
    assert (receipt.remote_id, receipt.url) == ("7,8,9", "https://t.me/lantern/7")


@pytest.mark.parametrize(
    ("kind", "status", "right", "may"),
    [
        ("channel", "administrator", True, True),
        ("channel", "administrator", False, False),
        ("channel", "creator", None, True),
        ("channel", "member", None, False),
        ("supergroup", "member", None, True),
        ("supergroup", "kicked", None, False),
    ],
)
def test_the_bot_needs_the_right_to_post(
    kind: str, status: str, right: bool | None, may: bool
) -> None:
    chat = CHANNEL.model_copy(update={"type": kind})
    assert Member(status=status, can_post_messages=right).may_post(chat) is may


TABLE = [
    (401, "Unauthorized", ReconnectNeeded, ""),
    (403, "Forbidden: bot was kicked from the channel chat", ReconnectNeeded, ""),
    (403, "Forbidden: bot is not a member of the channel chat", ReconnectNeeded, ""),
    (403, "Forbidden: bot was blocked by the user", ReconnectNeeded, ""),
    (404, "Not Found", ReconnectNeeded, ""),
    (400, "Bad Request: chat not found", ChannelClosed, ""),
    (400, "Bad Request: need administrator rights in the channel chat", ReconnectNeeded, ""),
    (400, "Bad Request: group chat was upgraded to a supergroup chat", ReconnectNeeded, ""),
    (400, "Bad Request: message is too long", ContentRefused, "text"),
    (400, "Bad Request: message caption is too long", ContentRefused, "text"),
    (400, "Bad Request: can't parse entities: Unsupported start tag", ContentRefused, "text"),
    (400, "Bad Request: wrong file identifier/HTTP URL specified", ContentRefused, "media"),
    (400, "Bad Request: failed to get HTTP URL content", ContentRefused, "media"),
    (400, "Bad Request: PHOTO_INVALID_DIMENSIONS", ContentRefused, "media"),
    (400, "Bad Request: poll must have at least 2 option", ContentRefused, "poll"),
    (400, "Bad Request: something new", ContentRefused, "text"),
    (409, "Conflict: can't use getUpdates method", TryLater, ""),
    (413, "Request Entity Too Large", ContentRefused, "media"),
    (429, "Too Many Requests: retry after 5", TryLater, ""),
    (500, "Internal Server Error", TryLater, ""),
    (502, "Bad Gateway", TryLater, ""),
]


@pytest.mark.parametrize(("code", "words", "error", "field"), TABLE)
def test_each_refusal_becomes_what_must_be_done(
    answered: Callable[..., Answer],
    access: ChannelAccess,
    code: int,
    words: str,
    error: type[ConnectorError],
    field: str,
) -> None:
    told = refusal(answered(code, {"ok": False, "error_code": code, "description": words}), access)
    assert type(told) is error
    assert words in told.detail
    if isinstance(told, ContentRefused):
        assert [problem.field for problem in told.problems] == [field]
        assert all(problem.remedy for problem in told.problems)


def test_a_rate_limit_says_when_to_come_back(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    body = {"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 31}}
    told = refusal(answered(429, body), access)
    assert isinstance(told, TryLater)
    assert told.after == timedelta(seconds=31)


def test_an_error_page_is_no_mystery_and_an_echoed_token_is_hidden(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    assert isinstance(refusal(answered(502, "<html>Bad gateway"), access), TryLater)
    assert "ABCDEF" not in refusal(answered(400, {"description": "ABCDEF-token?"}), access).detail


async def test_addresses_are_telegrams_own_unless_another_server_stands_for_it(
    access: ChannelAccess,
) -> None:
    real = Connector(replace(access, base_url="https://api.telegram.org"))
    assert real.manifest.address("https://api.telegram.org", "web", "/a/1") == "https://t.me/a/1"
    assert real.manifest.address(access.base_url, "web", "/a/1") == f"{access.base_url}/a/1"


def hooked(update: dict[str, Any], secret: str = SECRET) -> HookCall:
    headers = {"x-telegram-bot-api-secret-token": secret}
    return HookCall("POST", {}, headers, json.dumps(update).encode(), MOMENT)


def read(update: dict[str, Any]) -> Any:
    (event,) = Hooks().read(hooked({"update_id": 77, **update}), {"webhook_secret": SECRET})
    return event


CHAT = {"id": -1001234567890, "type": "channel", "title": "Lantern", "username": "lantern"}


def test_a_post_that_appeared_is_told_with_its_words() -> None:
    event = read({"channel_post": {"message_id": 5, "date": 1, "chat": CHAT, "text": "Leo shines"}})
    assert (event.id, event.kind, event.remote_id) == ("77", "published", "5")
    assert (event.account_id, event.text) == ("-1001234567890", "Leo shines")


def test_a_file_of_an_album_is_told_with_its_group() -> None:
    post = {"message_id": 6, "chat": CHAT, "caption": "Two", "media_group_id": "99"}
    event = read({"channel_post": post})
    assert (event.text, event.detail) == ("Two", {"media_group_id": "99"})


def test_reactions_are_told_together() -> None:
    given = [{"type": {}, "total_count": 3}, {"type": {}, "total_count": 4}]
    counted = {"chat": CHAT, "message_id": 5, "date": 1, "reactions": given}
    event = read({"message_reaction_count": counted})
    assert (event.kind, event.remote_id, event.detail) == ("reaction", "5", {"likes": "7"})


@pytest.mark.parametrize(("status", "kind"), [("kicked", "revoked"), ("administrator", "other")])
def test_a_bot_that_was_shown_out_lost_its_permission(status: str, kind: str) -> None:
    event = read({"my_chat_member": {"chat": CHAT, "new_chat_member": {"status": status}}})
    assert (event.kind, event.account_id) == (kind, "-1001234567890")


def test_edits_and_what_we_did_not_ask_for_are_other_news() -> None:
    edited = {"message_id": 5, "chat": CHAT, "text": "Leo shone"}
    assert read({"edited_channel_post": edited}).text == "Leo shone"
    assert read({"poll": {"id": "1"}}).kind == "other"


@pytest.mark.parametrize("secret", ["", "another-secret", SECRET.upper()])
def test_an_update_without_the_right_secret_is_not_telegrams(secret: str) -> None:
    with pytest.raises(HookRefused):
        Hooks().read(hooked({"update_id": 1}, secret), {"webhook_secret": SECRET})


def test_without_a_stored_secret_nobody_is_believed() -> None:
    with pytest.raises(HookRefused):
        Hooks().read(hooked({"update_id": 1}, ""), {})


def test_an_update_that_cannot_be_read_is_refused_and_no_handshake_is_asked_for() -> None:
    call = hooked({"update": "no id"})
    with pytest.raises(HookRefused):
        Hooks().read(call, {"webhook_secret": SECRET})
    assert Hooks().handshake(call, {"webhook_secret": SECRET}) is None
