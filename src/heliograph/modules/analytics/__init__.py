"""Analytics: what platforms report about published posts."""

from heliograph.modules.analytics.jobs import register as register_jobs
from heliograph.modules.analytics.service import NumbersService, NumbersTools, Published

__all__ = ["NumbersService", "NumbersTools", "Published", "register_jobs"]
