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

__all__ = [
    "NEEDS_PERSON",
    "POST_FAILED",
    "POST_PUBLISHED",
    "Circuits",
    "DeliveryService",
    "DeliveryTools",
    "Heard",
    "HearingService",
    "HistoryService",
    "Presence",
    "SweepRhythm",
    "note_in_history",
    "register_jobs",
]
