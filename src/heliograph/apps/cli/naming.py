"""Brands by what people call them: wherever a command takes one, a handle does as well as an id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
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


async def every_brand(door: Door) -> list[dict[str, Any]]:
    """All brands, however many pages they fill."""
    found: list[dict[str, Any]] = []
    while len(found) % _MOST == 0:
        page = await door.get("brands", per_page=_MOST, page=len(found) // _MOST + 1)
        if not page:
            break
        found += page
    return found


async def brand_id_of(door: Door, given: str) -> str:
    """The id of the brand that a person means by an id, a handle, a name or a subject.

    An id is not looked up. Raises `BadInput` when nobody is called so, or several brands are.
    """
    (found,) = await brand_ids_of(door, (given,))
    return found


async def brand_ids_of(door: Door, given: Sequence[str]) -> list[str]:
    """The ids of several, in the order in which they were given; raises as `brand_id_of` does."""
    brands = [] if all(map(_is_id, given)) else await every_brand(door)
    return [one if _is_id(one) else _meant(one, brands) for one in given]


def _meant(given: str, brands: Sequence[dict[str, Any]]) -> str:
    wanted = given.strip().lstrip("@").casefold()
    called = (
        [str(one["id"]) for one in brands if str(one[name]).casefold() == wanted]
        for name in ("handle", "name", "subject")
    )
    found = next((ids for ids in called if ids), [])
    if not found:
        raise BadInput(f"There is no brand {given!r}", "`heliograph brands list` names them.")
    if len(found) > 1:
        raise BadInput(
            f"{len(found)} brands are called {given!r}",
            "Give the handle or the id; `heliograph brands list` names them.",
        )
    return found[0]


def _is_id(given: str) -> bool:
    try:
        UUID(given)
    except ValueError:
        return False
    return True
