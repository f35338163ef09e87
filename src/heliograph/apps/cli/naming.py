"""Brands by what people call them: wherever a command takes one, a handle does as well as an id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import typer

from heliograph.apps.cli.door import Door
from heliograph.apps.cli.failures import BadInput

BRAND = "BRAND"
"""How help calls what `brand_id_of` reads."""
Brand = Annotated[
    str, typer.Argument(metavar=BRAND, help="A brand: its id, handle, name or subject.")
]
_MOST = 100


async def brand_id_of(door: Door, given: str) -> str:
    """The id of the brand that a person means by an id, a handle, a name or a subject.

    An id is not looked up. Raises `BadInput` when nobody is called so, or several brands are.
    """
    if _is_id(given):
        return given
    wanted = given.strip().lstrip("@").casefold()
    called: dict[str, list[str]] = {"handle": [], "name": [], "subject": []}
    page = 1
    while brands := await door.get("brands", per_page=_MOST, page=page):
        for name, ids in called.items():
            ids += [str(one["id"]) for one in brands if str(one[name]).casefold() == wanted]
        if len(brands) < _MOST:
            break
        page += 1
    found = next((ids for ids in called.values() if ids), [])
    if not found:
        raise BadInput(f"There is no brand {given!r}", "`heliograph brands list` names them.")
    if len(found) > 1:
        raise BadInput(
            f"{len(found)} brands are called {given!r}",
            "Give the handle or the id; `heliograph brands list` names them.",
        )
    return found[0]


async def brand_ids_of(door: Door, given: Sequence[str]) -> list[str]:
    """The ids of several, in the order in which they were given."""
    return [await brand_id_of(door, one) for one in given]


def _is_id(given: str) -> bool:
    try:
        UUID(given)
    except ValueError:
        return False
    return True
