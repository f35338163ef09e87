"""Chat completions over real HTTP: how it asks, what it reads, what each refusal means."""

from __future__ import annotations

import json
import time
from datetime import timedelta

import pytest
from tests.doubles.models import openai
from tests.doubles.models.asking import ask
from tests.doubles.models.server import GOOD, KEY, ModelServer, Reply, after, serving
from tests.doubles.models.trying import TextService

from heliograph.extensions.providers.openai import ChatCompletions
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import (
    AnswerUnusable,
    Declined,
    KeyRefused,
    ModelUnknown,
    NoAnswerInTime,
    OutOfCredit,
    Usage,
)
from heliograph.sdk.writing import draft_of

SERVICE = TextService(openai.behave, "/v1", ChatCompletions, openai.MODEL)


async def test_a_good_answer_becomes_words_and_a_count(server: ModelServer) -> None:
    composed = await SERVICE.compose(server)

    assert composed.usage == Usage(900, 150)
    assert draft_of(composed.words, ask()).text == GOOD["text"]
    order = server.orders[0].json
    assert order["model"] == openai.MODEL
    assert order["response_format"]["type"] == "json_schema"
    assert order["max_tokens"] == 1500
    assert server.orders[0].headers["authorization"] == f"Bearer {KEY}"


async def test_a_server_without_schemas_is_asked_in_an_easier_way(server: ModelServer) -> None:
    server.then(openai.NO_SCHEMA, openai.NO_SCHEMA)
    composed = await SERVICE.compose(server)

    assert composed.words.title == GOOD["title"]
    shapes = [one.json.get("response_format", {}).get("type") for one in server.orders]
    assert shapes == ["json_schema", "json_object", None]


async def test_a_server_with_another_name_for_the_limit_gets_that_name(
    server: ModelServer,
) -> None:
    server.then(openai.OTHER_LIMIT)
    await SERVICE.compose(server)

    assert "max_completion_tokens" in server.orders[1].json
    assert "max_tokens" not in server.orders[1].json


async def test_a_server_that_refuses_everything_is_not_asked_for_ever(server: ModelServer) -> None:
    server.always(openai.NO_SCHEMA)
    with pytest.raises(Declined):
        await SERVICE.compose(server)
    assert len(server.orders) == 3


async def test_options_skip_the_search(server: ModelServer) -> None:
    await SERVICE.compose(
        server, options={"shape": "json_object", "limit": "max_completion_tokens"}
    )

    assert server.orders[0].json["response_format"] == {"type": "json_object"}
    assert "max_completion_tokens" in server.orders[0].json


async def test_fences_and_remarks_around_the_json_are_passed_over(server: ModelServer) -> None:
    server.then(openai.FENCED)
    assert (await SERVICE.compose(server)).words.hook == GOOD["hook"]


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (openai.WRONG_KEY, KeyRefused),
        (openai.LEAKING_KEY, KeyRefused),
        (openai.NO_MODEL, ModelUnknown),
        (openai.NO_QUOTA, OutOfCredit),
        (openai.RATE_LIMIT, TryLater),
        (openai.SERVER, TryLater),
        (openai.OVERLOADED, TryLater),
        (openai.TOO_LONG, Declined),
        (openai.POLICY, Declined),
        (openai.REFUSED, Declined),
        (openai.FILTERED, Declined),
        (openai.HTML, AnswerUnusable),
        (openai.NO_JSON, AnswerUnusable),
        (openai.BROKEN_JSON, AnswerUnusable),
        (openai.CUT_OFF, AnswerUnusable),
        (openai.says(text=7), AnswerUnusable),
        (openai.says(title=""), AnswerUnusable),
        (Reply(302, b"", {"location": "http://127.0.0.1:1/"}), ModelUnknown),
    ],
)
async def test_every_refusal_says_what_to_do_next(
    server: ModelServer, reply: Reply, kind: type[ConnectorError]
) -> None:
    assert type(await SERVICE.refused(server, reply)) is kind


async def test_a_rate_limit_waits_as_long_as_it_is_told(server: ModelServer) -> None:
    error = await SERVICE.refused(server, openai.RATE_LIMIT)
    assert isinstance(error, TryLater)
    assert error.after == timedelta(seconds=20)


async def test_a_bad_answer_tells_what_it_cost_and_not_what_it_said(server: ModelServer) -> None:
    error = await SERVICE.refused(
        server, openai.chat(json.dumps({**GOOD, "text": ["secret diary"]}))
    )
    assert isinstance(error, AnswerUnusable)
    assert error.usage == Usage(900, 150)
    assert "text" in error.detail
    assert "diary" not in error.detail


async def test_a_hanging_server_is_left_in_time(server: ModelServer) -> None:
    server.always(after(30, openai.says()))
    started = time.monotonic()
    with pytest.raises(NoAnswerInTime):
        await SERVICE.compose(server, seconds=0.4)
    assert time.monotonic() - started < 20


async def test_a_server_that_is_away_is_tried_later() -> None:
    with serving(openai.behave, "/v1") as gone:
        pass
    with pytest.raises(TryLater) as caught:
        await SERVICE.compose(gone)
    assert not isinstance(caught.value, NoAnswerInTime)


async def test_a_private_address_is_refused_where_no_setting_allows_it(
    server: ModelServer,
) -> None:
    with pytest.raises(TryLater, match="private address"):
        await SERVICE.compose(server, networks=())
    assert server.asked == []


async def test_a_local_server_needs_no_key_and_counts_what_nobody_counted() -> None:
    with serving(openai.local, "/v1") as ollama:
        body = openai.says().body | {"usage": None}
        ollama.then(Reply(200, body))
        composed = await SERVICE.compose(ollama, key="")
        with pytest.raises(ModelUnknown, match="try pulling it first"):
            await SERVICE.compose(ollama, "nope", key="")
    assert composed.usage.output_tokens > 100
    assert "authorization" not in ollama.asked[0].headers


async def test_the_models_are_listed_and_check_the_key(server: ModelServer) -> None:
    assert await SERVICE.models(server) == ["other", openai.MODEL]
    with pytest.raises(KeyRefused):
        await SERVICE.models(server, key="sk-another")


async def test_a_key_with_a_line_break_is_told_as_such(server: ModelServer) -> None:
    with pytest.raises(KeyRefused, match="characters"):
        await SERVICE.compose(server, key="sk-\nInjected: yes")
    assert server.asked == []
