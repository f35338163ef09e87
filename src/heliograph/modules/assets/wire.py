"""How files are shown, and what forms and headers say of them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import ValidationError

from heliograph.kit.errors import InvalidInput
from heliograph.kit.web.permissions import Work, offered
from heliograph.modules.assets.licences import KINDS, Licence, shown
from heliograph.modules.assets.limits import MOST_TAGS
from heliograph.modules.assets.schemas import MOST_ALT, MOST_TITLE, AssetOut, LicenceIn
from heliograph.modules.assets.service.files import AssetsService
from heliograph.modules.assets.service.tools import AssetTools
from heliograph.modules.assets.values import Origin

Tools = Annotated[AssetTools, offered(AssetTools)]


async def assets(work: Work, tools: Tools) -> AssetsService:
    """The service for this request."""
    return tools.service(work)


Assets = Annotated[AssetsService, Depends(assets)]


def asset_out(asset: Mapping[str, Any]) -> dict[str, Any]:
    """A file as it is shown."""
    kept = dict(asset) | {"licence": shown(asset)}
    return {name: kept[name] for name in AssetOut.model_fields}


def origin_of(fields: Mapping[str, str], by: UUID) -> Origin:
    """What a form or the headers of an upload say of a file; raises `InvalidInput`."""
    alt, title = fields.get("alt", ""), fields.get("title", "")
    for name, value, most in (("alt", alt, MOST_ALT), ("title", title, MOST_TITLE)):
        if len(value) > most:
            raise InvalidInput(f"{name} is longer than {most} characters", pointer=f"/{name}")
    tags = tuple(tag for tag in fields.get("tags", "").split(",") if tag.strip())
    if len(tags) > MOST_TAGS:
        raise InvalidInput(f"tags: {MOST_TAGS} at most", pointer="/tags")
    return Origin(
        "upload",
        {},
        alt=alt,
        title=title,
        tags=tags,
        folder_id=_id_of(fields.get("folder_id", "")),
        licence=licence_of(fields.get("licence", "")),
        by=by,
    )


def title_of(filename: str) -> str:
    """What a file's name calls it: without folders, ending and characters that cannot be seen."""
    name = filename.replace("\\", "/").rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    seen = "".join(one for one in stem if unicodedata.category(one)[0] != "C")
    return " ".join(seen.replace("_", " ").split())[:MOST_TITLE]


def licence_of(said: str) -> Licence | None:
    """A licence as one word (`own_work`) or as JSON with its particulars."""
    if not said:
        return None
    if said in KINDS:
        return Licence(said)
    try:
        return LicenceIn.model_validate(json.loads(said)).value()
    except (ValidationError, ValueError) as error:
        raise InvalidInput(
            f"licence: say one of {', '.join(KINDS)}, or JSON with kind, author, url, proof",
            pointer="/licence",
        ) from error


def _id_of(said: str) -> UUID | None:
    if not said:
        return None
    try:
        return UUID(said)
    except ValueError as error:
        raise InvalidInput("folder_id is no id", pointer="/folder_id") from error
