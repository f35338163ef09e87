"""What is Pinterest's own: boards, shapes, its error table, numbers by our names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.pinterest import Connector
from heliograph.extensions.connectors.pinterest.errors import expired, refusal
from heliograph.extensions.connectors.pinterest.mapping import Analytics, Pin, is_same, to_metrics
from heliograph.kit.http import Answer
from heliograph.sdk.connectors import Absent, ChannelAccess, Quota
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import ConnectorError, ContentRefused, ReconnectNeeded, TryLater


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench]) -> Bench:
    return bench_on(Connector)


TABLE: list[tuple[int, int, str, type[ConnectorError], str]] = [
    (401, 2, "Authentication failed.", ReconnectNeeded, ""),
    (403, 29, "You are not permitted to access that resource.", ReconnectNeeded, ""),
    (404, 40, "Board not found.", ContentRefused, "options.board_id"),
    (404, 50, "Pin not found.", ContentRefused, "post"),
    (409, 0, "Conflict", TryLater, ""),
    (429, 8, "You have exceeded your rate limit.", TryLater, ""),
    (400, 1, "Invalid request: constraint: maxItems=5", ContentRefused, "media"),
    (400, 1, "Invalid request: 'title' is too long", ContentRefused, "title"),
    (400, 1, "Invalid request: something new", ContentRefused, "text"),
    (400, 235, "Something about the image", ContentRefused, "media"),
    (400, 236, "The image is broken", ContentRefused, "media"),
    (400, 9, "Unable to reach the URL.", ContentRefused, "media"),
    (500, 0, "Something went wrong on our end.", TryLater, ""),
    (503, 0, "Unavailable", TryLater, ""),
]


@pytest.mark.parametrize(("status", "code", "words", "error", "field"), TABLE)
def test_each_refusal_becomes_what_must_be_done(
    answered: Callable[..., Answer],
    access: ChannelAccess,
    status: int,
    code: int,
    words: str,
    error: type[ConnectorError],
    field: str,
) -> None:
    body = {"code": code, "message": f"{words} ABCDEF-token"}
    told = refusal(answered(status, body), access)
    assert type(told) is error
    assert words in told.detail
    assert "ABCDEF" not in told.detail
    if isinstance(told, ContentRefused):
        assert [one.field for one in told.problems] == [field]
        assert told.problems[0].remedy


def test_a_rate_limit_says_when_to_come_back(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    told = refusal(answered(429, "<html>", x_ratelimit_reset="41.2"), access)
    assert isinstance(told, TryLater)
    assert told.after == timedelta(seconds=42)
    assert not expired(answered(403, {}))


async def test_a_picture_that_cannot_be_fetched_is_refused_with_a_remedy(bench: Bench) -> None:
    post = bench.post()
    gone = replace(post.media[0], public_url=f"{post.media[0].public_url}.gone")
    post = replace(post, media=(gone,))
    memory = await bench.connector().prepare(post, {})
    with pytest.raises(ContentRefused) as told:
        await bench.connector().publish(bench.sent(post), memory)
    assert "open to everybody" in told.value.problems[0].remedy


async def test_a_carousel_of_unequal_pictures_is_refused_here(bench: Bench) -> None:
    post = bench.post(kind="carousel")
    wide = replace(post.media[1], width=1080, height=1080)
    with pytest.raises(ContentRefused) as told:
        await bench.connector().prepare(replace(post, media=(post.media[0], wide)), {})
    assert [one.rule for one in told.value.problems] == ["media.same_shape"]


async def test_a_link_that_is_too_long_is_refused_here(bench: Bench) -> None:
    post = replace(bench.post(), link="https://example.com/" + "a" * 2048)
    with pytest.raises(ContentRefused) as told:
        await bench.connector().prepare(post, {})
    assert [one.rule for one in told.value.problems] == ["pinterest.link"]


async def test_a_pin_goes_to_the_board_of_its_options(bench: Bench) -> None:
    headers = {"Authorization": f"Bearer {bench.access.secrets['access_token']}"}
    address = f"{bench.access.base_url}/v5/boards"
    made = await bench.access.http.post(address, json={"name": "Another"}, headers=headers)
    post = replace(bench.post(), options={"board_id": made.json()["id"]})
    _, memory = await bench.deliver(post)
    there = await bench.access.http.get(f"{address}/{made.json()['id']}/pins", headers=headers)
    assert [pin["description"] for pin in there.json()["items"]] == [post.text]
    elsewhere = {"board_id": bench.access.secrets["board_id"]}
    assert isinstance(await bench.connector().look(bench.sent(post), elsewhere), Absent)
    assert memory["board_id"] == made.json()["id"]


async def test_a_board_that_does_not_exist_is_told(bench: Bench) -> None:
    post = replace(bench.post(), options={"board_id": "123"})
    memory = await bench.connector().prepare(post, {})
    with pytest.raises(ContentRefused) as told:
        await bench.connector().publish(bench.sent(post), memory)
    assert told.value.problems[0].field == "options.board_id"


async def test_without_a_board_a_person_must_choose_one(bench: Bench) -> None:
    secrets = {**bench.access.secrets, "board_id": ""}
    with pytest.raises(ReconnectNeeded):
        await bench.connector(secrets=secrets).prepare(bench.post(), {})


async def test_a_look_goes_through_many_pages_of_a_busy_board(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    first = replace(bench.post(), title="The first", link="https://example.com/first")
    receipt, memory = await bench.deliver(first)
    for _ in range(52):
        later = bench.post()
        await bench.connector().publish(bench.sent(later), memory)
    sighting = await bench.connector().look(bench.sent(first, again=True), memory)
    assert getattr(sighting, "receipt", None) == receipt


async def test_the_account_tells_its_numbers_and_its_quota(bench: Bench) -> None:
    seen: list[Quota] = []
    connector = Connector(replace(bench.access, saw_quota=seen.append))
    found = await connector.account_metrics()
    assert set(found) == set(bench.manifest.account_metrics)
    assert found["followers"] > 0
    assert 0 < seen[-1].remaining < seen[-1].limit


def test_a_number_that_is_not_told_is_missing_not_zero() -> None:
    told = {"all": {"summary_metrics": {"IMPRESSION": 12, "SAVE": None}, "lifetime_metrics": {}}}
    assert to_metrics(Analytics.model_validate(told)) == {"views": 12}


def test_title_link_form_and_time_tell_pins_apart(bench: Bench) -> None:
    now = datetime(2026, 11, 21, 7, tzinfo=UTC)
    post = replace(bench.post("Words"), id=uuid4(), title="Title", link="https://example.com/a")
    pin = Pin(
        id="1", created_at=now, title="Title", description="Words", link="https://example.com/a",
        creative_type="REGULAR",
    )  # fmt: skip
    assert is_same(post, pin, now)
    for change in (
        {"title": "Other"},
        {"description": None},
        {"link": "https://example.com/b"},
        {"creative_type": "CAROUSEL"},
        {"created_at": now - timedelta(minutes=1)},
    ):
        assert not is_same(post, pin.model_copy(update=change), now)
