"""An owner, a brand and contents to measure with."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from tests.support.arena import Arena

from heliograph.modules.brands import BrandOrder
from heliograph.modules.content import ContentService, Pipeline, Wish
from heliograph.modules.workspaces import APIKeyRequest
from heliograph.modules.workspaces.module import identity

PACK, TYPE = "zodiac", "daily_horoscope"


async def make_brand(arena: Arena, subject: str) -> UUID:
    """A brand of the zodiac pack."""
    order = BrandOrder(
        name=f"{subject.title()} Daily", handle=f"{subject}daily", pack=PACK, subject=subject
    )
    made = await arena.instance.brands.service(arena.work).create(order)
    brand_id: UUID = made["id"]
    return brand_id


async def make_content(arena: Arena, brand_id: UUID, day: date) -> UUID:
    """One piece, from the order to the gate."""
    run_id = await order_content(arena, brand_id, day)
    await Pipeline(arena.work, arena.instance.content).run(run_id)
    run = await ContentService(arena.work, arena.instance.content).run(run_id)
    if run["status"] not in ("done", "refused"):
        raise RuntimeError(f"the run ended as {run['status']}: {run['error']}")
    content_id: UUID = run["content_id"]
    return content_id


async def order_content(arena: Arena, brand_id: UUID, day: date) -> UUID:
    """A run that has not begun."""
    service = ContentService(arena.work, arena.instance.content)
    return await service.make(Wish(brand_id=brand_id, type=TYPE, day=day))


async def sign_in(arena: Arena) -> str:
    """The API key of an owner, whose workspace becomes the arena's."""
    parts = arena.instance
    people = identity(parts.database, parts.vault, parts.settings, parts.clock)
    owner = await people.workspaces.create_first_owner(
        "owner@example.org", "Owner", "House", "Europe/Berlin"
    )
    arena.workspace_id = owner.workspace_id
    key: str = (await people.workspaces.create_key(owner, APIKeyRequest(name="bench"))).key
    return key
