"""Reads a kit from a logo, and sets what a brand's pictures are made with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import InvalidInput
from heliograph.modules.assets import AssetsService
from heliograph.modules.brands import BrandsService, KitOut
from heliograph.modules.content.errors import LicenceMissing, NoKitReader
from heliograph.modules.content.service.props import PHOTO, STILL
from heliograph.modules.content.service.tools import ContentTools
from heliograph.sdk.pictures import KitReader, LogoKit


class LooksService:
    """Looks of one workspace's brands."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._work = work
        self._tools = tools
        self._brands = BrandsService(work, tools.brands)

    async def from_logo(self, brand_id: UUID, asset_id: UUID, *, keep: bool) -> dict[str, Any]:
        """The kit a logo gives; with `keep` the brand wears it from now on.

        Raises `BrandNotFound`, `AssetNotFound`, `LicenceMissing`, `InvalidInput`, `NoKitReader`.
        """
        brand = await self._brands.get(brand_id)
        asset = await usable_picture(self._work, self._tools, asset_id, "/asset_id")
        found = await self._read(asset)
        if keep:
            palette = brand["kit"]["palette"] | found.palette
            look = {"palette": palette, "logo_asset_id": str(asset_id)}
            brand = await self._brands.dress(brand_id, look)
        return {
            "palette": found.palette,
            "colours": list(found.colours),
            "contrast": found.contrast,
            "is_kept": keep,
            "kit": shown_kit(brand),
        }

    async def change(self, brand_id: UUID, given: Mapping[str, Any]) -> dict[str, Any]:
        """Set the logo, the background, or both, as far as they are given; the kit that results.

        Raises `BrandNotFound`, `AssetNotFound`, `LicenceMissing`, `InvalidInput`.
        """
        await self._brands.get(brand_id)
        look = {name: given[name] for name in ("logo_asset_id", "background") if name in given}
        if look.get("logo_asset_id"):
            place = "/logo_asset_id"
            await usable_picture(self._work, self._tools, UUID(look["logo_asset_id"]), place)
        if look.get("background"):
            await check_background(self._work, self._tools, look["background"])
        return shown_kit(await self._brands.dress(brand_id, look))

    async def _read(self, asset: Mapping[str, Any]) -> LogoKit:
        reader = self._tools.catalogue.picture_provider()
        if not isinstance(reader, KitReader):
            raise NoKitReader(f"{reader.manifest.name} reads no logos")
        storage = self._tools.assets.storage
        with storage.scratch() as place:
            await storage.fetch(asset["stored_as"], place)
            try:
                return await self._tools.pool.run(reader.read_kit, place)
            except ValueError as error:
                told = str(error).replace(str(place), "it").replace(place.name, "The logo")
                raise InvalidInput(told, pointer="/asset_id") from error


def shown_kit(brand: Mapping[str, Any]) -> dict[str, Any]:
    """A brand's kit with everything that may be set of it."""
    return KitOut.model_validate(brand["kit"]).model_dump(mode="json")


async def check_background(
    work: UnitOfWork, tools: ContentTools, wish: Mapping[str, Any] | None
) -> None:
    """Whether a wished photograph may be used; raises as `usable_picture`."""
    if wish and wish["kind"] == PHOTO:
        pointer = "/background/asset_id"
        await usable_picture(work, tools, UUID(str(wish["asset_id"])), pointer)


async def usable_picture(
    work: UnitOfWork, tools: ContentTools, asset_id: UUID, pointer: str
) -> Mapping[str, Any]:
    """A still picture of the library that may be published.

    Raises `AssetNotFound`, `InvalidInput` for a film or a drawing, `LicenceMissing`.
    """
    asset = await AssetsService(work, tools.assets).get(asset_id)
    name = asset["title"] or asset["alt"][:60] or str(asset_id)
    if asset["mime"] not in STILL:
        raise InvalidInput(
            f"{name} is {asset['mime']}; give a JPEG, PNG or WebP picture", pointer=pointer
        )
    if asset["licence"] == "unknown":
        raise LicenceMissing(f"Nobody has stated under which licence {name} is", pointer=pointer)
    return asset
