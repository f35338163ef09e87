"""Leonardo over real HTTP: a job, a few looks, a file from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.doubles.models import leonardo
from tests.doubles.models.asking import access
from tests.doubles.models.leonardo import Studio, studio
from tests.doubles.models.server import Reply
from tests.doubles.models.trying import caught

from heliograph.extensions.providers.leonardo import Leonardo
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import (
    AnswerUnusable,
    Declined,
    KeyRefused,
    NoAnswerInTime,
    OutOfCredit,
)
from heliograph.sdk.painting import Painting, PaintOrder

ORDER = PaintOrder("paper with grain", 1080, 1350, seed=9, avoid="letters")


@pytest.fixture
def place() -> Iterator[Studio]:
    """A well service."""
    with studio() as made:
        yield made


async def paint(place: Studio, **given: object) -> Painting:
    options = {"pause": "0.02"}
    async with access(place.server.url, "model-id", options=options, **given) as way:
        return await Leonardo(way).paint(ORDER)


async def test_a_job_is_asked_after_until_its_picture_is_there(place: Studio) -> None:
    place.needed = 3
    painting = await paint(place)

    assert (painting.mime, painting.width, painting.height) == ("image/jpeg", 640, 800)
    assert place.looks == 3
    order = place.server.orders[0].json
    assert (order["width"], order["height"], order["num_images"]) == (1080, 1352, 1)
    assert (order["modelId"], order["negative_prompt"]) == ("model-id", "letters")


async def test_a_job_that_never_ends_is_left_in_time(place: Studio) -> None:
    place.needed = 10_000
    with pytest.raises(NoAnswerInTime):
        await paint(place, seconds=0.3)


async def test_a_job_that_is_paid_for_is_looked_for_through_passing_trouble(place: Studio) -> None:
    place.troubles = 2
    painting = await paint(place)

    assert painting.width == 640
    assert len(place.server.orders) == 1


async def test_a_job_that_failed_is_tried_elsewhere(place: Studio) -> None:
    place.verdict = "FAILED"
    with pytest.raises(TryLater):
        await paint(place)


async def test_a_picture_that_is_not_for_everyone_is_declined(place: Studio) -> None:
    place.nsfw = True
    with pytest.raises(Declined):
        await paint(place)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http:///a"])
async def test_an_unsafe_address_of_a_picture_is_not_fetched(place: Studio, url: str) -> None:
    place.file_url = url
    with pytest.raises(ConnectorError):
        await paint(place)


async def test_a_picture_in_a_private_network_is_not_fetched(place: Studio) -> None:
    place.file_url = "https://10.1.2.3/picture.jpg"
    with pytest.raises(TryLater, match="private address"):
        await paint(place)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (leonardo.WRONG_KEY, KeyRefused),
        (leonardo.NO_TOKENS, OutOfCredit),
        (leonardo.MODERATED, Declined),
        (leonardo.RATE_LIMIT, TryLater),
        (leonardo.SERVER, TryLater),
        (Reply(200, b"[]"), AnswerUnusable),
    ],
)
async def test_every_refusal_says_what_to_do_next(
    place: Studio, reply: Reply, kind: type[ConnectorError]
) -> None:
    place.server.always(reply)
    assert type(await caught(paint(place))) is kind


async def test_asking_who_we_are_checks_the_key(place: Studio) -> None:
    async with access(place.server.url, "m") as way:
        assert await Leonardo(way).models() == ()
    async with access(place.server.url, "m", key="another") as way:
        with pytest.raises(KeyRefused):
            await Leonardo(way).models()
