"""A new instance fills itself: an owner, twelve brands, three sandbox channels, one trip.

Every part looks for what is there first, so a first run that was interrupted goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from heliograph.flows.instance import Instance
from heliograph.kit.database import UnitOfWork
from heliograph.kit.home import write_private
from heliograph.modules.brands import BrandNotFound, BrandOrder
from heliograph.modules.channels import NewChannel
from heliograph.modules.content import ContentService, Wish
from heliograph.modules.scheduling import SlotOrder

log = structlog.get_logger("heliograph.first_run")
PLATFORMS = ("mastodon", "bluesky", "instagram")
HANDLE, NAME = "zodiacdaily", "Zodiac Daily"
PACK, TYPE = "zodiac", "daily_horoscope"
DONE = "first-run"
FIRST_HOUR = 7


async def first_run(instance: Instance, workspace_id: UUID) -> bool:
    """Fill a new workspace; gives False when that was done before."""
    marker = instance.settings.home / DONE
    if marker.exists() or not instance.settings.first_run_demo:
        return False
    brands = await _brands(instance, workspace_id)
    channels = await _channels(instance, workspace_id, [brand["id"] for brand in brands])
    await _order(instance, workspace_id, brands, channels)
    write_private(marker, f"{instance.clock.now().isoformat()}\n")
    log.info("first_run.done", brands=len(brands), channels=len(channels))
    return True


async def _brands(instance: Instance, workspace_id: UUID) -> list[dict[str, Any]]:
    service = instance.brands.service(instance.database.work(workspace_id))
    found = []
    for subject in instance.catalogue.pack(PACK).subjects():
        try:
            brand = await service.for_subject(PACK, subject.id)
        except BrandNotFound:
            order = BrandOrder(
                name=f"{subject.name} Daily",
                handle=f"{subject.id}daily",
                pack=PACK,
                subject=subject.id,
                audience=f"People who read {subject.name} in the morning.",
            )
            brand = await service.create(order)
        found.append(brand)
    return found


async def _channels(
    instance: Instance, workspace_id: UUID, brand_ids: Sequence[UUID]
) -> list[UUID]:
    known = instance.channels.service(instance.database.work(workspace_id))
    connected = {one["platform"]: one["id"] for one in await known.all() if one["is_sandbox"]}
    for platform in PLATFORMS:
        if platform not in connected:
            work = instance.database.work(workspace_id)
            connected[platform] = await _connect(instance, work, platform, brand_ids)
    return [connected[platform] for platform in PLATFORMS]


async def _connect(
    instance: Instance, work: UnitOfWork, platform: str, brand_ids: Sequence[UUID]
) -> UUID:
    origin = instance.settings.sandbox_url
    wanted = {"platform": platform, "handle": HANDLE, "name": NAME}
    answer = await instance.http.post(f"{origin}/_sandbox/accounts", json=wanted)
    order = NewChannel(
        platform=platform,
        secrets=answer.json()["secrets"],
        base_url=f"{origin}/{platform}",
        brand_ids=brand_ids,
    )
    channels = instance.channels.service(work)
    channel_id = await channels.connect(order)
    # Twelve brands speak on each of these at once, and nobody at a sandbox minds.
    await channels.change(channel_id, {"guards": {"fuse": {"posts": 100, "minutes": 10}}})
    slots = [SlotOrder(time=time(FIRST_HOUR + hour)) for hour in range(12)]
    await instance.scheduling.desk(work).replace_slots(channel_id, slots)
    return channel_id


async def _order(
    instance: Instance, workspace_id: UUID, brands: Sequence[Any], channels: Sequence[UUID]
) -> None:
    """Today's pieces go out at once, tomorrow's into the slots."""
    service = ContentService(instance.database.work(workspace_id), instance.content)
    for days, when in ((0, "now"), (1, "next_slot")):
        for brand in brands:
            day = _today(instance, brand) + timedelta(days=days)
            wish = Wish(brand["id"], TYPE, day, channel_ids=channels, when=when)
            if not await service.has(wish):
                await service.make(wish)


def _today(instance: Instance, brand: Any) -> date:
    return instance.clock.now().astimezone(ZoneInfo(brand["time_zone"])).date()
