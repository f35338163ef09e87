"""The Gemini API over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.doubles.models import google
from tests.doubles.models.asking import access, ask
from tests.doubles.models.server import GOOD, KEY, ModelServer, Reply, serving

from heliograph.extensions.providers.google import GeminiText
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import (
    AnswerUnusable,
    Declined,
    KeyRefused,
    ModelUnknown,
    OutOfCredit,
    Usage,
)
from heliograph.sdk.writing import Composed


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A well server."""
    with serving(google.behave, "/v1beta") as model:
        yield model


async def compose(server: ModelServer, model: str = google.MODEL) -> Composed:
    async with access(server.url, model) as way:
        return await GeminiText(way).compose(ask())


async def test_thoughts_are_paid_for_and_not_read(server: ModelServer) -> None:
    composed = await compose(server)

    assert composed.words.text == GOOD["text"]
    assert composed.usage == Usage(700, 180)


async def test_a_model_may_be_named_as_the_service_lists_it(server: ModelServer) -> None:
    assert (await compose(server, f"models/{google.MODEL}")).words.title == GOOD["title"]


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (google.WRONG_KEY, KeyRefused),
        (google.FORBIDDEN, KeyRefused),
        (google.NO_MODEL, ModelUnknown),
        (google.NO_BILLING, OutOfCredit),
        (google.BLOCKED, Declined),
        (google.SAFETY, Declined),
        (google.CUT_OFF, AnswerUnusable),
        (google.generated("no json at all"), AnswerUnusable),
        (google.RATE_LIMIT, TryLater),
        (google.INTERNAL, TryLater),
        (google.UNAVAILABLE, TryLater),
    ],
)
async def test_every_refusal_says_what_to_do_next(
    server: ModelServer, reply: Reply, kind: type[ConnectorError]
) -> None:
    server.always(reply)
    with pytest.raises(ConnectorError) as caught:
        await compose(server)
    assert type(caught.value) is kind
    assert KEY not in str(caught.value)


async def test_a_rate_limit_waits_as_long_as_its_details_say(server: ModelServer) -> None:
    server.always(google.RATE_LIMIT)
    with pytest.raises(TryLater) as caught:
        await compose(server)
    assert caught.value.after == timedelta(seconds=34)


async def test_the_models_are_listed_without_their_prefix(server: ModelServer) -> None:
    async with access(server.url, "any") as way:
        assert await GeminiText(way).models() == [google.MODEL]
