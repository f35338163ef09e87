"""Which planner makes which content type."""

from __future__ import annotations

from collections.abc import Callable

from heliograph.extensions.packs.zodiac.types.arrivals import plan_arrival
from heliograph.extensions.packs.zodiac.types.base import Asked
from heliograph.extensions.packs.zodiac.types.lanes import CAREER, LOVE, plan_lane
from heliograph.extensions.packs.zodiac.types.lessons import plan_lesson
from heliograph.extensions.packs.zodiac.types.memes import plan_meme
from heliograph.extensions.packs.zodiac.types.moon import plan_moon
from heliograph.extensions.packs.zodiac.types.pairs import plan_pair
from heliograph.extensions.packs.zodiac.types.periods import plan_month, plan_week
from heliograph.extensions.packs.zodiac.types.shadows import plan_shadow
from heliograph.extensions.packs.zodiac.types.turning import plan_turning
from heliograph.sdk.packs import Plan

Planner = Callable[[Asked], Plan]
PLANNERS: dict[str, Planner] = {
    "weekly": plan_week,
    "monthly": plan_month,
    "love": lambda asked: plan_lane(asked, LOVE),
    "career": lambda asked: plan_lane(asked, CAREER),
    "moon_phase": plan_moon,
    "retrograde": plan_turning,
    "ingress": plan_arrival,
    "eclipse": plan_shadow,
    "compatibility": plan_pair,
    "educational": plan_lesson,
    "meme": plan_meme,
}


def plan_type(asked: Asked) -> Plan:
    """The plan of any type but the daily reading."""
    return PLANNERS[asked.type](asked)
