"""Rate limits: one token bucket per caller, in memory of this process."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from heliograph.kit.web.context import Allowance

_HOUR = 3600.0
_DUST = 1e-6  # what adding up fractions of a request may be off by


class TokenBuckets:
    """A bucket per caller holds an hour's requests and fills again evenly over the hour.

    A rested caller may send a burst; a steady one is held to the rate. Costs no query and about
    two microseconds. Each API process counts for itself.
    """

    def __init__(
        self, max_callers: int = 50_000, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._max_callers = max_callers
        self._seconds = seconds

    def take(self, caller: str, per_hour: int, wall_seconds: float) -> Allowance:
        """Count one request; `retry_after` is set when it must be refused."""
        now = self._seconds()
        left, at = self._buckets.pop(caller, (float(per_hour), now))
        rate = per_hour / _HOUR
        left = min(float(per_hour), left + (now - at) * rate)
        refused = left < 1.0 - _DUST
        if not refused:
            left = max(0.0, left - 1.0)
        self._buckets[caller] = (left, now)
        if len(self._buckets) > self._max_callers:
            self._buckets.popitem(last=False)
        full_at = math.ceil(wall_seconds + (per_hour - left) / rate)
        wait = max(1, math.ceil((1.0 - left) / rate - _DUST)) if refused else None
        return Allowance(per_hour, int(left + _DUST), full_at, wait)
