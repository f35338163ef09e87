"""What people ask of scheduling: orders from contents, previews, slots, the freeze switch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from heliograph.kit.clock import Clock
from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import InvalidInput
from heliograph.kit.jobs import JobQueue
from heliograph.modules.assets import AssetTools
from heliograph.modules.brands import BrandsService
from heliograph.modules.channels import ChannelTools
from heliograph.modules.content import ContentReader
from heliograph.modules.scheduling.errors import RulesBroken
from heliograph.modules.scheduling.models import Slot
from heliograph.modules.scheduling.preview_schemas import DraftOrder, PreviewOrder
from heliograph.modules.scheduling.repository import PostRepository
from heliograph.modules.scheduling.schemas import (
    BatchOrder,
    FrozenOut,
    PostOrder,
    SlotOrder,
    When,
)
from heliograph.modules.scheduling.service.company import check_company
from heliograph.modules.scheduling.service.drafts import Draft, Drafts, Instead
from heliograph.modules.scheduling.service.guards import GuardService
from heliograph.modules.scheduling.service.piece import Piece
from heliograph.modules.scheduling.service.posts import SchedulingService
from heliograph.modules.scheduling.service.previews import Previews
from heliograph.modules.scheduling.service.quality import Quality
from heliograph.modules.scheduling.service.rights import files_of, problems_of_rights
from heliograph.modules.scheduling.service.times import start_of
from heliograph.modules.scheduling.view import PostView
from heliograph.modules.videos import Reports, pieces_of

Shown = dict[str, Any]


@dataclass(frozen=True)
class SchedulingTools:
    """What scheduling works with, and how its services are made for a unit of work."""

    channels: ChannelTools
    assets: AssetTools
    queue: JobQueue
    clock: Clock

    def service(self, work: UnitOfWork) -> SchedulingService:
        """The rules of posts over one unit of work."""
        return SchedulingService(work, self.channels.service(work), self.queue, self.clock)

    def desk(self, work: UnitOfWork) -> Desk:
        """What people ask, over one unit of work."""
        return Desk(work, self)

    def guards(self, work: UnitOfWork) -> GuardService:
        """What holds posts back, over one unit of work."""
        return GuardService(work, self.channels.service(work), self.clock)

    def view(self) -> PostView:
        """Shapes posts as they are now."""
        manifest = self.channels.catalogue.connector_manifest
        return PostView(manifest, self.assets, self.clock.now())


class Desk:
    """Takes orders and shows what became of them."""

    def __init__(self, work: UnitOfWork, tools: SchedulingTools) -> None:
        self._work = work
        self._tools = tools
        self._channels = tools.channels.service(work)
        self._assets = tools.assets.service(work)
        self._contents = ContentReader(work)
        reports = Reports(work, tools.queue, tools.clock)
        self._quality = Quality(self._assets, reports)
        self._drafts = Drafts(self._channels, self._assets, self._contents, reports)
        self._previews = Previews(self._channels, self._assets, tools.assets, self._quality)
        self.posts = tools.service(work)

    def shown(self, post: Mapping[str, Any]) -> Shown:
        """A post as people see it."""
        return self._tools.view().post(post)

    async def order(self, order: PostOrder, author: UUID | None) -> Shown:
        """Plan one post and show it; raises as `plan` does."""
        async with self._work.transaction():
            return self.shown(await self.posts.get(await self.plan(order, author)))

    async def plan(self, order: PostOrder, author: UUID | None) -> UUID:
        """Plan one post; raises what `SchedulingService.plan` raises, and `ContentNotFound`,
        `ContentNotReady`, `AssetNotFound`, `PacksApart`."""
        async with self._work.transaction():
            piece = await self._piece(order, author)
            piece = await self._drafts.covered(piece, order.channel_id, order.extras)
            await self._check_company(order.channel_id, piece)
            await self._take_files(piece)
            when = When(
                due_at=order.due_at,
                wall_time=order.wall_time,
                next_slot=order.next_slot,
                not_before=await self._not_before(order),
                now=order.now,
            )
            return await self.posts.plan(order.channel_id, piece, when)

    async def order_many(self, order: BatchOrder, author: UUID | None) -> list[Shown]:
        """Plan one content for several channels; all of them or none."""
        async with self._work.transaction():
            return [
                await self.order(_single(order, channel_id), author)
                for channel_id in order.channel_ids
            ]

    async def previews(self, content_id: UUID, order: PreviewOrder) -> list[Shown]:
        """A content as each channel would get it; raises `ChannelNotFound`, `ContentNotFound`,
        `ContentNotReady`."""
        async with self._work.transaction():
            extras = await self._drafts.extras(order.extras)
            sketches = []
            for channel_id in order.channel_ids:
                draft = await self._drafts.of_content(content_id, channel_id)
                piece = replace(draft.piece, extras={**draft.piece.extras, **extras})
                sketches.append(
                    await self._previews.sketch(channel_id, replace(draft, piece=piece))
                )
        return [await self._previews.show(sketch) for sketch in sketches]

    async def preview_draft(self, order: DraftOrder) -> list[Shown]:
        """A draft as each channel would get it; raises `ChannelNotFound`, `AssetNotFound`."""
        async with self._work.transaction():
            piece = Piece(
                text=order.text,
                media=await self._assets.references(order.asset_ids),
                kind=order.kind,
                language=order.language,
                extras=await self._drafts.extras(order.extras),
            )
            sketches = [
                await self._previews.sketch(
                    channel_id, Draft(await self._drafts.covered(piece, channel_id, order.extras))
                )
                for channel_id in order.channel_ids
            ]
        return [await self._previews.show(sketch) for sketch in sketches]

    async def slots(self, channel_id: UUID | None) -> list[Shown]:
        """The repeating times of one channel, or of all."""
        async with self._work.transaction() as session:
            rows = PostRepository(session, self._work.workspace_id)
            if channel_id is None:
                return [_slot(slot) for slot in await rows.all_slots()]
            await self._channels.card(channel_id)
            return [_slot(slot) for slot in await rows.slots(channel_id)]

    async def replace_slots(self, channel_id: UUID, slots: Sequence[SlotOrder]) -> list[Shown]:
        """Give a channel other repeating times; raises `ChannelNotFound`."""
        async with self._work.transaction() as session:
            await self._channels.card(channel_id)
            rows = PostRepository(session, self._work.workspace_id)
            await rows.replace_slots(channel_id, slots)
            await session.flush()
            return [_slot(slot) for slot in await rows.slots(channel_id)]

    async def frozen(self) -> FrozenOut:
        """What is stopped."""
        async with self._work.transaction() as session:
            rows = PostRepository(session, self._work.workspace_id)
            scopes = await rows.frozen_scopes()
        mine = self._work.workspace_id
        return FrozenOut(frozen=mine in scopes, channel_ids=sorted(scopes - {mine}))

    async def freeze(self, channel_id: UUID | None, frozen: bool) -> FrozenOut:
        """Stop everything or one channel, or let it go on; raises `ChannelNotFound`."""
        async with self._work.transaction() as session:
            if channel_id is not None:
                await self._channels.card(channel_id)
            scope = channel_id or self._work.workspace_id
            rows = PostRepository(session, self._work.workspace_id)
            await rows.set_frozen(scope, frozen, self._tools.clock.now())
        return await self.frozen()

    async def _check_company(self, channel_id: UUID, piece: Piece) -> None:
        """Packs that keep apart do not meet on one account; raises `PacksApart`."""
        packs = [one.manifest for one in self._tools.channels.catalogue.packs()]
        now = self._tools.clock.now()
        await check_company(self._work, packs, channel_id, piece.brand_id, now)

    async def _take_files(self, piece: Piece) -> None:
        """The library learns that they are used; raises `RulesBroken` for one that nobody vouched
        for, and for a video that the gate refuses."""
        problems = await problems_of_rights(self._assets, piece)
        if problems := [*problems, *await self._quality.problems(piece)]:
            raise RulesBroken(problems)
        await self._assets.note_use(files_of(piece))

    async def _not_before(self, order: PostOrder) -> datetime | None:
        """A piece about a day that is still to come waits for a slot of that day."""
        if not order.next_slot or order.content_id is None or order.not_before is not None:
            return order.not_before
        content = await self._contents.ready(order.content_id)
        card = await self._channels.card(order.channel_id)
        return start_of(content["target_date"], ZoneInfo(card.time_zone))

    async def _is_of_a_piece_that_asks(self, asset_ids: Sequence[UUID]) -> bool:
        contents = ContentReader(self._work)
        made_of = [await contents.get(one) for one in await pieces_of(self._work, asset_ids)]
        return any(one["quality"].get("needs_person") for one in made_of)

    async def _piece(self, order: PostOrder, author: UUID | None) -> Piece:
        asks = order.requires_approval
        if order.content_id is not None:
            instead = Instead(order.asset_ids, order.kind) if order.asset_ids else None
            fitted = await self._drafts.of_content(order.content_id, order.channel_id, instead)
            made = fitted.piece
            text, media, kind = made.text, made.media, made.kind
            brand_id, language, own = made.brand_id, made.language, made.extras
            # What the gate gives to a person to decide goes out with their yes only.
            asks = asks or made.requires_approval
        else:
            if order.text is None and not order.asset_ids:
                raise InvalidInput("Neither content_id nor text was given", pointer="/text")
            text, kind = order.text or "", order.kind
            media = await self._assets.references(order.asset_ids)
            # The video of a piece goes out on the terms of its piece, whoever wrote the words.
            asks = asks or await self._is_of_a_piece_that_asks(order.asset_ids)
            brand_id, language, own = order.brand_id, order.language, {}
            if brand_id is not None:
                await BrandsService.check_all_exist(self._work, [brand_id])
        return Piece(
            text=order.text if order.text is not None else text,
            media=media,
            kind=kind,
            language=language,
            content_id=order.content_id,
            brand_id=brand_id,
            requires_approval=asks,
            created_by=author,
            extras={**own, **await self._drafts.extras(order.extras)},
        )


def _single(order: BatchOrder, channel_id: UUID) -> PostOrder:
    when: Literal["now", "next_slot"] | Any = order.when
    if isinstance(when, str):
        return PostOrder.model_validate(
            {"channel_id": channel_id, "content_id": order.content_id, when: True}
        )
    return PostOrder(channel_id=channel_id, content_id=order.content_id, due_at=when)


def _slot(slot: Slot) -> Shown:
    return {
        "id": slot.id,
        "channel_id": slot.channel_id,
        "weekday": slot.weekday,
        "time": slot.time.isoformat(timespec="minutes"),
    }
