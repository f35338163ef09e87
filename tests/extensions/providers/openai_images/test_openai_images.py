"""Image generations over real HTTP."""

from __future__ import annotations

import pytest
from tests.doubles.models import openai
from tests.doubles.models.asking import access
from tests.doubles.models.server import ModelServer, Reply
from tests.doubles.models.trying import Double, caught

from heliograph.extensions.providers.openai_images import OpenAIImages
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import AnswerUnusable, Declined, KeyRefused, OutOfCredit, Usage
from heliograph.sdk.painting import Painting, PaintOrder

SERVICE = Double(openai.behave, "/v1")


async def paint(server: ModelServer, model: str, width: int = 1080) -> Painting:
    async with access(server.url, model, options={"quality": "low"}) as way:
        return await OpenAIImages(way).paint(PaintOrder("aurora", width, 1350))


async def test_a_picture_comes_in_the_nearest_size(server: ModelServer) -> None:
    painting = await paint(server, "gpt-image-test")

    assert (painting.mime, painting.width, painting.height) == ("image/png", 1024, 1536)
    assert painting.usage == Usage(60, 1000, 1)
    assert server.orders[0].json["quality"] == "low"


async def test_a_wide_picture_is_ordered_wide(server: ModelServer) -> None:
    assert (await paint(server, "gpt-image-test", 2400)).width == 1536


async def test_an_older_model_is_asked_for_bytes_in_its_own_sizes(server: ModelServer) -> None:
    painting = await paint(server, "dall-e-3", 760)

    assert (painting.width, painting.height) == (1024, 1792)
    assert server.orders[0].json["response_format"] == "b64_json"
    assert "quality" not in server.orders[0].json


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (openai.LEAKING_KEY, KeyRefused),
        (openai.NO_QUOTA, OutOfCredit),
        (openai.error(400, "moderation_blocked", "Blocked."), Declined),
        (openai.RATE_LIMIT, TryLater),
        (openai.SERVER, TryLater),
        (Reply(200, {"data": []}), AnswerUnusable),
        (Reply(200, {"data": [{"b64_json": "%%%"}]}), AnswerUnusable),
        (Reply(200, {"data": [{"url": "http://127.0.0.1/x.png"}]}), AnswerUnusable),
        (openai.HTML, AnswerUnusable),
    ],
)
async def test_every_refusal_says_what_to_do_next(
    server: ModelServer, reply: Reply, kind: type[ConnectorError]
) -> None:
    server.always(reply)
    assert type(await caught(paint(server, "gpt-image-test"))) is kind
