"""A video in a learned style is compared with its reference, and its film is measured once."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from heliograph.flows.catalogue import InstalledExtensions
from heliograph.modules.assets import Origin
from heliograph.modules.videos import Rendering, VideoEditor
from heliograph.modules.videos.errors import NothingToCompare, StyleNotFound, VideoNotFound
from heliograph.modules.videos.service import Change
from heliograph.modules.videos.service.comparing import Comparing, Comparison, Measuring, measured
from heliograph.modules.videos.service.learning import Learning
from heliograph.modules.videos.service.styles import Styles
from heliograph.modules.videos.service.work import Signals
from heliograph.sdk.style import Analysis
from heliograph.sdk.style.comparing import compare
from tests.modules.videos.made import video
from tests.support.foreign import Foreign, write_foreign
from tests.support.stage import Stage

NOBODY = UUID(int=7)


def comparing(stage: Stage) -> Comparing:
    return Comparing(stage.work, stage.instance.videos)


async def worked(stage: Stage, comparison: Comparison) -> None:
    """What the job does."""
    assert comparison.render is not None
    await Measuring(stage.work, stage.instance.videos).run(comparison.render["id"])


async def short(stage: Stage, *, render: bool = True) -> dict[str, Any]:
    """A silent video of its last scene alone, with its film."""
    made = await video(stage, voice="none", mood="none")
    editor = VideoEditor(stage.work, stage.instance.videos)
    cut = await editor.order(made["id"], ["end"], Change(1))
    if render:
        rendering = Rendering(stage.work, stage.instance.videos)
        ordered = await rendering.order(made["id"])
        await rendering.run(ordered["id"])
        assert (await rendering.get(ordered["id"]))["status"] == "done"
    return cut


async def learned(stage: Stage, folder: Path) -> Any:
    """A style that was learned from a film of somebody else."""
    path = write_foreign(folder, Foreign("reference.mp4", 270, 480, 3, 24, grain=60))
    assets = stage.instance.assets.service(stage.work)
    asset = await assets.keep(path.read_bytes(), Origin("upload", {}, "A bar"))
    styles = Styles(stage.work, stage.instance.videos)
    row = await styles.learn(asset["id"], "Like theirs")
    await Learning(stage.work, stage.instance.videos).run(row["id"])
    return await styles.row(row["id"])


async def jobs(stage: Stage) -> int:
    """How often measuring was ordered."""
    query = text("SELECT count(*) FROM pgq.pgqueuer WHERE entrypoint = 'videos.measure'")
    async with stage.instance.database.system_work().transaction() as session:
        return int(await session.scalar(query) or 0)


async def test_a_film_is_measured_once_and_compared_as_the_command_line_does(
    stage: Stage, tmp_path: Path
) -> None:
    style, made = await learned(stage, tmp_path), await short(stage)
    both = style["id"], made["id"]

    before = await comparing(stage).get(*both)
    assert (before.status, before.similarity) == ("none", None)
    ordered = await comparing(stage).order(*both)
    assert (ordered.status, ordered.share) == ("waiting", 0.0)
    await comparing(stage).order(*both)
    assert await jobs(stage) == 1
    await worked(stage, ordered)
    done = await comparing(stage).get(*both)

    assert (done.status, done.share, done.error) == ("done", 1.0, None)
    assert done.similarity is not None
    async with stage.work.transaction() as session:
        kept = await session.scalar(text("SELECT analysis FROM videos_measures"))
    reference = Analysis.model_validate(style["analysis"])
    assert done.similarity == compare(reference, Analysis.model_validate(kept))
    features = {one.feature for one in done.similarity.features}
    assert {"pace", "transitions", "palette", "camera"} <= features
    # Two films of wholly different manner: the comparison tells them apart.
    assert done.similarity.overall < 0.95
    assert compare(reference, reference).overall == 1.0
    # Asked for again, it is not measured again.
    await comparing(stage).order(*both)
    assert await jobs(stage) == 1
    assert not list(stage.instance.videos.folder.glob("draft-*"))


def test_measuring_tells_how_far_it_is(tmp_path: Path) -> None:
    path = write_foreign(tmp_path, Foreign("film.mp4", 270, 480, 2, 24, grain=60))
    signals = Signals(tmp_path / "a.told", tmp_path / "a.stop")

    analysis = measured(InstalledExtensions().style_analyst(), path, signals)

    told = signals.read()
    assert told is not None
    assert 0 < told.done <= told.total
    assert told.total == pytest.approx(analysis.seconds * 1000, abs=100)


async def test_what_cannot_be_read_is_told_and_may_be_tried_again(
    stage: Stage, tmp_path: Path
) -> None:
    style, made = await learned(stage, tmp_path), await short(stage)
    both = style["id"], made["id"]
    ordered = await comparing(stage).order(*both)
    assert ordered.render is not None
    asset = await stage.instance.assets.service(stage.work).get(ordered.render["asset_id"])
    await stage.instance.storage.delete(asset["sha256"])
    await worked(stage, ordered)

    failed = await comparing(stage).get(*both)
    assert failed.status == "failed"
    assert failed.error is not None
    assert failed.error["remedy"]
    assert str(stage.instance.videos.folder) not in str(failed.error)
    again = await comparing(stage).order(*both)
    assert (again.status, again.error) == ("waiting", None)
    assert await jobs(stage) == 2


async def test_where_there_is_nothing_to_compare_it_is_said_and_nothing_is_measured(
    stage: Stage, tmp_path: Path
) -> None:
    made = await short(stage, render=False)
    plain = await Styles(stage.work, stage.instance.videos).copy("Mine", "nocturne")
    style = await learned(stage, tmp_path)

    for style_id, reason in ((plain["id"], "not learned"), (style["id"], "not rendered")):
        told = await comparing(stage).get(style_id, made["id"])
        assert (told.status, told.render) == ("none", None)
        assert told.error is not None
        assert reason in told.error["detail"]
        with pytest.raises(NothingToCompare, match=reason):
            await comparing(stage).order(style_id, made["id"])
    with pytest.raises(VideoNotFound):
        await comparing(stage).order(style["id"], NOBODY)
    with pytest.raises(StyleNotFound):
        await comparing(stage).order(NOBODY, made["id"])
    assert await jobs(stage) == 0
