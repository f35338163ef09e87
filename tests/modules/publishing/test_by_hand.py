"""Posts finished by a person on the platform's own page are confirmed and measured."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from heliograph.modules.publishing.service.by_hand import ByHandService, NotThere
from heliograph.modules.scheduling import Piece, PostBusy, When
from tests.modules.publishing.act import told
from tests.support.stage import Stage

WORDS = "A sky nobody has seen before"


@pytest.fixture
def handle() -> str:
    """An account for one test alone."""
    return f"h{uuid4().hex[:12]}"


def by_hand(stage: Stage) -> ByHandService:
    work = stage.work
    channels = stage.instance.channels.service(work)
    return ByHandService(work, channels, stage.instance.scheduling.service(work))


async def refused(stage: Stage, channel: UUID, platform: str = "x") -> UUID:
    """A post that the platform's API does not take."""
    post_id = await stage.post(channel, WORDS)
    stage.sandbox.faults(platform, script=["refused"], only=["publish"])
    assert (await stage.deliver(post_id))["status"] == "failed"
    return post_id


async def placed(stage: Stage, channel: UUID) -> dict[str, object]:
    """The same words on the same account, as a person would place them there."""
    service = stage.instance.scheduling.service(stage.work)
    twin = await service.create(channel, Piece(WORDS), When(now=True))
    return await stage.deliver(twin["id"])


async def test_an_address_is_confirmed_and_its_numbers_are_read(stage: Stage, handle: str) -> None:
    channel = await stage.channel("x", handle)
    post_id = await refused(stage, channel)
    stands = await placed(stage, channel)

    post = await by_hand(stage).finish(post_id, str(stands["url"]))

    assert (post["status"], post["remote_id"]) == ("published", stands["remote_id"])
    assert (await told(stage, post_id))[-1].endswith("and seen on X. Its numbers are read.")


async def test_an_address_at_which_nothing_stands_is_not_believed(
    stage: Stage, handle: str
) -> None:
    channel = await stage.channel("x", handle)
    post_id = await refused(stage, channel)

    with pytest.raises(NotThere):
        await by_hand(stage).finish(post_id, "https://x.com/leo/status/1234567890123456789")

    assert (await stage.read(post_id))["status"] == "failed"


async def test_without_an_address_the_post_is_sought_by_its_words(
    stage: Stage, handle: str
) -> None:
    channel = await stage.channel("x", handle)
    post_id = await refused(stage, channel)
    stands = await placed(stage, channel)

    post = await by_hand(stage).finish(post_id, None)

    assert post["remote_id"] == stands["remote_id"]


async def test_where_nothing_can_be_seen_the_person_is_believed_without_numbers(
    stage: Stage,
) -> None:
    channel = await stage.channel("discord")
    post_id = await refused(stage, channel, "discord")

    post = await by_hand(stage).finish(post_id, None)

    assert (post["status"], post["remote_id"]) == ("published", None)
    assert "it has no numbers" in (await told(stage, post_id))[-1]


async def test_what_went_out_by_itself_is_not_finished_by_hand(stage: Stage, handle: str) -> None:
    post_id = await stage.post(await stage.channel("x", handle), WORDS)
    await stage.deliver(post_id)

    with pytest.raises(PostBusy):
        await by_hand(stage).finish(post_id, None)
