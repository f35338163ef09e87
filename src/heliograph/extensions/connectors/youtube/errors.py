"""One table: the reasons YouTube gives as our kinds of error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from heliograph.kit.http import Answer
from heliograph.sdk.calls import hide_secrets
from heliograph.sdk.connectors import ChannelAccess, Quota
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.problems import Problem

PACIFIC = ZoneInfo("America/Los_Angeles")
GONE = frozenset({404, 410})
Bucket = Literal["uploads", "units"]
DAILY: Mapping[Bucket, int] = {"uploads": 100, "units": 10_000}


@dataclass(frozen=True)
class Rule:
    """What follows from one reason: the error, when to come back, and how to mend the post."""

    error: type[ConnectorError]
    after: timedelta | None = None
    field: str = ""
    remedy: str = ""
    until_midnight: bool = False


def _refused(field: str, remedy: str) -> Rule:
    return Rule(ContentRefused, field=field, remedy=remedy)


SPENT = Rule(TryLater, until_midnight=True)
LATER = Rule(TryLater)
NO_ACCESS, CLOSED = Rule(ReconnectNeeded), Rule(ChannelClosed)
VERIFY = "Verify the channel's telephone number at youtube.com/verify, then set the thumbnail again"
ANY_REMEDY = "Change the video's details as YouTube's answer says, then send it again"

BY_REASON: Mapping[str, Rule] = {
    "authError": NO_ACCESS,
    "required": NO_ACCESS,
    "invalid_grant": NO_ACCESS,
    "forbidden": NO_ACCESS,
    "insufficientPermissions": NO_ACCESS,
    "accessNotConfigured": NO_ACCESS,
    "youtubeSignupRequired": CLOSED,
    "channelClosed": CLOSED,
    "channelSuspended": CLOSED,
    "quotaExceeded": SPENT,
    "dailyLimitExceeded": SPENT,
    "rateLimitExceeded": LATER,
    "userRateLimitExceeded": LATER,
    "uploadRateLimitExceeded": LATER,
    "backendError": LATER,
    "uploadLimitExceeded": Rule(TryLater, timedelta(hours=24)),
    "invalidTitle": _refused("title", "Write a title of 1 to 100 characters without < and >"),
    "invalidDescription": _refused("text", "Keep the text below 5,000 bytes, without < and >"),
    "invalidTags": _refused("options.tags", "Take out tags until they have 500 characters in all"),
    "invalidCategoryId": _refused("options.category", "Choose another category"),
    "invalidPublishAt": _refused("publish_at", "Choose a time in the future"),
    "invalidVideoMetadata": _refused("title", ANY_REMEDY),
    "invalidFilename": _refused("media[0]", "Save the video under a plain file name"),
    "invalidRecordingDetails": _refused("text", ANY_REMEDY),
    "defaultLanguageNotSet": _refused("language", "Say which language the video is in"),
    "mediaBodyRequired": _refused("media[0]", "Save the file anew: YouTube found nothing in it"),
    "videoNotFound": _refused("post", "Check in YouTube Studio whether the video was deleted"),
    "invalidImage": _refused("cover", "Save the thumbnail as a JPEG below 2 MiB"),
    "imageFormatUnsupported": _refused("cover", "Save the thumbnail as JPEG or PNG"),
    "imageTooTall": _refused("cover", "Crop the thumbnail to 16:9"),
    "imageTooWide": _refused("cover", "Crop the thumbnail to 16:9"),
    "playlistNotFound": _refused("options.playlist", "Choose a playlist of this channel"),
    "commentsDisabled": _refused("text", "Leave the comment out: the video takes no comments"),
}
FAILURES: Mapping[str, str] = {
    "codec": "Encode the video anew with H.264 and AAC",
    "conversion": "Encode the video anew with H.264 and AAC",
    "emptyFile": "Save the video anew: the file is empty",
    "invalidFile": "Save the video as MP4 with H.264 and AAC",
    "tooSmall": "Take a longer or larger video",
    "uploadAborted": "Send the video again",
    "claim": "Take out what somebody else holds the rights to",
    "copyright": "Take out what somebody else holds the rights to",
    "duplicate": "Send another video: this one stands on the channel already",
    "inappropriate": "Change what breaks YouTube's guidelines",
    "legal": "Ask YouTube why it may not be shown",
    "length": "Cut the video shorter, or verify the channel for videos over 15 minutes",
    "termsOfUse": "Change what breaks YouTube's terms",
    "trademark": "Take out the trademark of somebody else",
    "uploaderAccountClosed": "Open the channel again",
    "uploaderAccountSuspended": "Ask YouTube to lift the suspension",
}


def reason_of(answer: Answer) -> str:
    """The reason an answer gives; empty when it gives none."""
    error = _error(answer)
    rows = error.get("errors")
    first = rows[0] if isinstance(rows, list) and rows else {}
    return str(first.get("reason") or "") if isinstance(first, dict) else ""


def is_expired(answer: Answer) -> bool:
    """Whether the token has run out; a Google account without a channel is told with 401 too."""
    return answer.status == 401 and reason_of(answer) != "youtubeSignupRequired"


def refusal(answer: Answer, access: ChannelAccess, bucket: Bucket = "units") -> ConnectorError:
    """What the caller must do about an answer that is not a success."""
    words = hide_secrets(_words(answer), access.secrets)
    reason = reason_of(answer)
    detail = f"YouTube answered {answer.status} ({reason or 'no reason'}): {words}"
    rule = BY_REASON.get(reason) or _by_status(answer.status)
    if rule.until_midnight:
        return _spent(detail, access, bucket)
    if rule.error is TryLater:
        return TryLater(detail, rule.after)
    if rule.error is not ContentRefused:
        return rule.error(detail)
    return _content(detail, rule, words)


def no_thumbnail(answer: Answer, access: ChannelAccess) -> ConnectorError:
    """The same for thumbnails, which YouTube forbids to channels that are not verified."""
    if reason_of(answer) != "forbidden":
        return refusal(answer, access)
    words = hide_secrets(_words(answer), access.secrets)
    return _content(f"YouTube took no thumbnail: {words}", _refused("cover", VERIFY), words)


def turned_down(state: str, reason: str) -> ContentRefused:
    """The video was uploaded, and failed or was rejected after all."""
    remedy = FAILURES.get(reason, "Look in YouTube Studio why, then send another video")
    detail = f"YouTube did not accept the video after its upload: {state}, {reason or 'no reason'}."
    problem = Problem(
        "media[0]", "youtube.turned_down", reason or state, "a video it takes", remedy
    )
    return ContentRefused(detail, [problem])


def midnight(now: datetime) -> datetime:
    """When the day ends in California, where the quotas are counted."""
    day = now.astimezone(PACIFIC).date() + timedelta(days=1)
    return datetime.combine(day, time(), PACIFIC).astimezone(now.tzinfo)


def _spent(detail: str, access: ChannelAccess, bucket: Bucket) -> TryLater:
    now = access.clock.now()
    resets_at = midnight(now)
    access.saw_quota(Quota(bucket, DAILY[bucket], 0, resets_at, "app"))
    return TryLater(detail, resets_at - now)


def _by_status(status: int) -> Rule:
    if status in {401, 403, 301, 302, 307}:
        return NO_ACCESS
    if status >= 500 or status in {308, 408, 429}:
        return LATER
    return _refused("post", ANY_REMEDY)


def _content(detail: str, rule: Rule, words: str) -> ContentRefused:
    problem = Problem(rule.field, "youtube.refused", words, "what YouTube accepts", rule.remedy)
    return ContentRefused(detail, [problem])


def _words(answer: Answer) -> str:
    return str(_error(answer).get("message") or "no explanation")


def _error(answer: Answer) -> Mapping[str, object]:
    body = answer.json()
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, str):
        # The token server has a body of its own.
        return {"message": body.get("error_description"), "errors": [{"reason": error}]}
    return error if isinstance(error, dict) else {}
