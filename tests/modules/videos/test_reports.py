"""Where a post is planned, and again when it goes out: what the gate found in its video, and the
cover of one that was made here."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

import av
import numpy as np
import pytest

from heliograph.kit.ids import new_id
from heliograph.modules.assets import Origin
from heliograph.modules.scheduling import RulesBroken
from heliograph.modules.scheduling.preview_schemas import DraftOrder, PreviewOut
from heliograph.modules.scheduling.schemas import Extras, PostOrder
from heliograph.modules.videos import Inspecting, Reports
from heliograph.modules.videos.repository import RenderRepository, VideoRepository
from tests.modules.publishing.conftest import jpeg
from tests.support.foreign import Foreign, write_foreign
from tests.support.stage import Stage
from tests.support.waiting import until

WIDTH, HEIGHT, FPS, SECONDS = 540, 960, 24, 4
ASKED: dict[str, dict[str, Any]] = {
    "tiktok": {"privacy": "everyone"},
    "youtube": {"made_for_kids": False},
}
FETCHING = ("instagram", "pinterest")
TITLED = ("youtube", "reddit")


def flashing(folder: Path) -> Path:
    """A film that goes from black to white and back four times a second."""
    path = folder / "flashing.mp4"
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as file:
        stream = file.add_stream("libx264", rate=FPS, options={"preset": "ultrafast"})
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(FPS * SECONDS):
            pixels = np.full((HEIGHT, WIDTH, 3), 255 * (number // 3 % 2), np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts = number
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


async def kept(stage: Stage, data: bytes, source: str = "upload") -> dict[str, Any]:
    assets = stage.instance.assets.service(stage.work)
    return await assets.keep(data, Origin(source, {}, "A bar"))


async def film(stage: Stage, folder: Path) -> dict[str, Any]:
    """A calm video that somebody brought."""
    path = write_foreign(folder, Foreign("calm.mp4", WIDTH, HEIGHT, SECONDS, FPS, grain=60))
    return await kept(stage, path.read_bytes())


async def order(
    stage: Stage, asset_id: UUID, platform: str = "mastodon", **more: Any
) -> dict[str, Any]:
    channel = await stage.channel(platform)
    extras: dict[str, Any] = {"options": ASKED.get(platform, {})} | more.pop("extras", {})
    if platform in TITLED:
        extras["title"] = "The evening sky"
    wanted = PostOrder(
        channel_id=channel,
        text="What stands above us tonight",
        asset_ids=[asset_id],
        extras=Extras.model_validate(extras),
        now=True,
        **{"kind": "video"} | more,
    )
    return await stage.instance.scheduling.desk(stage.work).order(wanted, None)


async def shown(stage: Stage, asset_id: UUID, platform: str = "mastodon") -> dict[str, Any]:
    draft = DraftOrder(
        channel_ids=[await stage.channel(platform)], text="Tonight", asset_ids=[asset_id]
    )
    (made,) = await stage.instance.scheduling.desk(stage.work).preview_draft(draft)
    return PreviewOut.model_validate(made).model_dump()


async def inspected(stage: Stage, asset: dict[str, Any]) -> None:
    """What the job does."""
    await Inspecting(stage.work, stage.instance.videos).run(asset["sha256"])


async def made_here(stage: Stage, asset: dict[str, Any], cover: UUID, **facts: Any) -> None:
    """Note that a file of the library is a render of ours."""
    now, video_id = stage.instance.videos.clock.now(), new_id()
    quality = {"passed": True, "score": 1.0, "checks": []}
    async with stage.work.transaction() as session:
        await VideoRepository(session, stage.workspace_id).add(
            {
                "id": video_id, "brand_id": new_id(), "language": "en", "status": "ready",
                "created_at": now, "updated_at": now,
            }
        )  # fmt: skip
        await RenderRepository(session, stage.workspace_id).add(
            {
                "id": new_id(), "video_id": video_id, "version": 1, "aspect": "9:16",
                "preset": "veryfast", "status": "done", "asset_id": asset["id"],
                "cover_asset_id": cover, "facts": facts, "quality": quality, "created_at": now,
            }
        )  # fmt: skip


async def test_a_video_from_elsewhere_is_looked_at_once_and_its_report_shown(
    stage: Stage, tmp_path: Path
) -> None:
    asset = await film(stage, tmp_path)

    before = await shown(stage, asset["id"])
    assert before["media"][0]["quality"] == {"status": "waiting", "passed": True, "checks": []}
    assert before["can_go"]
    await inspected(stage, asset)
    after = (await shown(stage, asset["id"]))["media"][0]["quality"]

    assert (after["status"], after["passed"]) == ("done", True)
    found = {one["name"]: one["passed"] for one in after["checks"]}
    assert set(found) == {
        "length", "silence", "loudness", "black frames", "frozen frames", "flashing",
        "seen before",
    }  # fmt: skip
    assert found["flashing"]
    assert not found["loudness"], "a plain tone is not -14 LUFS; that is told and refuses nothing"


async def test_a_flashing_video_is_refused_where_it_is_planned(
    stage: Stage, tmp_path: Path
) -> None:
    asset = await kept(stage, flashing(tmp_path).read_bytes())
    await shown(stage, asset["id"])
    await inspected(stage, asset)

    preview = await shown(stage, asset["id"])
    with pytest.raises(RulesBroken) as broken:
        await order(stage, asset["id"])

    assert not preview["can_go"]
    (problem,) = broken.value.problems
    assert (problem.field, problem.rule) == ("media[0]", "video.flashing")
    assert "slower or darker" in problem.remedy
    checks = preview["media"][0]["quality"]["checks"]
    (moment,) = next(one["moments"] for one in checks if one["name"] == "flashing")
    assert moment == pytest.approx(3 / FPS, abs=1 / FPS)


async def test_a_flashing_video_nobody_looked_at_is_refused_when_it_goes_out(
    stage: Stage, tmp_path: Path
) -> None:
    asset = await kept(stage, flashing(tmp_path).read_bytes())
    post = await order(stage, asset["id"])

    delivered = await stage.deliver(post["id"])

    assert delivered["status"] == "failed"
    assert delivered["problem"] is not None
    assert "slower or darker" in str(delivered["problem"])
    assert stage.standing(platform="mastodon").count("What stands above us tonight") == 0


async def test_a_calm_video_nobody_looked_at_goes_out(stage: Stage, tmp_path: Path) -> None:
    post = await order(stage, (await film(stage, tmp_path))["id"], "discord")

    assert (await stage.deliver(post["id"]))["status"] == "published"


async def test_a_damaged_video_is_left_to_the_network_and_said_to_be_unread(
    stage: Stage, tmp_path: Path
) -> None:
    path = write_foreign(tmp_path, Foreign("whole.mp4", 180, 320, 2, FPS))
    whole = path.read_bytes()
    # Its first pictures can be read, and nothing after them.
    asset = await kept(stage, whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2))
    await shown(stage, asset["id"])
    await inspected(stage, asset)

    quality = (await shown(stage, asset["id"]))["media"][0]["quality"]

    assert quality == {"status": "failed", "passed": True, "checks": []}


async def test_a_video_made_here_shows_the_report_of_its_render(
    stage: Stage, tmp_path: Path
) -> None:
    asset = await film(stage, tmp_path)
    await made_here(stage, asset, (await kept(stage, jpeg(), "video"))["id"])

    report = await Reports(stage.work, stage.instance.queue, stage.instance.videos.clock).of(asset)

    assert report is not None
    assert asdict(report) == {"status": "done", "passed": True, "checks": ()}


@pytest.mark.parametrize(
    ("platform", "kind"),
    [
        ("instagram", "reel"), ("facebook", "video"), ("mastodon", "video"),
        ("pinterest", "video"), ("reddit", "video"), ("telegram", "video"),
        ("wordpress", "video"), ("youtube", "video"),
    ],
)  # fmt: skip
async def test_a_video_made_here_takes_its_cover_along(
    stage: Stage, tmp_path: Path, platform: str, kind: str
) -> None:
    asset = await film(stage, tmp_path)
    cover = (await kept(stage, jpeg(), "video"))["id"]
    await made_here(stage, asset, cover, cover_at=1.5)

    post = await order(stage, asset["id"], platform, kind=kind)

    assert post["extras"]["cover_asset_id"] == str(cover)
    if platform in FETCHING:
        # Nothing serves files here; how they are handed over is shown where their connectors are.
        return

    async def stands() -> bool:
        await stage.make_due(post["id"])
        seen = await stage.deliver(post["id"])
        assert seen["status"] not in ("failed", "held"), seen["problem"]
        return bool(seen["status"] == "published")

    await until(stands)


async def test_tiktok_is_told_the_moment_of_the_cover(stage: Stage, tmp_path: Path) -> None:
    asset = await film(stage, tmp_path)
    await made_here(stage, asset, (await kept(stage, jpeg(), "video"))["id"], cover_at=1.5)

    post = await order(stage, asset["id"], "tiktok")
    own = await order(
        stage, asset["id"], "tiktok", extras={"options": ASKED["tiktok"] | {"cover_ms": 200}}
    )

    assert post["extras"]["options"]["cover_ms"] == 1500
    assert own["extras"]["options"]["cover_ms"] == 200


async def test_a_person_may_leave_the_cover_to_the_network(stage: Stage, tmp_path: Path) -> None:
    asset = await film(stage, tmp_path)
    await made_here(stage, asset, (await kept(stage, jpeg(), "video"))["id"], cover_at=1.5)

    post = await order(stage, asset["id"], "mastodon", extras={"cover_asset_id": None})

    assert "cover_asset_id" not in post["extras"]


async def test_a_cover_goes_with_no_video_that_came_from_elsewhere(
    stage: Stage, tmp_path: Path
) -> None:
    post = await order(stage, (await film(stage, tmp_path))["id"], "mastodon")

    assert "cover_asset_id" not in post["extras"]
