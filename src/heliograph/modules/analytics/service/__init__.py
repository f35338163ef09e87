"""The rules of analytics, one file per use case."""

from heliograph.modules.analytics.service.numbers import (
    READ_JOB,
    NumbersService,
    NumbersTools,
    Published,
)
from heliograph.modules.analytics.service.overview import OverviewService

__all__ = ["READ_JOB", "NumbersService", "NumbersTools", "OverviewService", "Published"]
