"""What the servers say is left: of calls by their headers, of videos by a call of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pydantic import Field

from heliograph.kit.http import Answer
from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Quota

# What the service allows a day; it tells only how many are left.
DAILY_VIDEOS = 25


class UploadLimits(Wire):
    """app.bsky.video.getUploadLimits"""

    can_upload: bool = Field(alias="canUpload")
    videos: int | None = Field(None, alias="remainingDailyVideos")
    weight: int | None = Field(None, alias="remainingDailyBytes")
    message: str = ""
    error: str = ""

    def is_used_up(self, size: int) -> bool:
        """Whether only another day helps a file of this size."""
        return self.videos == 0 or (self.weight is not None and self.weight < size)

    def quota(self, now: datetime) -> Quota | None:
        """The videos left today, where the service counts them."""
        if self.videos is None:
            return None
        return Quota("videos", max(DAILY_VIDEOS, self.videos), self.videos, next_day(now))


def next_day(now: datetime) -> datetime:
    """When the daily allowances begin anew."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1)


def quota_of(answer: Answer, name: str) -> Quota | None:
    """The allowance that an answer's headers tell of; None where a server keeps none."""
    read = answer.headers.get
    try:
        limit, remaining = int(read("ratelimit-limit", "")), int(read("ratelimit-remaining", ""))
        resets_at = datetime.fromtimestamp(float(read("ratelimit-reset", "")), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Quota(name, limit, remaining, resets_at)
