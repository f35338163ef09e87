"""Painting backgrounds with configured painters over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from heliograph.modules.providers import CallContext
from heliograph.sdk.painting import PaintOrder
from tests.doubles.models import leonardo, openai, stability
from tests.doubles.models.leonardo import Studio, studio
from tests.doubles.models.server import ModelServer, Reply, serving
from tests.modules.providers.conftest import House

ORDER = PaintOrder("A quiet harbour before dawn", 1080, 1350, seed=3, avoid="ships")


@pytest.fixture
def painter() -> Iterator[ModelServer]:
    """Stability."""
    with serving(stability.behave) as model:
        yield model


@pytest.fixture
def job_shop() -> Iterator[Studio]:
    """Leonardo."""
    with studio() as made:
        yield made


async def test_without_a_painter_there_is_no_painting_and_no_call(
    house: House, painter: ModelServer, context: CallContext
) -> None:
    await house.add(painter, kind="stability", model="core")
    painting, receipt = await house.service.paint(ORDER, context)

    assert painting is None
    assert (receipt.tier, receipt.fell_back_because) == ("offline", "")
    assert painter.asked == []


async def test_a_background_is_painted_paid_for_and_kept(
    house: House, painter: ModelServer, context: CallContext
) -> None:
    await house.add(painter, "Brush", kind="stability", model="core")
    await house.use("balanced", "image")
    first, paid = await house.service.paint(ORDER, context, palette="deep blue and amber")
    again, kept = await house.service.paint(ORDER, context, palette="deep blue and amber")

    assert first is not None
    assert first.mime == "image/webp"
    assert again == first
    assert (paid.provider, paid.cached) == ("Brush", False)
    assert paid.cost == pytest.approx(0.04)
    assert (kept.cost, kept.cached) == (0.0, True)
    assert len(painter.orders) == 1
    prompt = stability.form_of(painter.orders[0])["prompt"]
    assert "quiet harbour" in prompt
    assert "deep blue and amber" in prompt
    assert "no people" in prompt.lower()
    assert "ships" in prompt


async def test_a_kept_picture_that_is_gone_is_painted_again(
    house: House, painter: ModelServer, context: CallContext
) -> None:
    await house.add(painter, kind="stability", model="core")
    await house.use("balanced", "image")
    await house.service.paint(ORDER, context)
    for file in (house.instance.settings.home / "media").glob("??/??/*"):
        file.unlink()
    painting, receipt = await house.service.paint(ORDER, context)

    assert painting is not None
    assert not receipt.cached
    assert len(painter.orders) == 2


async def test_painters_follow_one_another_down_the_tiers(
    house: House,
    server: ModelServer,
    painter: ModelServer,
    job_shop: Studio,
    context: CallContext,
) -> None:
    await house.add(server, "Best", kind="openai_images", model="gpt-image-x", tier="premium")
    await house.add(painter, "Middle", kind="stability", model="core", tier="balanced")
    options = {"pause": "0.02"}
    await house.add(
        job_shop.server, "Cheap", kind="leonardo", model="m", tier="budget", options=options
    )
    await house.use("premium", "image")
    server.always(openai.POLICY)
    painter.always(stability.NO_CREDITS)
    painting, receipt = await house.service.paint(ORDER, context)

    assert painting is not None
    assert (receipt.provider, receipt.tier) == ("Cheap", "budget")
    assert "Best: Your request was rejected" in receipt.fell_back_because
    assert "Middle: You lack sufficient credits" in receipt.fell_back_because
    outcomes = [line["outcome"] for line in await house.ledger()]
    assert outcomes == ["declined", "no_credit", "done"]


@pytest.mark.parametrize(
    "reply",
    [
        stability.NO_PICTURE,
        stability.FILTERED,
        Reply(200, {"image": "iVBORw0KGgo=", "finish_reason": "SUCCESS"}),
        leonardo.SERVER,
    ],
)
async def test_when_every_painter_fails_the_reason_is_told(
    house: House, painter: ModelServer, context: CallContext, reply: Reply
) -> None:
    await house.add(painter, "Brush", kind="stability", model="core")
    await house.use("balanced", "image")
    painter.always(reply)
    painting, receipt = await house.service.paint(ORDER, context)

    assert painting is None
    assert receipt.fell_back_because.startswith("Brush: ")
    assert (await house.ledger())[-1]["outcome"] == "offline"


async def test_a_text_model_is_never_asked_to_paint(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server, "Writer")
    await house.use("balanced", "image")
    painting, receipt = await house.service.paint(ORDER, context)

    assert painting is None
    assert receipt.fell_back_because == "no provider is set up for balanced"
    assert server.asked == []
