"""Publishing: every post stands exactly once, and its history says how."""

from heliograph.modules.publishing.events import NEEDS_PERSON, POST_FAILED, POST_PUBLISHED
from heliograph.modules.publishing.jobs import SweepRhythm
from heliograph.modules.publishing.jobs import register as register_jobs
from heliograph.modules.publishing.presence import Presence
from heliograph.modules.publishing.service.decide import HistoryService
from heliograph.modules.publishing.service.deliver import DeliveryService

__all__ = [
    "NEEDS_PERSON",
    "POST_FAILED",
    "POST_PUBLISHED",
    "DeliveryService",
    "HistoryService",
    "Presence",
    "SweepRhythm",
    "register_jobs",
]
