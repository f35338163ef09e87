"""The story of the product: what happens after what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from heliograph.flows.instance import Instance
from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import AppError
from heliograph.kit.events import Event, EventListeners
from heliograph.modules.analytics import Published
from heliograph.modules.channels import GUARDS_CHANGED, HEARD, RECONNECTED
from heliograph.modules.content import READY, ContentService, PlanRefused, UnplannedService
from heliograph.modules.publishing import (
    POST_PUBLISHED,
    Heard,
    HearingService,
    is_test,
    note_in_history,
    take_down_soon,
)
from heliograph.modules.scheduling import POST_NOTED, PostOrder

log = structlog.get_logger("heliograph.loop")


def listen(listeners: EventListeners, instance: Instance) -> None:
    """Tie the modules together."""

    async def watch_numbers(event: Event, work: UnitOfWork) -> None:
        """A published post is read from now on."""
        brand_id = event.payload["brand_id"]
        post = Published(
            post_id=UUID(str(event.payload["post_id"])),
            channel_id=UUID(str(event.payload["channel_id"])),
            brand_id=UUID(str(brand_id)) if brand_id else None,
            platform=str(event.payload["platform"]),
            remote_id=str(event.payload["remote_id"]),
        )
        await instance.numbers.service(work).watch(post)

    async def take_tests_down(event: Event, work: UnitOfWork) -> None:
        """A test post has done its duty once it stands."""
        post = await instance.scheduling.service(work).get(UUID(str(event.payload["post_id"])))
        if is_test(post):
            await take_down_soon(work, instance.queue, post)

    async def plan_posts(event: Event, work: UnitOfWork) -> None:
        """A piece that was ordered for channels is planned there as soon as it is ready; where a
        post is refused, its run keeps the reason for whoever ordered it."""
        run = await ContentService(work, instance.content).run(UUID(str(event.payload["run_id"])))
        desk = instance.scheduling.desk(work)
        refused = []
        for order in await _orders_of(run, instance, work):
            try:
                await desk.plan(order, None)
            except AppError as error:
                log.warning(
                    "loop.post_not_planned", channel=order.channel_id, reason=error.sentence()
                )
                refused.append(PlanRefused(order.channel_id, error))
        if refused:
            await UnplannedService(work).note(run["id"], refused)

    listeners.on(READY, plan_posts, listener="posts.plan")
    listeners.on(POST_PUBLISHED, watch_numbers, listener="numbers.watch")
    listeners.on(POST_PUBLISHED, take_tests_down, listener="posts.take_tests_down")
    _listen_to_channels(listeners, instance)
    _listen_to_guards(listeners, instance)


async def _orders_of(
    run: Mapping[str, Any], instance: Instance, work: UnitOfWork
) -> list[PostOrder]:
    """The posts that a piece was ordered for, all at one time."""
    then = run["request"].get("then") or {}
    if not then.get("channel_ids"):
        return []
    common = {"content_id": run["content_id"]}
    common |= await _time_of(then["when"], run, instance, work)
    return [PostOrder.model_validate({"channel_id": one, **common}) for one in then["channel_ids"]]


async def _time_of(
    when: str, run: Mapping[str, Any], instance: Instance, work: UnitOfWork
) -> dict[str, Any]:
    """When a post goes out, as its order says it: on its day while that is still to come."""
    if when != "on_day":
        return {when: True}
    content = await ContentService(work, instance.content).get(run["content_id"])
    brand = await instance.brands.service(work).get(content["brand_id"])
    kinds = instance.catalogue.pack(content["pack"]).manifest.types
    usual = next(kind.default_time for kind in kinds if kind.id == content["type"])
    local = datetime.combine(content["target_date"], time.fromisoformat(usual))
    if local.replace(tzinfo=ZoneInfo(brand["time_zone"])) <= instance.clock.now():
        return {"next_slot": True}
    return {"wall_time": {"local": local.isoformat(), "zone": brand["time_zone"]}}


def _listen_to_channels(listeners: EventListeners, instance: Instance) -> None:
    async def send_what_waited(event: Event, work: UnitOfWork) -> None:
        """A channel that works again sends what waited for it."""
        channel_id = UUID(str(event.payload["channel_id"]))
        await instance.scheduling.service(work).retry_channel(channel_id)

    async def act_on_what_was_heard(event: Event, work: UnitOfWork) -> None:
        """What a platform tells of a post hurries a look at it or a reading of its numbers."""
        told = event.payload
        heard = Heard(
            channel_id=UUID(str(told["channel_id"])),
            kind=str(told["kind"]),
            remote_id=str(told["remote_id"]) if told["remote_id"] else None,
            handle=str(told["handle"]) if told["handle"] else None,
        )
        channels, posts = instance.channels.service(work), instance.scheduling.service(work)
        post_id = await HearingService(work, channels, posts).hear(heard)
        if post_id is not None:
            await instance.numbers.service(work).read_soon(post_id)

    listeners.on(RECONNECTED, send_what_waited, listener="posts.send_what_waited")
    listeners.on(HEARD, act_on_what_was_heard, listener="posts.act_on_what_was_heard")


def _listen_to_guards(listeners: EventListeners, instance: Instance) -> None:
    async def tell_history(event: Event, work: UnitOfWork) -> None:
        """What guards did to a post stands in its history."""
        told = {name: str(event.payload[name]) for name in ("post_id", "kind", "sentence")}
        await note_in_history(work, UUID(told["post_id"]), told["kind"], told["sentence"])

    async def ask_again(event: Event, work: UnitOfWork) -> None:
        """What a channel's old guards held back is put to its new ones."""
        channel_id = UUID(str(event.payload["channel_id"]))
        await instance.scheduling.guards(work).ask_again(channel_id)

    listeners.on(POST_NOTED, tell_history, listener="history.note")
    listeners.on(GUARDS_CHANGED, ask_again, listener="posts.ask_guards_again")
