"""Scheduling: posts, slots, and the fence that publishing works behind."""

from heliograph.modules.scheduling.claims import (
    Claim,
    Lease,
    Outcome,
    advance,
    claim,
    early_by,
    find_abandoned,
    intend,
    renew,
    settle,
)
from heliograph.modules.scheduling.errors import PostBusy, PostMoved, PostNotFound, RulesBroken
from heliograph.modules.scheduling.events import POST_CHANGED
from heliograph.modules.scheduling.live import tell_changed
from heliograph.modules.scheduling.rules import carried_by, problems_of
from heliograph.modules.scheduling.schemas import (
    CalendarOut,
    PostOrder,
    PostOut,
    Resolve,
    SlotOrder,
    When,
)
from heliograph.modules.scheduling.sentences import next_action, status_sentence
from heliograph.modules.scheduling.service import Desk, Piece, SchedulingService, SchedulingTools
from heliograph.modules.scheduling.service.posts import WAKE_JOB
from heliograph.modules.scheduling.view import PostView, local_due

__all__ = [
    "POST_CHANGED",
    "WAKE_JOB",
    "CalendarOut",
    "Claim",
    "Desk",
    "Lease",
    "Outcome",
    "Piece",
    "PostBusy",
    "PostMoved",
    "PostNotFound",
    "PostOrder",
    "PostOut",
    "PostView",
    "Resolve",
    "RulesBroken",
    "SchedulingService",
    "SchedulingTools",
    "SlotOrder",
    "When",
    "advance",
    "carried_by",
    "claim",
    "early_by",
    "find_abandoned",
    "intend",
    "local_due",
    "next_action",
    "problems_of",
    "renew",
    "settle",
    "status_sentence",
    "tell_changed",
]
