"""Photographs and paintings behind the words, and the scene where they cannot be had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import cv2
import numpy as np
import pytest
from sqlalchemy import text

from heliograph.modules.assets import AssetNotFound, AssetsService, Licence, Origin
from heliograph.modules.content import ContentService, Pipeline, Wish
from heliograph.modules.content.errors import LicenceMissing
from heliograph.modules.content.looks.service import LooksService
from heliograph.modules.content.service.drawn import DrawnService
from tests.apps.sandbox.pictures import picture
from tests.doubles.models import stability
from tests.doubles.models.server import KEY, ModelServer, serving
from tests.support.stage import Stage

DAY = date(2026, 11, 21)
PRICE = {"input_per_1k": Decimal(0), "output_per_1k": Decimal(0), "per_picture": Decimal("0.04")}


@pytest.fixture
def painter() -> Iterator[ModelServer]:
    """A painting service that is well."""
    with serving(stability.behave) as model:
        yield model


async def order_at(stage: Stage, server: ModelServer, brand_id: UUID) -> None:
    """A brand that has a painter."""
    service = stage.instance.providers.service(stage.work)
    order: dict[str, Any] = {
        "kind": "stability",
        "model": "core",
        "name": "Brush",
        "base_url": server.url,
        "tier": "balanced",
        "price": PRICE | {"as_of": DAY},
        "timeout_seconds": 10,
    }
    await service.book.add(order, KEY)
    await service.money.choose(brand_id, "image", "balanced")


async def photograph(stage: Stage, licence: str = "cc0") -> UUID:
    """A green photograph of the library."""
    canvas = np.zeros((1350, 1080, 3), dtype=np.uint8)
    canvas[:] = (60, 190, 60)
    data = cv2.imencode(".jpg", canvas)[1].tobytes()
    origin = Origin("upload", {}, title="Green field", licence=Licence(licence))
    kept: UUID = (await AssetsService(stage.work, stage.instance.assets).keep(data, origin))["id"]
    return kept


async def made(stage: Stage, brand_id: UUID, **wish: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A finished content and what its picture step kept."""
    contents = ContentService(stage.work, stage.instance.content)
    run_id = await contents.make(Wish(brand_id, "love", DAY, **wish))
    await Pipeline(stage.work, stage.instance.content).run(run_id)
    run = await contents.run(run_id)
    assert run["error"] is None, run["error"]
    step = next(one for one in run["steps"] if one["name"] == "picture")
    return await contents.get(run["content_id"]), {**step["outputs"], "cost": step["cost"]}


async def drawn(stage: Stage, content: dict[str, Any]) -> np.ndarray:
    """The pixels of a content's picture, blue green red."""
    assets = AssetsService(stage.work, stage.instance.assets)
    asset = await assets.get(content["image_asset_id"])
    data = await stage.instance.storage.read(asset["stored_as"])
    return np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), dtype=int)


def green(pixels: np.ndarray) -> float:
    """How much greener than red a picture's upper part is, in levels of 255."""
    upper = pixels[: len(pixels) // 3]
    return float((upper[..., 1] - upper[..., 2]).mean())


async def test_a_pieces_photograph_lies_behind_its_words_with_its_licence(stage: Stage) -> None:
    photo = await photograph(stage)
    wish = {"kind": "photo", "asset_id": str(photo)}

    content, kept = await made(stage, await stage.brand(), background=wish)
    plain, _ = await made(stage, await stage.brand("virgo"))

    assert content["status"] == "ready", content["quality"]
    assert green(await drawn(stage, content)) > green(await drawn(stage, plain)) + 10
    assert kept["background"]["asset_id"] == str(photo)
    assert kept["licences"]["Green field"] == "cc0"
    asset = await AssetsService(stage.work, stage.instance.assets).get(content["image_asset_id"])
    assert asset["licences"]["Green field"] == "cc0"


async def test_the_brands_background_is_every_pieces_unless_it_wishes_another(
    stage: Stage,
) -> None:
    brand_id, photo = await stage.brand(), await photograph(stage)
    looks = LooksService(stage.work, stage.instance.content)
    await looks.change(brand_id, {"background": {"kind": "photo", "asset_id": str(photo)}})

    _, by_brand = await made(stage, brand_id)
    _, own = await made(stage, brand_id, background={"kind": "scene"})

    assert by_brand["background"]["kind"] == "photo"
    assert "background" not in own


async def test_a_photograph_without_a_licence_is_refused_at_once_and_by_the_gate(
    stage: Stage,
) -> None:
    brand_id, photo = await stage.brand(), await photograph(stage, "unknown")
    wish = {"kind": "photo", "asset_id": str(photo)}
    with pytest.raises(LicenceMissing, match="Green field"):
        await made(stage, brand_id, background=wish)
    with pytest.raises(AssetNotFound):
        await made(stage, brand_id, background={"kind": "photo", "asset_id": str(uuid4())})

    # It was known when the order came, and is not any more when the picture is drawn.
    good = await photograph(stage)
    contents = ContentService(stage.work, stage.instance.content)
    run_id = await contents.make(
        Wish(brand_id, "love", DAY, background={"kind": "photo", "asset_id": str(good)})
    )
    async with stage.work.transaction() as session:
        await session.execute(text("UPDATE assets_assets SET licence = 'unknown'"))
    await Pipeline(stage.work, stage.instance.content).run(run_id)
    content = await contents.get((await contents.run(run_id))["content_id"])
    failed = [one["name"] for one in content["quality"]["checks"] if not one["passed"]]
    assert (content["status"], "licences" in failed) == ("refused", True)


async def test_a_photograph_that_is_gone_or_broken_gives_way_to_the_scene(stage: Stage) -> None:
    brand_id = await stage.brand()
    looks = LooksService(stage.work, stage.instance.content)
    photo = await photograph(stage)
    await looks.change(brand_id, {"background": {"kind": "photo", "asset_id": str(photo)}})
    brands = stage.instance.brands.service(stage.work)
    gone = {"background": {"kind": "photo", "asset_id": str(uuid4())}}
    await brands.dress(brand_id, gone)

    content, kept = await made(stage, brand_id)

    assert content["status"] == "ready"
    assert kept["background"]["kind"] == "scene"
    assert kept["background"]["why"] == "the photograph is not in the library any more"

    data = picture(kind="png")
    origin = Origin("upload", {}, title="Torn", licence=Licence("own_work"))
    assets = AssetsService(stage.work, stage.instance.assets)
    torn = await assets.keep(data, origin)
    file = stage.instance.storage.local_path(torn["stored_as"])
    assert file is not None
    file.write_bytes(data[:60])
    await brands.dress(brand_id, {"background": {"kind": "photo", "asset_id": str(torn["id"])}})
    content, kept = await made(stage, brand_id)
    assert content["status"] == "ready"
    assert kept["background"]["why"].startswith("it cannot be drawn:")


async def test_a_painter_paints_what_is_wished_and_its_price_stands_in_the_step(
    stage: Stage, painter: ModelServer
) -> None:
    brand_id = await stage.brand()
    await order_at(stage, painter, brand_id)
    wish = {"kind": "painted", "prompt": "A quiet harbour before dawn"}

    content, kept = await made(stage, brand_id, background=wish)

    assert content["status"] == "ready", content["quality"]
    assert kept["background"]["kind"] == "painted"
    assert kept["cost"] == pytest.approx(0.04)
    assert kept["receipt"]["provider"] == "Brush"
    assert "quiet harbour" in stability.form_of(painter.orders[0])["prompt"]
    assert kept["licences"]["Background by Brush"] == "generated"

    # Another size shows the same painting: nobody is asked, nothing is paid again.
    drawer = DrawnService(stage.work, stage.instance.content)
    await drawer.see(content["id"], None, "instagram_square")
    taken = await drawer.take(content["id"], content["version"], None, "instagram_square")
    assert taken["status"] == "ready"
    assert len(painter.orders) == 1


async def test_without_a_painter_the_scene_is_drawn_and_says_so(stage: Stage) -> None:
    content, kept = await made(stage, await stage.brand(), background={"kind": "painted"})

    assert content["status"] == "ready"
    assert kept["background"]["kind"] == "scene"
    assert kept["background"]["why"] == "no painter is chosen for this brand"
    assert kept["cost"] == 0.0


async def test_a_painter_that_fails_or_is_beyond_the_budget_is_told(
    stage: Stage, painter: ModelServer
) -> None:
    brand_id = await stage.brand()
    await order_at(stage, painter, brand_id)
    painter.always(stability.NO_CREDITS)

    content, failing = await made(stage, brand_id, background={"kind": "painted"})

    assert content["status"] == "ready"
    assert failing["background"]["why"].startswith("Brush: You lack sufficient credits")

    asked = len(painter.asked)
    money = stage.instance.providers.service(stage.work).money
    await money.cap(brand_id, Decimal("0.01"))
    _, capped = await made(stage, brand_id, background={"kind": "painted", "prompt": "Dunes"})
    assert "Brush: " in capped["background"]["why"]
    assert len(painter.asked) == asked
