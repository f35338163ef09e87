"""The Gemini API over real HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.doubles.models import google
from tests.doubles.models.server import GOOD, ModelServer, Reply
from tests.doubles.models.trying import TextService

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

SERVICE = TextService(google.behave, "/v1beta", GeminiText, google.MODEL)


async def test_thoughts_are_paid_for_and_not_read(server: ModelServer) -> None:
    composed = await SERVICE.compose(server)

    assert composed.words.text == GOOD["text"]
    assert composed.usage == Usage(700, 180)


async def test_a_model_may_be_named_as_the_service_lists_it(server: ModelServer) -> None:
    assert (await SERVICE.compose(server, f"models/{google.MODEL}")).words.title == GOOD["title"]


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
    assert type(await SERVICE.refused(server, reply)) is kind


async def test_a_rate_limit_waits_as_long_as_its_details_say(server: ModelServer) -> None:
    error = await SERVICE.refused(server, google.RATE_LIMIT)

    assert isinstance(error, TryLater)
    assert error.after == timedelta(seconds=34)


async def test_the_models_are_listed_without_their_prefix(server: ModelServer) -> None:
    assert await SERVICE.models(server) == [google.MODEL]
