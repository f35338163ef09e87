"""The home page in one read: today, what needs a person, what goes out, what comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from heliograph.kit.database import UnitOfWork
from heliograph.modules.analytics.service.numbers import NumbersTools
from heliograph.modules.analytics.service.unplanned import unplanned_needs
from heliograph.modules.channels import ChannelsService
from heliograph.modules.content import ContentReader
from heliograph.modules.scheduling import Alerts, Awaiting, awaiting_sentence

RESTING = ("failed", "unknown", "needs_reconnect")
WAITING = ("scheduled", "retrying", "publishing")
SHOWN = 8
TODAY_MOST = 100


class OverviewService:
    """Reads over the whole loop of one workspace."""

    def __init__(self, work: UnitOfWork, tools: NumbersTools) -> None:
        self._work = work
        self._tools = tools
        self._posts = tools.scheduling.service(work)
        self._channels: ChannelsService = tools.channels.service(work)

    async def home(self) -> dict[str, Any]:
        """Everything the home page shows."""
        now = self._tools.clock.now()
        view = self._tools.scheduling.view()
        day = timedelta(hours=24)
        async with self._work.transaction():
            today = await self._posts.between(now - day, now + day, TODAY_MOST)
            resting = await self._posts.in_states(RESTING, SHOWN)
            waiting = await self._posts.in_states(WAITING, SHOWN, soonest=True)
            published = await self._posts.in_states(("published",), SHOWN)
            counts = await self._posts.counts()
            awaiting = await self._posts.awaiting()
            channels = await self._channels.all()
            unplanned = await unplanned_needs(self._work, self._posts, now, SHOWN)
            alerts = await self._tools.scheduling.guards(self._work).alerts(SHOWN)
        service = self._tools.service(self._work)
        curves = await service.curves([row["id"] for row in published])
        summary = await service.summary()
        return {
            "today": [view.calendar(row) for row in today],
            "needs_you": [
                *_awaited(awaiting, now),
                *unplanned,
                *_needs(resting, channels, view),
                *_alerted(alerts, view),
            ],
            "going_out": [view.post(row) for row in waiting],
            "coming_back": [
                {"post": view.post(row), "series": curves[row["id"]]} for row in published
            ],
            "loop": {
                **await ContentReader(self._work).counts(),
                "scheduled": sum(counts.get(state, 0) for state in WAITING),
                "published": counts.get("published", 0),
                "numbers_read": summary["readings_24h"],
                "engagement": summary["engagement_24h"],
            },
        }


def _awaited(awaiting: Awaiting, now: datetime) -> list[dict[str, Any]]:
    """One line for all that waits for a yes: they are looked at one after the other."""
    if awaiting.first is None:
        return []
    return [
        {
            "kind": "approval",
            "sentence": awaiting_sentence(awaiting.posts, awaiting.pieces, awaiting.first, now),
            "link": "/approvals",
            "text_start": awaiting.first["text"][:100],
            "count": awaiting.pieces,
        }
    ]


def _needs(
    posts: Sequence[Mapping[str, Any]], channels: Sequence[Mapping[str, Any]], view: Any
) -> list[dict[str, Any]]:
    needed = [
        {
            "kind": row["status"],
            "sentence": view.post(row)["status_sentence"],
            "link": f"/posts/{row['id']}",
            "text_start": row["text"][:100],
        }
        for row in posts
    ]
    needed += [
        {
            "kind": "channel",
            "sentence": f"{one['name']}: {one['health']['sentence']}",
            "link": f"/channels?open={one['id']}",
            "text_start": one["handle"],
        }
        for one in channels
        if one["health"]["state"] == "failed"
    ]
    return needed


def _alerted(alerts: Alerts, view: Any) -> list[dict[str, Any]]:
    told = [
        {
            "kind": "late",
            "sentence": view.post(row)["status_sentence"],
            "link": f"/posts/{row['id']}",
            "text_start": row["text"][:100],
        }
        for row in alerts.late
    ]
    told += [
        {
            "kind": "fuse",
            "sentence": alerts.fuse_sentence(row),
            "link": f"/channels?open={row['id']}",
            "text_start": row["channel_name"],
        }
        for row in alerts.fuses
    ]
    return told
