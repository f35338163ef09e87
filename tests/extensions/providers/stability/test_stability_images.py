"""Stable Image over real HTTP."""

from __future__ import annotations

import pytest
from tests.doubles.models import stability
from tests.doubles.models.asking import access
from tests.doubles.models.server import ModelServer, Reply
from tests.doubles.models.trying import Double, caught

from heliograph.extensions.providers.stability import StableImage
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import (
    AnswerUnusable,
    Declined,
    KeyRefused,
    ModelUnknown,
    OutOfCredit,
)
from heliograph.sdk.painting import Painting, PaintOrder

ORDER = PaintOrder("a calm night sky", 1080, 1350, seed=5, avoid="faces")


SERVICE = Double(stability.behave, "")


async def paint(server: ModelServer, model: str = "core") -> Painting:
    async with access(server.url, model) as way:
        return await StableImage(way).paint(ORDER)


async def test_a_picture_comes_in_the_nearest_ratio(server: ModelServer) -> None:
    painting = await paint(server)

    assert (painting.mime, painting.width, painting.height) == ("image/webp", 384, 480)
    assert painting.usage.pictures == 1
    form = stability.form_of(server.orders[0])
    assert form["aspect_ratio"] == "4:5"
    assert (form["seed"], form["negative_prompt"]) == ("5", "faces")


async def test_a_model_of_the_third_route_is_named_in_the_form(server: ModelServer) -> None:
    await paint(server, "sd3.5-large")

    assert server.orders[0].path.endswith("/generate/sd3")
    assert stability.form_of(server.orders[0])["model"] == "sd3.5-large"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (stability.WRONG_KEY, KeyRefused),
        (stability.NO_CREDITS, OutOfCredit),
        (stability.MODERATED, Declined),
        (stability.INVALID, Declined),
        (stability.FILTERED, Declined),
        (stability.NO_PICTURE, AnswerUnusable),
        (stability.RATE_LIMIT, TryLater),
        (stability.SERVER, TryLater),
        (Reply(404, b"not found"), ModelUnknown),
    ],
)
async def test_every_refusal_says_what_to_do_next(
    server: ModelServer, reply: Reply, kind: type[ConnectorError]
) -> None:
    server.always(reply)
    assert type(await caught(paint(server))) is kind


async def test_the_balance_checks_the_key(server: ModelServer) -> None:
    async with access(server.url, "core") as way:
        assert "core" in await StableImage(way).models()
    async with access(server.url, "core", key="another") as way:
        with pytest.raises(KeyRefused):
            await StableImage(way).models()
