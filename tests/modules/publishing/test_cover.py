"""A video's thumbnail and playlist are stages of their own."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from heliograph.modules.assets import Origin
from heliograph.modules.scheduling import RulesBroken
from heliograph.modules.scheduling.schemas import Extras, PostOrder
from tests.modules.publishing.conftest import jpeg
from tests.support.stage import Stage
from tests.support.videos import write_video
from tests.support.waiting import until


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small video."""
    path: Path = tmp_path_factory.mktemp("film") / "film.mp4"
    write_video(path, 2)
    return path.read_bytes()


async def kept(stage: Stage, data: bytes) -> UUID:
    assets = stage.instance.assets.service(stage.work)
    asset_id: UUID = (await assets.keep(data, Origin("made for a test", {}, "A dark field")))["id"]
    return asset_id


async def order(stage: Stage, film: bytes, **extras: object) -> dict[str, object]:
    channel = await stage.channel("youtube", f"h{uuid4().hex[:12]}")
    asked = {"title": "The evening sky", "options": {"made_for_kids": False}} | extras
    wanted = PostOrder(
        channel_id=channel,
        text="What stands above us tonight",
        kind="video",
        asset_ids=[await kept(stage, film)],
        extras=Extras.model_validate(asked),
        now=True,
    )
    return await stage.instance.scheduling.desk(stage.work).order(wanted, None)


async def test_a_video_gets_its_cover_after_it_stands(stage: Stage, film: bytes) -> None:
    made = await order(stage, film, cover_asset_id=await kept(stage, jpeg()))
    post_id = UUID(str(made["id"]))

    async def stands() -> bool:
        await stage.make_due(post_id)
        return (await stage.deliver(post_id))["status"] == "published"

    await until(stands)
    stages = await stage.instance.history(stage.workspace_id).stages(post_id)
    assert [(one["action"], one["stands"]) for one in stages] == [("post", True), ("cover", True)]
    assert str(stages[1]["remote_id"]).startswith("cover:")


async def test_a_cover_the_platform_does_not_take_is_told_before(stage: Stage, film: bytes) -> None:
    with pytest.raises(RulesBroken) as broken:
        await order(stage, film, cover_asset_id=await kept(stage, film))

    assert broken.value.problems[0].field == "cover"
