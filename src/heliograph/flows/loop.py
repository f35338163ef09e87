"""The story of the product: what happens after what."""

from __future__ import annotations

from uuid import UUID

from heliograph.flows.instance import Instance
from heliograph.kit.database import UnitOfWork
from heliograph.kit.events import Event, EventListeners
from heliograph.modules.analytics import Published
from heliograph.modules.channels import RECONNECTED
from heliograph.modules.publishing import POST_PUBLISHED


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

    async def send_what_waited(event: Event, work: UnitOfWork) -> None:
        """A channel that works again sends what waited for it."""
        channel_id = UUID(str(event.payload["channel_id"]))
        await instance.scheduling.service(work).retry_channel(channel_id)

    listeners.on(POST_PUBLISHED, watch_numbers, listener="numbers.watch")
    listeners.on(RECONNECTED, send_what_waited, listener="posts.send_what_waited")
