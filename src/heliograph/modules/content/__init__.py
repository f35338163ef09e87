"""Content: made pieces and the pipeline that makes them."""

from heliograph.modules.content.errors import (
    ContentChanged,
    ContentNotFound,
    ContentNotReady,
    DateUnreachable,
    RunNotFound,
    TypeUnknown,
)
from heliograph.modules.content.events import READY, REFUSED, RUN_CHANGED, STEP_CHANGED
from heliograph.modules.content.gate import measure_alone, policy_problems
from heliograph.modules.content.jobs import register as register_jobs
from heliograph.modules.content.repository import MEMORY_DRAFTS
from heliograph.modules.content.service.making import forbidden_words
from heliograph.modules.content.service.orders import ContentReader, ContentService, Wish, Wording
from heliograph.modules.content.service.pipeline import Pipeline
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.service.unplanned import PlanRefused, UnplannedService
from heliograph.modules.content.service.years import Almanac
from heliograph.modules.content.values import draft_of, plan_of

__all__ = [
    "MEMORY_DRAFTS",
    "READY",
    "REFUSED",
    "RUN_CHANGED",
    "STEP_CHANGED",
    "Almanac",
    "ContentChanged",
    "ContentNotFound",
    "ContentNotReady",
    "ContentReader",
    "ContentService",
    "ContentTools",
    "DateUnreachable",
    "Pipeline",
    "PlanRefused",
    "RunNotFound",
    "TypeUnknown",
    "UnplannedService",
    "Wish",
    "Wording",
    "draft_of",
    "forbidden_words",
    "measure_alone",
    "plan_of",
    "policy_problems",
    "register_jobs",
]
