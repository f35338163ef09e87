"""Publishing: every post stands exactly once, and its history says how."""

from heliograph.modules.publishing.events import NEEDS_PERSON, POST_FAILED, POST_PUBLISHED
from heliograph.modules.publishing.jobs import SweepRhythm
from heliograph.modules.publishing.jobs import register as register_jobs
from heliograph.modules.publishing.presence import Presence
from heliograph.modules.publishing.service.circuit import Circuits
from heliograph.modules.publishing.service.decide import HistoryService
from heliograph.modules.publishing.service.deliver import DeliveryService
from heliograph.modules.publishing.service.hearing import Heard, HearingService
from heliograph.modules.publishing.service.noting import note_in_history
from heliograph.modules.publishing.service.tools import DeliveryTools
from heliograph.modules.publishing.service.trial import (
    TAKE_DOWN_JOB,
    TestPosts,
    is_test,
    take_down_soon,
)

__all__ = [
    "NEEDS_PERSON",
    "POST_FAILED",
    "POST_PUBLISHED",
    "TAKE_DOWN_JOB",
    "Circuits",
    "DeliveryService",
    "DeliveryTools",
    "Heard",
    "HearingService",
    "HistoryService",
    "Presence",
    "SweepRhythm",
    "TestPosts",
    "is_test",
    "note_in_history",
    "register_jobs",
    "take_down_soon",
]
