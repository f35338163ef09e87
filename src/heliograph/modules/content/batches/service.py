"""Ordering many pieces, watching them come, and stopping the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import InvalidInput
from heliograph.kit.ids import new_id
from heliograph.modules.brands import BrandsService
from heliograph.modules.channels import ChannelsService
from heliograph.modules.content.batches.repository import UNPLANNED, BatchRepository
from heliograph.modules.content.batches.schedule import (
    MOST_PIECES,
    Item,
    Period,
    Proposal,
    Rhythm,
    items_of,
    own_rhythm,
    split,
    usual_rhythm,
)
from heliograph.modules.content.errors import (
    BatchEmpty,
    BatchNotFound,
    BatchTooLarge,
    NotesNeeded,
    TypeUnknown,
)
from heliograph.modules.content.service.orders import MAKE_JOB
from heliograph.modules.content.service.steps import STEPS
from heliograph.modules.content.service.tools import ContentTools

BULK = -10
"""Bulk work waits behind a piece that a person is waiting for."""
MOST_FAILURES = 50


@dataclass(frozen=True)
class BatchWish:
    """What to make: for which brands, over which days, in which rhythm, and where it goes."""

    brand_ids: Sequence[UUID]
    period: Period
    rhythms: Sequence[Rhythm] = ()
    length: str = "medium"
    channel_ids: Sequence[UUID] | None = ()
    """None: every channel of each brand."""
    when: str = "on_day"
    request: Mapping[str, Any] = field(default_factory=dict)


class BatchService:
    """Batches of one workspace."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._work = work
        self._tools = tools

    @property
    def _rows(self) -> BatchRepository:
        return BatchRepository(self._work.session, self._work.workspace_id)

    async def propose(self, wish: BatchWish) -> Proposal:
        """What would be made; raises `BrandNotFound`, `TypeUnknown`, `DateUnreachable`."""
        async with self._work.transaction():
            brands = await self._brands(wish.brand_ids)
            return await self._proposal(brands, wish)

    async def order(self, wish: BatchWish) -> dict[str, Any]:
        """Order everything that is not there yet; what is made is not made again.

        Raises `BrandNotFound`, `ChannelNotFound`, `TypeUnknown`, `BatchEmpty`, `BatchTooLarge`.
        """
        async with self._work.transaction() as session:
            brands = await self._brands(wish.brand_ids)
            proposal = await self._proposal(brands, wish)
            if not proposal.items:
                raise BatchEmpty(f"All {len(proposal.existing)} pieces are made already")
            channels = await self._channels(wish)
            batch_id = new_id()
            by_id = {brand["id"]: brand for brand in brands}
            made = [self._rows_of(one, by_id, wish, channels) for one in proposal.items]
            batch = {
                "id": batch_id,
                "request": dict(wish.request),
                "total": len(made),
                "created_at": self._tools.clock.now(),
            }
            runs = [{**run, "batch_id": batch_id} for _, run in made]
            steps = [step for run in runs for step in _steps(run["id"])]
            await self._rows.add(batch, [content for content, _ in made], runs, steps)
            mine = str(self._work.workspace_id)
            await self._tools.queue.enqueue_many(
                session,
                MAKE_JOB,
                [{"run_id": str(run["id"]), "workspace_id": mine} for run in runs],
                keys=[f"make:{run['id']}:first" for run in runs],
                priority=BULK,
            )
        return await self.get(batch_id)

    async def get(self, batch_id: UUID) -> dict[str, Any]:
        """One batch with its progress; raises `BatchNotFound`."""
        async with self._work.transaction():
            row = await self._rows.get(batch_id)
            if row is None:
                raise BatchNotFound(f"There is no batch {batch_id}")
            progress = await self._rows.progress([batch_id])
            failures = await self._rows.failures(batch_id, MOST_FAILURES)
            names = await BrandsService.names(self._work, {one["brand_id"] for one in failures})
        told = [{**one, "brand": names.get(one["brand_id"], "")} for one in failures]
        return _view(row, progress[batch_id]) | {"failures": told}

    async def page(self, limit: int, offset: int) -> tuple[list[dict[str, Any]], int]:
        """One page of batches, the newest first."""
        async with self._work.transaction():
            rows, total = await self._rows.page(limit, offset)
            progress = await self._rows.progress([row["id"] for row in rows])
        return [_view(row, progress[row["id"]]) | {"failures": []} for row in rows], total

    async def cancel(self, batch_id: UUID) -> dict[str, Any]:
        """Stop what has not begun; what is made stays. Raises `BatchNotFound`."""
        async with self._work.transaction():
            await self.get(batch_id)
            await self._rows.cancel(batch_id)
        return await self.get(batch_id)

    async def _brands(self, brand_ids: Sequence[UUID]) -> list[dict[str, Any]]:
        brands = BrandsService(self._work, self._tools.brands)
        return [await brands.get(brand_id) for brand_id in dict.fromkeys(brand_ids)]

    async def _proposal(self, brands: Sequence[dict[str, Any]], wish: BatchWish) -> Proposal:
        rhythms = {brand["id"]: self._rhythms(brand, wish) for brand in brands}
        items = items_of(brands, rhythms, wish.period)
        if len(items) > MOST_PIECES:
            raise BatchTooLarge(f"These are {len(items)} pieces; {MOST_PIECES} at most")
        known = await self._rows.existing([one["id"] for one in brands], *wish.period.around)
        wanted, there = split(items, known)
        return Proposal(wanted, there)

    def _rhythms(self, brand: Mapping[str, Any], wish: BatchWish) -> Sequence[Rhythm]:
        pack = self._tools.catalogue.pack(brand["pack"])
        known = [kind.id for kind in pack.manifest.types]
        if pack.manifest.needs_notes:
            raise NotesNeeded(
                f"{pack.manifest.name}, the pack of {brand['name']}, tells what you enter for each"
                " piece; order them one by one",
                pointer="/brand_ids",
            )
        chosen = [own_rhythm(pack, one) for one in wish.rhythms if one.type in known]
        if wish.rhythms and not chosen:
            raise TypeUnknown(
                f"{pack.manifest.name}, the pack of {brand['name']}, makes {', '.join(known)}",
                pointer="/types",
            )
        return chosen or usual_rhythm(pack)

    async def _channels(self, wish: BatchWish) -> dict[UUID, list[str]]:
        """By brand, the channels its pieces go to."""
        if wish.channel_ids is not None:
            await ChannelsService.check_all_exist(self._work, wish.channel_ids)
            return {one: [str(id_) for id_ in wish.channel_ids] for one in wish.brand_ids}
        found = await ChannelsService.of_brands(self._work, wish.brand_ids)
        if lonely := [one for one in wish.brand_ids if not found.get(one)]:
            raise InvalidInput(
                f"{len(lonely)} of the brands have no channel; the first is {lonely[0]}",
                pointer="/channel_ids",
            )
        return {brand_id: [str(one) for one in ids] for brand_id, ids in found.items()}

    def _rows_of(
        self,
        item: Item,
        brands: Mapping[UUID, Mapping[str, Any]],
        wish: BatchWish,
        channels: Mapping[UUID, list[str]],
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        brand, now = brands[item.brand_id], self._tools.clock.now()
        content_id, run_id = new_id(), new_id()
        content = {
            "id": content_id,
            "brand_id": brand["id"],
            "pack": brand["pack"],
            "subject": brand["subject"],
            "type": item.type,
            "target_date": item.day,
            "language": brand["language"],
            "status": "making",
            "run_id": run_id,
            "created_at": now,
            "updated_at": now,
        }
        request = {
            "platform": None,
            "style": {"tone": None, "length": wish.length},
            "then": {"channel_ids": channels.get(item.brand_id, []), "when": wish.when},
        }
        run = {
            "id": run_id,
            "content_id": content_id,
            "status": "waiting",
            "request": request,
            "created_at": now,
        }
        return content, run


def _steps(run_id: UUID) -> list[dict[str, Any]]:
    return [
        {"id": new_id(), "run_id": run_id, "position": at, "name": name, "status": "waiting"}
        for at, name in enumerate(STEPS)
    ]


def _view(row: Mapping[str, Any], progress: Mapping[str, int]) -> dict[str, Any]:
    ended = sum(progress.get(one, 0) for one in ("done", "refused", "failed", "cancelled"))
    if row["cancelled_at"] is not None:
        state = "cancelled"
    else:
        state = "done" if ended >= row["total"] else "making"
    counts = {one: progress.get(one, 0) for one in ("done", "refused", "failed", "cancelled")}
    return {
        "id": row["id"],
        "state": state,
        "total": row["total"],
        "ended": ended,
        **counts,
        UNPLANNED: progress.get(UNPLANNED, 0),
        "request": row["request"],
        "created_at": row["created_at"],
        "cancelled_at": row["cancelled_at"],
    }
