"""A brand's logo and kit, and what lies behind the words of its pictures."""

from __future__ import annotations

from uuid import UUID, uuid4

import cv2
import numpy as np
import pytest

from heliograph.kit.errors import InvalidInput
from heliograph.modules.assets import AssetNotFound, AssetsService, Licence, Origin
from heliograph.modules.brands import BrandNotFound
from heliograph.modules.content.errors import LicenceMissing
from heliograph.modules.content.looks.service import LooksService
from heliograph.modules.content.service.drawn import DrawnService
from heliograph.sdk.pictures import Picture
from tests.modules.content.carded import CardedPack, made, tools_of
from tests.support.stage import Stage

MINE = Licence("own_work")


def mark() -> bytes:
    """A logo: a teal disc with an orange dot on a transparent ground."""
    canvas = np.zeros((240, 240, 4), dtype=np.uint8)
    cv2.circle(canvas, (120, 120), 110, (130, 110, 20, 255), -1)
    cv2.circle(canvas, (120, 120), 40, (40, 140, 240, 255), -1)
    done, encoded = cv2.imencode(".png", canvas)
    assert done
    return encoded.tobytes()


async def keep(stage: Stage, data: bytes, licence: Licence | None = MINE, title: str = "") -> UUID:
    """A file of the library."""
    assets = AssetsService(stage.work, stage.instance.assets)
    source = "upload" if licence else "url"
    origin = Origin(source, {}, alt="A picture of ours", title=title, licence=licence)
    kept: UUID = (await assets.keep(data, origin))["id"]
    return kept


def looks_of(stage: Stage) -> LooksService:
    return LooksService(stage.work, stage.instance.content)


def shades(drawn: Picture) -> np.ndarray:
    image = cv2.imdecode(np.frombuffer(drawn.data, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return image.astype(int)


async def test_a_logo_offers_a_kit_and_is_worn_only_when_kept(stage: Stage) -> None:
    brand_id = await stage.brand()
    brands = stage.instance.brands.service(stage.work)
    before = (await brands.get(brand_id))["kit"]
    logo = await keep(stage, mark())

    offered = await looks_of(stage).from_logo(brand_id, logo, keep=False)

    assert set(offered["palette"]) == {"background", "support", "accent", "ink", "paper"}
    assert min(offered["contrast"].values()) >= 7
    assert (await brands.get(brand_id))["kit"] == before

    kept = await looks_of(stage).from_logo(brand_id, logo, keep=True)

    kit = (await brands.get(brand_id))["kit"]
    assert kit["palette"] == before["palette"] | offered["palette"]
    assert (kit["logo_asset_id"], kit["symbol"]) == (str(logo), "leo")
    assert kept["kit"]["logo_asset_id"] == str(logo)


async def test_other_colours_leave_the_logo_where_it_is(stage: Stage) -> None:
    brand_id = await stage.brand()
    logo = await keep(stage, mark())
    await looks_of(stage).change(brand_id, {"logo_asset_id": str(logo)})
    brands = stage.instance.brands.service(stage.work)

    changed = await brands.change(brand_id, {"kit": {"palette": {"ink": "#ffffff"}}})
    assert changed["kit"]["logo_asset_id"] == str(logo)
    taken = await looks_of(stage).change(brand_id, {"logo_asset_id": None})
    assert taken["logo_asset_id"] is None


async def test_what_cannot_be_a_logo_is_refused_with_the_reason(stage: Stage) -> None:
    brand_id = await stage.brand()
    looks = looks_of(stage)
    blank = np.zeros((64, 64, 4), dtype=np.uint8)
    empty = await keep(stage, cv2.imencode(".png", blank)[1].tobytes())
    found = await keep(stage, mark(), licence=None, title="Found mark")
    dot = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x00\x00\x00\x00"
    gif = await keep(stage, dot + b"\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")

    with pytest.raises(InvalidInput, match="The logo shows nothing"):
        await looks.from_logo(brand_id, empty, keep=True)
    with pytest.raises(LicenceMissing, match="Found mark"):
        await looks.from_logo(brand_id, found, keep=True)
    with pytest.raises(InvalidInput, match="image/gif"):
        await looks.from_logo(brand_id, gif, keep=True)
    with pytest.raises(AssetNotFound):
        await looks.from_logo(brand_id, uuid4(), keep=True)
    with pytest.raises(BrandNotFound):
        await looks.from_logo(uuid4(), empty, keep=True)


async def test_the_logo_is_drawn_where_the_design_has_a_place(stage: Stage) -> None:
    tools = tools_of(stage, CardedPack(()))
    _, content_id = await made(stage, tools)
    content_brand = (await stage.instance.brands.service(stage.work).page(1, 0))[0][0]["id"]
    bare = await DrawnService(stage.work, tools).see(content_id, "carousel-end", None)
    logo = await keep(stage, mark())
    await looks_of(stage).change(content_brand, {"logo_asset_id": str(logo)})

    worn = await DrawnService(stage.work, tools).see(content_id, "carousel-end", None)

    changed = np.abs(shades(worn) - shades(bare)).max(axis=2) > 60
    orange = (shades(worn)[..., 2] > 200) & (shades(worn)[..., 0] < 90) & changed
    assert orange.sum() > 100
