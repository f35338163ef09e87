"""A test post stands for a moment, as privately as the platform allows, and goes away by itself."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from heliograph.kit.errors import InvalidInput
from tests.modules.publishing.act import told
from tests.modules.publishing.conftest import Work
from tests.support.stage import Stage
from tests.support.waiting import until


async def tried(
    stage: Stage, platform: str, asset_id: UUID | None = None, handle: str = ""
) -> UUID:
    channel = await stage.channel(platform, handle or f"h{uuid4().hex[:10]}")
    made = await stage.instance.tests(stage.workspace_id).make(channel, asset_id, uuid4())
    post_id: UUID = made["id"]
    return post_id


@pytest.mark.parametrize("platform", ["mastodon", "x", "telegram", "wordpress"])
async def test_a_test_post_is_taken_down_as_soon_as_it_stands(
    stage: Stage, working: Work, platform: str
) -> None:
    handle = f"h{uuid4().hex[:10]}"
    post_id = await tried(stage, platform, handle=handle)

    async def is_gone() -> bool:
        return (await stage.read(post_id))["status"] == "removed"

    async with working(stage):
        await until(is_gone)
    assert stage.standing(handle, platform) == []
    assert any("Taken down from" in line for line in await told(stage, post_id))


async def test_it_is_as_private_as_the_platform_allows(stage: Stage) -> None:
    post_id = await tried(stage, "wordpress")

    post = await stage.read(post_id)

    assert isinstance(post["extras"], dict)
    assert post["extras"]["options"] == {"status": "private"}


async def test_where_it_cannot_be_deleted_the_history_says_so(stage: Stage) -> None:
    post_id = await tried(stage, "mastodon")
    assert (await stage.deliver(post_id))["status"] == "published"
    stage.sandbox.faults("mastodon", script=["refused"], only=["delete"])

    await stage.instance.tests(stage.workspace_id).take_down(post_id)

    assert "could not be taken down" in (await told(stage, post_id))[-1]
    assert (await stage.read(post_id))["status"] == "published"


async def test_a_platform_that_needs_a_file_asks_for_one(stage: Stage) -> None:
    with pytest.raises(InvalidInput, match="no post without a picture"):
        await tried(stage, "instagram")
