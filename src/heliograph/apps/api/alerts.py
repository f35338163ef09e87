"""What the watches of publishing know, as gauges."""

from __future__ import annotations

import asyncio
import time

import structlog
from sqlalchemy.exc import SQLAlchemyError

from heliograph.apps.api.metrics import Metrics
from heliograph.kit.database import Database
from heliograph.modules.scheduling import AlertCounts, count_alerts

log = structlog.get_logger("heliograph.api")
KEPT_SECONDS = 5.0
_PATIENCE_SECONDS = 2.0


class AlertGauges:
    """Late posts and tripped fuses; asked of the database at most every few seconds."""

    def __init__(self, metrics: Metrics, database: Database) -> None:
        self._database = database
        self._counts = AlertCounts(0, 0)
        self._asked_at = float("-inf")
        late, tripped = "heliograph_posts_late", "heliograph_fuses_tripped"
        metrics.add_gauge(late, "Due posts that nobody tried.", lambda: self._counts.late)
        metrics.add_gauge(tripped, "Channels held by their fuse.", lambda: self._counts.tripped)

    async def refresh(self) -> None:
        """Ask again, if the last answer is old; a database that is away changes nothing."""
        if time.monotonic() - self._asked_at < KEPT_SECONDS:
            return
        self._asked_at = time.monotonic()
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                self._counts = await count_alerts(self._database)
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            log.warning("metrics.not_refreshed", cause=type(error).__name__)
