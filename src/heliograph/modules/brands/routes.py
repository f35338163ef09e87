"""Brands and packs over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy import bindparam, select

from heliograph.kit.web.envelope import Listed, Many, One, answers, many, one_response
from heliograph.kit.web.listing import Listing, Reader, of_workspace
from heliograph.kit.web.pagination import Page
from heliograph.kit.web.permissions import Caller, Work, offered, requires
from heliograph.modules.brands.models import Brand
from heliograph.modules.brands.schemas import BrandChange, BrandOrder, BrandOut, KitOut, PackOut
from heliograph.modules.brands.service import BrandsService, BrandTools
from heliograph.sdk.naming import names_of, told_in
from heliograph.sdk.packs import Pack

router = APIRouter(tags=["brands"])

SHOWN = [Brand.__table__.c[name] for name in BrandOut.model_fields]
BRANDS = Listing(
    statement=select(*SHOWN).where(Brand.workspace_id == of_workspace),
    sorts={"created_at": Brand.created_at, "name": Brand.name},
    default="created_at",
    key=Brand.id,
    filters={"pack": Brand.pack == bindparam("pack")},
)


async def brands(work: Work, tools: Annotated[BrandTools, offered(BrandTools)]) -> BrandsService:
    """The service for this request."""
    return tools.service(work)


Brands = Annotated[BrandsService, Depends(brands)]


@router.get("/packs", dependencies=[requires("brands:read")])
async def list_packs(
    brands: Brands,
    language: Annotated[
        str | None, Query(max_length=8, description="Whose names are given, where a pack has them.")
    ] = None,
) -> Many[PackOut]:
    """The installed packs with their subjects and content types."""
    return many([_pack_out(pack, language or "en") for pack in brands.packs()])


@router.get("/brands", dependencies=[requires("brands:read")], responses=answers(Listed[BrandOut]))
async def list_brands(
    reader: Annotated[Reader, offered(Reader)],
    caller: Caller,
    page: Annotated[Page, BRANDS.page()],
    pack: str | None = None,
) -> Response:
    """The brands of the workspace."""
    return await reader.answer(BRANDS, caller.workspace_id, page, {"pack": pack})


@router.post(
    "/brands",
    status_code=201,
    dependencies=[requires("brands:write")],
    responses=answers(One[BrandOut], 201),
)
async def create_brand(order: BrandOrder, brands: Brands) -> Response:
    """Make a brand from a subject's profile."""
    return one_response(_shown(await brands.create(order)), 201)


@router.get(
    "/brands/{brand_id}", dependencies=[requires("brands:read")], responses=answers(One[BrandOut])
)
async def get_brand(brand_id: UUID, brands: Brands) -> Response:
    """One brand."""
    return one_response(_shown(await brands.get(brand_id)))


@router.patch(
    "/brands/{brand_id}", dependencies=[requires("brands:write")], responses=answers(One[BrandOut])
)
async def change_brand(brand_id: UUID, change: BrandChange, brands: Brands) -> Response:
    """Change what is given."""
    return one_response(_shown(await brands.change(brand_id, change.model_dump())))


@router.delete("/brands/{brand_id}", status_code=204, dependencies=[requires("brands:delete")])
async def delete_brand(brand_id: UUID, brands: Brands) -> None:
    """Remove a brand; what it published stays."""
    await brands.delete(brand_id)


def _shown(brand: dict[str, object]) -> dict[str, object]:
    shown = {name: brand[name] for name in BrandOut.model_fields}
    return shown | {"kit": KitOut.model_validate(brand["kit"]).model_dump(mode="json")}


def _pack_out(pack: Pack, language: str) -> PackOut:
    subjects = [one.model_dump() for one in pack.subjects()]
    shown = pack.manifest.model_dump() | {"subjects": subjects}
    return PackOut.model_validate(told_in(shown, names_of(pack.folder, language)))
