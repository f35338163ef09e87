"""The library over HTTP: lists, search, folders, tags, what is there twice, clean-up."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy import Boolean, Text, Uuid, bindparam, select

from heliograph.kit.database import Database
from heliograph.kit.web.envelope import Listed, Many, One, answers, listed_response, one_response
from heliograph.kit.web.listing import Listing, Reader, of_workspace
from heliograph.kit.web.pagination import Page
from heliograph.kit.web.permissions import Caller, Work, offered, requires
from heliograph.modules.assets.library_repository import IN_LIBRARY, words_wanted
from heliograph.modules.assets.models import Asset
from heliograph.modules.assets.repository import COLUMNS
from heliograph.modules.assets.schemas import (
    AlikeOut,
    AssetOut,
    CleanOut,
    FolderChange,
    FolderOrder,
    FolderOut,
    SameOut,
    TagOut,
    UsageOut,
)
from heliograph.modules.assets.service.clearing import ClearingService, Sweeper
from heliograph.modules.assets.service.folders import FolderService, Place
from heliograph.modules.assets.service.library import LibraryService, Search, kind_is, words_of
from heliograph.modules.assets.service.tools import AssetTools
from heliograph.modules.assets.wire import Tools, asset_out

router = APIRouter(tags=["assets"])
Kind = Literal["image", "video", "document"]
OF_KIND = {f"kind_{kind}": kind_is(kind) for kind in ("image", "video", "document")}


def _listing(*conditions: Any) -> Listing:
    return Listing(
        statement=select(*COLUMNS).where(Asset.workspace_id == of_workspace, *conditions),
        sorts={
            "created_at": Asset.created_at,
            "updated_at": Asset.updated_at,
            "title": Asset.title,
            "size": Asset.size,
        },
        default="-created_at",
        key=Asset.id,
        filters={
            **{
                name: bindparam(name, type_=Boolean()).op("AND")(one)
                for name, one in OF_KIND.items()
            },
            "folder_id": Asset.folder_id == bindparam("folder_id", type_=Uuid()),
            "unfiled": Asset.folder_id.is_(None) == bindparam("unfiled", type_=Boolean()),
            "tag": Asset.tags.op("?")(bindparam("tag", type_=Text())),
            "licence": Asset.licence == bindparam("licence"),
            "origin": Asset.origin == bindparam("origin"),
            "used": Asset.used_at.is_not(None) == bindparam("used", type_=Boolean()),
            "q": Asset.words.op("@@")(words_wanted(bindparam("q", type_=Text()))),
        },
    )


LIBRARY = _listing(*IN_LIBRARY)
TRASH = _listing(Asset.origin != "rendition", Asset.trashed_at.is_not(None))


@router.get("/assets", dependencies=[requires("content:read")], responses=answers(Listed[AssetOut]))
async def list_assets(  # noqa: PLR0913 - each is one filter in the address
    reader: Annotated[Reader, offered(Reader)],
    tools: Tools,
    caller: Caller,
    page: Annotated[Page, LIBRARY.page()],
    q: Annotated[str | None, Query(max_length=200)] = None,
    kind: Kind | None = None,
    folder_id: UUID | None = None,
    unfiled: bool | None = None,
    tag: str | None = None,
    licence: str | None = None,
    origin: Literal["upload", "url", "generated"] | None = None,
    used: bool | None = None,
    trashed: bool = False,
) -> Response:
    """The library, page by page: by words, kind, folder, tag, licence, where files come from, and
    whether a post ever took them."""
    words = words_of(q) if q else None
    filters: dict[str, Any] = {
        "q": words or None,
        "folder_id": folder_id,
        "unfiled": unfiled,
        "tag": tag.lower() if tag else None,
        "licence": licence,
        "origin": origin,
        "used": used,
    }
    if kind:
        filters[f"kind_{kind}"] = True
    return await reader.answer(
        TRASH if trashed else LIBRARY, caller.workspace_id, page, filters, _shaped(tools)
    )


@router.get(
    "/assets/search", dependencies=[requires("content:read")], responses=answers(Many[AssetOut])
)
async def search_assets(  # noqa: PLR0913 - each is one filter in the address
    work: Work,
    tools: Tools,
    q: Annotated[str, Query(max_length=500)] = "",
    kind: Kind | None = None,
    folder_id: UUID | None = None,
    tag: str | None = None,
    per_page: Annotated[int, Query(ge=1, le=60)] = 20,
) -> Response:
    """Files by words and by meaning together, the best first; without words the newest are not
    guessed: nothing is found."""
    if not q.strip():
        return listed_response([], None)
    search = Search(q, kind, folder_id, tag.lower() if tag else None, per_page)
    found = await LibraryService(work, tools).search(search)
    return listed_response([asset_out(one) for one in found], None)


@router.get(
    "/assets/tags", dependencies=[requires("content:read")], responses=answers(Many[TagOut])
)
async def list_tags(work: Work, tools: Tools) -> Response:
    """Tags with how many files carry them."""
    return listed_response(await LibraryService(work, tools).tags(), None)


@router.get(
    "/assets/usage", dependencies=[requires("content:read")], responses=answers(One[UsageOut])
)
async def get_usage(work: Work, tools: Tools) -> Response:
    """How much room the files take."""
    return one_response(await LibraryService(work, tools).usage())


@router.get(
    "/assets/duplicates", dependencies=[requires("content:read")], responses=answers(Many[SameOut])
)
async def list_duplicates(work: Work, tools: Tools) -> Response:
    """Contents that the library holds several times."""
    return listed_response(await LibraryService(work, tools).duplicates(), None)


@router.post(
    "/assets/clean", dependencies=[requires("content:delete")], responses=answers(One[CleanOut])
)
async def clean_assets(
    work: Work, tools: Tools, database: Annotated[Database, offered(Database)], dry_run: bool = True
) -> Response:
    """Remove old renditions, the old trash, expired uploads and stored files that nobody owns;
    unless `dry_run=false` is said, only count them."""
    cleared = await ClearingService(work, tools).clear(rehearse=dry_run)
    swept = await Sweeper(database, tools).sweep(rehearse=dry_run)
    return one_response(cleared.shown() | swept.shown())


@router.get(
    "/assets/folders", dependencies=[requires("content:read")], responses=answers(Many[FolderOut])
)
async def list_folders(work: Work, tools: Tools) -> Response:
    """All folders in the order of their paths."""
    found = await FolderService(work, tools).all()
    return listed_response([_folder_out(one) for one in found], None)


@router.post(
    "/assets/folders",
    status_code=201,
    dependencies=[requires("content:write")],
    responses=answers(One[FolderOut], 201),
)
async def create_folder(order: FolderOrder, work: Work, tools: Tools) -> Response:
    """Make a folder."""
    made = await FolderService(work, tools).create(order.name, order.parent_id)
    return one_response(_folder_out(made), 201)


@router.patch(
    "/assets/folders/{folder_id}",
    dependencies=[requires("content:write")],
    responses=answers(One[FolderOut]),
)
async def change_folder(
    folder_id: UUID, change: FolderChange, work: Work, tools: Tools
) -> Response:
    """Name or move a folder; a parent of null is the library itself."""
    place = Place(change.parent_id, moves="parent_id" in change.model_fields_set)
    changed = await FolderService(work, tools).change(folder_id, change.name, place)
    return one_response(_folder_out(changed))


@router.delete(
    "/assets/folders/{folder_id}", status_code=204, dependencies=[requires("content:write")]
)
async def dissolve_folder(folder_id: UUID, work: Work, tools: Tools) -> None:
    """Remove a folder; what lies in it moves to where it was."""
    await FolderService(work, tools).dissolve(folder_id)


@router.get(
    "/assets/{asset_id}/alike",
    dependencies=[requires("content:read")],
    responses=answers(Many[AlikeOut]),
)
async def list_alike(asset_id: UUID, work: Work, tools: Tools) -> Response:
    """Pictures that look like this one, the most alike first."""
    found = await LibraryService(work, tools).alike(asset_id)
    return listed_response(
        [{"asset": asset_out(one), "likeness": round(likeness, 3)} for one, likeness in found], None
    )


def _folder_out(folder: dict[str, Any]) -> dict[str, Any]:
    return {name: folder.get(name, 0) for name in FolderOut.model_fields}


def _shaped(tools: AssetTools) -> Any:
    def shape(row: dict[str, Any]) -> dict[str, Any]:
        return asset_out(row | tools.shown(row))

    return shape
