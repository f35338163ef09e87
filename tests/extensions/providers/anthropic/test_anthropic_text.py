"""The Messages API over real HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.doubles.models import anthropic
from tests.doubles.models.server import GOOD, KEY, ModelServer, Reply
from tests.doubles.models.trying import TextService

from heliograph.extensions.providers.anthropic import AnthropicText
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import (
    AnswerUnusable,
    Declined,
    KeyRefused,
    ModelUnknown,
    OutOfCredit,
    Usage,
)

SERVICE = TextService(anthropic.behave, "/v1", AnthropicText, anthropic.MODEL)


async def test_the_answer_is_the_input_of_the_one_tool(server: ModelServer) -> None:
    composed = await SERVICE.compose(server)

    assert composed.words.text == GOOD["text"]
    # Tokens read from the service's cache are tokens read.
    assert composed.usage == Usage(900, 140)
    assert server.orders[0].json["max_tokens"] == 1500
    assert KEY not in server.orders[0].path


async def test_an_answer_in_plain_text_is_read_as_well(server: ModelServer) -> None:
    said = '{"title":"A","hook":"B.","text":"B. C.","hashtags":[],"call_to_action":null}'
    server.then(anthropic.message([{"type": "text", "text": said}], "end_turn"))
    assert (await SERVICE.compose(server)).words.text == "B. C."


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (anthropic.WRONG_KEY, KeyRefused),
        (anthropic.FORBIDDEN, KeyRefused),
        (anthropic.NO_MODEL, ModelUnknown),
        (anthropic.NO_CREDIT, OutOfCredit),
        (anthropic.TOO_LARGE, Declined),
        (anthropic.REFUSED, Declined),
        (anthropic.CUT_OFF, AnswerUnusable),
        (anthropic.RATE_LIMIT, TryLater),
        (anthropic.API_ERROR, TryLater),
        (anthropic.OVERLOADED, TryLater),
        (Reply(529, b"<html>busy</html>"), TryLater),
    ],
)
async def test_every_refusal_says_what_to_do_next(
    server: ModelServer, reply: Reply, kind: type[ConnectorError]
) -> None:
    assert type(await SERVICE.refused(server, reply)) is kind


async def test_a_rate_limit_waits_as_long_as_it_is_told(server: ModelServer) -> None:
    error = await SERVICE.refused(server, anthropic.RATE_LIMIT)

    assert isinstance(error, TryLater)
    assert error.after == timedelta(seconds=12)


async def test_a_model_that_is_not_there_is_named_by_the_service(server: ModelServer) -> None:
    with pytest.raises(ModelUnknown, match="nope"):
        await SERVICE.compose(server, "nope")


async def test_the_models_are_listed(server: ModelServer) -> None:
    assert await SERVICE.models(server) == [anthropic.MODEL]
