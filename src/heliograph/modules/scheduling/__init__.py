"""Scheduling: posts, slots, and the fence that publishing works behind."""

from heliograph.modules.scheduling.abandoned import early_by, find_abandoned
from heliograph.modules.scheduling.anew import settle
from heliograph.modules.scheduling.claims import Claim, Lease, Outcome, advance, intend, renew
from heliograph.modules.scheduling.errors import PostBusy, PostMoved, PostNotFound, RulesBroken
from heliograph.modules.scheduling.events import (
    FUSE_TRIPPED,
    POST_CHANGED,
    POST_LATE,
    POST_NOTED,
)
from heliograph.modules.scheduling.gate import claim
from heliograph.modules.scheduling.jobs import register as register_jobs
from heliograph.modules.scheduling.live import tell_changed
from heliograph.modules.scheduling.repository import Awaiting
from heliograph.modules.scheduling.rules import carried_by, problems_of
from heliograph.modules.scheduling.schemas import (
    CalendarOut,
    PostOrder,
    PostOut,
    Resolve,
    SlotOrder,
    When,
)
from heliograph.modules.scheduling.sentences import (
    awaiting_sentence,
    next_action,
    status_sentence,
)
from heliograph.modules.scheduling.service import (
    DeadLetters,
    Desk,
    Piece,
    SchedulingService,
    SchedulingTools,
)
from heliograph.modules.scheduling.service.guards import Alerts, GuardService
from heliograph.modules.scheduling.view import PostView, local_due
from heliograph.modules.scheduling.waking import WAKE_JOB
from heliograph.modules.scheduling.watch import AlertCounts, count_alerts

__all__ = [
    "FUSE_TRIPPED",
    "POST_CHANGED",
    "POST_LATE",
    "POST_NOTED",
    "WAKE_JOB",
    "AlertCounts",
    "Alerts",
    "Awaiting",
    "CalendarOut",
    "Claim",
    "DeadLetters",
    "Desk",
    "GuardService",
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
    "awaiting_sentence",
    "carried_by",
    "claim",
    "count_alerts",
    "early_by",
    "find_abandoned",
    "intend",
    "local_due",
    "next_action",
    "problems_of",
    "register_jobs",
    "renew",
    "settle",
    "status_sentence",
    "tell_changed",
]
