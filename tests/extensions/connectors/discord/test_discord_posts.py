"""Discord's words and ours: addresses, bodies, refusals, allowances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.discord import Connector
from heliograph.extensions.connectors.discord.errors import refusal
from heliograph.extensions.connectors.discord.mapping import (
    Message,
    Webhook,
    own_problems,
    to_account,
    to_address,
    to_payload,
    to_receipt,
)
from heliograph.kit.http import Answer
from heliograph.sdk.connectors import MediaFile, OutgoingPost, Poll, Quota
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import ConnectorError, ContentRefused, ReconnectNeeded, TryLater

MOMENT = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
POST = OutgoingPost(UUID(int=1), "key-1", "text", "Leo *shines* @everyone", MOMENT)
QUIET = {"allowed_mentions": {"parse": []}}
SECRETS = {"webhook_url": "https://discord.com/api/webhooks/12/ABCDEF", "token": "ABCDEF"}


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]) -> Bench:
    return replace(bench_on(Connector), videos=videos)


def link(path: str) -> str:
    return f"https://discord.com{path}"


@pytest.mark.parametrize(
    ("url", "at_home", "path"),
    [
        ("https://discord.com/api/webhooks/12/ab-C_d", True, "/api/v10/webhooks/12/ab-C_d"),
        ("https://discordapp.com/api/webhooks/12/abc", True, "/api/v10/webhooks/12/abc"),
        ("https://discord.com/api/v9/webhooks/12/abc", True, "/api/v9/webhooks/12/abc"),
        (" http://127.0.0.1:8010/api/webhooks/12/abc/ ", False, "/api/webhooks/12/abc"),
        ("https://discord.com/api/webhooks/12/abc?wait=true", True, "/api/v10/webhooks/12/abc"),
    ],
)
def test_an_address_is_taken_apart(url: str, at_home: bool, path: str) -> None:
    address = to_address(url, at_home=at_home)
    assert address.path == path
    assert address.path.endswith(address.token)


@pytest.mark.parametrize(
    "url",
    ["", "wrong", "https://discord.com/channels/1/2", "https://discord.com/api/webhooks/12/é"],
)
def test_what_is_no_webhooks_address_asks_for_another(url: str) -> None:
    with pytest.raises(ReconnectNeeded):
        to_address(url, at_home=True)


def test_no_text_calls_anybody() -> None:
    assert to_payload(POST) == {**QUIET, "content": "Leo *shines* @everyone"}


def test_a_link_gets_a_card_unless_the_text_has_it_already() -> None:
    linked = replace(POST, kind="link", link="https://example.com/leo", title="Leo")
    assert to_payload(linked)["embeds"] == [{"title": "Leo", "url": "https://example.com/leo"}]
    within = replace(linked, text="Read https://example.com/leo now")
    assert "embeds" not in to_payload(within)


def test_a_polls_question_is_the_text_and_its_time_is_whole_hours() -> None:
    poll = to_payload(replace(POST, kind="poll", poll=Poll(("North", "South"), 5000, True)))
    assert "content" not in poll
    assert poll["poll"] == {
        "question": {"text": POST.text},
        "answers": [{"poll_media": {"text": "North"}}, {"poll_media": {"text": "South"}}],
        "duration": 2,
        "allow_multiselect": True,
    }


def test_files_are_named_and_described(pictures: tuple[MediaFile, ...]) -> None:
    bare = replace(pictures[1], alt="")
    said = to_payload(replace(POST, media=(pictures[0], bare)))["attachments"]
    assert said == [
        {"id": 0, "filename": "files0.jpg", "description": pictures[0].alt},
        {"id": 1, "filename": "files1.jpg"},
    ]


def test_options_become_flags() -> None:
    assert to_payload(replace(POST, options={"silent": True}))["flags"] == 4096
    both = {"silent": True, "no_preview": True}
    assert to_payload(replace(POST, options=both))["flags"] == 4100
    assert "flags" not in to_payload(replace(POST, options={"silent": False}))


def test_files_that_are_too_large_together_are_refused(pictures: tuple[MediaFile, ...]) -> None:
    large = replace(pictures[0], size=9 * 1024 * 1024)
    assert own_problems(replace(POST, media=(large, large))) == []
    (problem,) = own_problems(replace(POST, media=(large, large, large)))
    assert problem.rule == "media.max_bytes"


def test_a_receipt_has_an_address_where_the_server_is_known() -> None:
    message = Message(id="3", channel_id="2")
    assert to_receipt(message, "1", link).url == "https://discord.com/channels/1/2/3"
    assert to_receipt(message, "", link).url is None


def test_an_account_is_the_webhook_with_its_picture() -> None:
    account = to_account(Webhook(id="12", name="Lantern", avatar="f00"), link)
    assert (account.handle, account.url) == ("@Lantern", None)
    assert account.avatar_url == "https://cdn.discordapp.com/avatars/12/f00.png"


FIELD_ERRORS = {
    "content": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer"}]}
}
POLL_ERRORS = {"poll": {"question": {"text": {"_errors": [{"code": "X", "message": "Too long"}]}}}}
FILE_ERRORS = {"attachments": {"0": {"_errors": [{"code": "X", "message": "No such file"}]}}}
TABLE = [
    (400, {"code": 50006, "message": "Cannot send an empty message"}, ContentRefused, "text"),
    (400, {"code": 50035, "message": "Invalid Form Body", "errors": FIELD_ERRORS},
     ContentRefused, "text"),
    (400, {"code": 50035, "message": "Invalid Form Body", "errors": POLL_ERRORS},
     ContentRefused, "poll"),
    (400, {"code": 50035, "message": "Invalid Form Body", "errors": FILE_ERRORS},
     ContentRefused, "media"),
    (400, {"code": 220003, "message": "Only in forums"}, ContentRefused, "text"),
    (401, {"code": 50027, "message": "Invalid Webhook Token"}, ReconnectNeeded, ""),
    (403, {"code": 50013, "message": "Missing Permissions"}, ReconnectNeeded, ""),
    (404, {"code": 10015, "message": "Unknown Webhook"}, ReconnectNeeded, ""),
    (404, {"code": 10008, "message": "Unknown Message"}, ContentRefused, "text"),
    (413, {"code": 40005, "message": "Request entity too large"}, ContentRefused, "media"),
    (429, {"message": "You are being rate limited.", "retry_after": 0.65}, TryLater, ""),
    (500, {"message": "500: Internal Server Error", "code": 0}, TryLater, ""),
    (503, {"message": "upstream connect error", "code": 0}, TryLater, ""),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "error", "field"), TABLE)
def test_each_refusal_becomes_what_must_be_done(
    answered: Callable[..., Answer],
    status: int,
    body: dict[str, object],
    error: type[ConnectorError],
    field: str,
) -> None:
    told = refusal(answered(status, body), SECRETS)
    assert type(told) is error
    assert str(body["message"]) in told.detail
    if isinstance(told, ContentRefused):
        assert [problem.field for problem in told.problems] == [field]
        assert all(problem.remedy for problem in told.problems)


def test_a_refusal_says_what_is_wrong_with_the_field(answered: Callable[..., Answer]) -> None:
    body = {"code": 50035, "message": "Invalid Form Body", "errors": FIELD_ERRORS}
    assert "Must be 2000 or fewer" in refusal(answered(400, body), SECRETS).detail


@pytest.mark.parametrize(
    ("body", "headers", "seconds"),
    [
        ({"retry_after": 0.65}, {}, 0.65),
        ("<html>Too many", {"retry_after": "12"}, 12),
        ({"retry_after": 3}, {"retry_after": "99"}, 3),
    ],
)
def test_a_rate_limit_says_when_to_come_back(
    answered: Callable[..., Answer], body: object, headers: dict[str, str], seconds: float
) -> None:
    told = refusal(answered(429, body, **headers), SECRETS)
    assert isinstance(told, TryLater)
    assert told.after == timedelta(seconds=seconds)


def test_an_error_page_is_no_mystery_and_an_echoed_token_is_hidden(
    answered: Callable[..., Answer],
) -> None:
    assert isinstance(refusal(answered(502, "<html>Bad gateway"), SECRETS), TryLater)
    echoed = refusal(answered(400, {"message": "ABCDEF is wrong"}), SECRETS)
    assert "ABCDEF" not in echoed.detail


async def test_the_allowance_is_told_with_every_answer(bench: Bench) -> None:
    seen: list[Quota] = []
    await Connector(replace(bench.access, saw_quota=seen.append)).identify()
    assert seen[0].remaining < seen[0].limit
    assert seen[0].resets_at > bench.access.clock.now() - timedelta(seconds=1)


async def test_several_files_stand_in_order_with_their_descriptions(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    post = replace(bench.post(kind="carousel"), media=(*bench.pictures, bench.videos[0]))
    account = await bench.connector().identify()
    await bench.deliver(post)
    (shown,) = sandbox.posts("discord", account.remote_id)
    assert [item["sha256"] for item in shown["media"]] == [file.sha256 for file in post.media]
    assert [item["alt"] for item in shown["media"]] == [file.alt for file in post.media]


async def test_a_receipts_address_leads_to_the_post(bench: Bench) -> None:
    receipt, memory = await bench.deliver(bench.post())
    assert memory["guild_id"]
    assert receipt.url
    page = await bench.access.http.get(receipt.url)
    assert page.status == 200
    assert b"A lantern on the hill" in page.body


async def test_reactions_are_counted_as_likes(bench: Bench, sandbox: SandboxProcess) -> None:
    receipt, _ = await bench.deliver(bench.post("Which moon do you like best?"))
    sandbox.control("POST", "/clock", {"advance_s": 900})
    counts = await bench.connector().metrics([receipt.remote_id])
    assert counts[receipt.remote_id]["likes"] > 0
    assert await bench.connector().account_metrics() == {}
