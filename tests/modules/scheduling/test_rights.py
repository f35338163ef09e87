"""A file that nobody vouched for goes out with no post."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from heliograph.modules.assets import Licence, Origin
from heliograph.modules.scheduling import PostOrder
from heliograph.modules.scheduling.errors import RulesBroken
from heliograph.modules.scheduling.preview_schemas import DraftOrder
from tests.modules.assets.making import saved, scene
from tests.support.stage import Stage


async def kept(stage: Stage, licence: Licence | None, title: str = "Found lion") -> UUID:
    origin = Origin("url", {}, "A lion in gold", title, licence=licence)
    service = stage.instance.assets.service(stage.work)
    asset_id: UUID = (await service.keep(saved(scene()), origin))["id"]
    return asset_id


def order(channel_id: UUID, asset_id: UUID) -> PostOrder:
    return PostOrder(channel_id=channel_id, text="Hello", asset_ids=[asset_id])


async def shown(stage: Stage, channel_id: UUID, asset_id: UUID) -> dict[str, Any]:
    draft = DraftOrder(channel_ids=[channel_id], text="Hello", asset_ids=[asset_id])
    (preview,) = await stage.instance.scheduling.desk(stage.work).preview_draft(draft)
    return preview


async def test_a_post_with_a_file_of_unknown_licence_is_refused_with_its_name(
    stage: Stage,
) -> None:
    channel_id, asset_id = await stage.channel(), await kept(stage, None)
    desk = stage.instance.scheduling.desk(stage.work)

    with pytest.raises(RulesBroken) as refused:
        await desk.order(order(channel_id, asset_id), None)
    preview = await shown(stage, channel_id, asset_id)

    (problem,) = refused.value.problems
    assert (problem.field, problem.rule) == ("media", "media.licence")
    assert "Found lion" in problem.found
    assert [one["rule"] for one in preview["problems"]] == ["media.licence"]
    assert preview["can_go"] is False
    asset = await stage.instance.assets.service(stage.work).get(asset_id)
    assert asset["used_at"] is None, "neither a look nor a refusal is a use"


async def test_a_post_goes_out_once_the_licence_is_stated(stage: Stage) -> None:
    channel_id = await stage.channel()
    asset_id = await kept(stage, Licence("cc0"))

    preview = await shown(stage, channel_id, asset_id)
    post = await stage.instance.scheduling.desk(stage.work).order(order(channel_id, asset_id), None)

    assert preview["can_go"] is True
    assert post["media"][0]["asset_id"] == asset_id
    asset = await stage.instance.assets.service(stage.work).get(asset_id)
    assert asset["used_at"] is not None


async def test_every_file_of_a_post_is_asked_for(stage: Stage) -> None:
    channel_id = await stage.channel()
    good, bad = await kept(stage, Licence("cc0")), await kept(stage, None, "Second part")
    parts = [{"text": "And more", "asset_ids": [str(bad)]}]
    thread = PostOrder.model_validate(
        {"channel_id": channel_id, "text": "Hello", "asset_ids": [good], "extras": {"parts": parts}}
    )

    with pytest.raises(RulesBroken) as refused:
        await stage.instance.scheduling.desk(stage.work).order(thread, None)

    assert "Second part" in refused.value.problems[0].found
