"""The times at which Facebook lets a post wait: ten minutes to thirty days ahead."""

from __future__ import annotations

from heliograph.apps.sandbox.answers import parse_moment
from heliograph.apps.sandbox.facebook.manners import PRODUCT
from heliograph.apps.sandbox.graph.callers import Call

SOONEST_S, LATEST_S = 600, 30 * 86_400


def due_at(call: Call, now: float) -> float | None:
    """When it shall appear; None for now. Unix seconds or ISO 8601."""
    text = call.text("scheduled_publish_time")
    if not text:
        return None
    moment = float(text) if text.isdigit() else parse_moment(text)
    # Facebook counts in whole seconds.
    if moment is None or not now + SOONEST_S - 1 <= moment <= now + LATEST_S:
        words = "The specified scheduled publish time is invalid: 10 minutes to 30 days ahead."
        raise PRODUCT.bad_parameter(words)
    return moment


def is_shown(call: Call) -> bool:
    """Whether `published` says that people shall see it."""
    return call.text("published", "true").lower() not in ("false", "0")
