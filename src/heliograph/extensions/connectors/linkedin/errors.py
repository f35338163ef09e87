"""One table: LinkedIn's refusals as our kinds of error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from heliograph.kit.http import Answer
from heliograph.sdk.calls import hide_secrets
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import ConnectorError, ContentRefused, ReconnectNeeded, TryLater
from heliograph.sdk.problems import Problem

REVOKED = 65601
BY_STATUS: Mapping[int, type[ConnectorError]] = {
    301: ReconnectNeeded,
    302: ReconnectNeeded,
    307: ReconnectNeeded,
    308: ReconnectNeeded,
    401: ReconnectNeeded,
    403: ReconnectNeeded,
    408: TryLater,
    409: TryLater,  # somebody else changed the same thing at the same moment
    426: TryLater,  # a newer Heliograph, or another version in the settings, will be understood
    429: TryLater,
}
MAY_BE_DUPLICATE = frozenset({400, 409, 422})
# A member's or an organisation's URN in the same sentence is a refusal like any other.
DUPLICATE = re.compile(r"duplicate of (urn:li:(?:share|ugcPost):\d+)", re.IGNORECASE)
UNREADY = re.compile(
    r"not (?:yet )?(?:available|ready)|\bPROCESSING\b|WAITING_UPLOAD|being processed", re.IGNORECASE
)
FAILED = "PROCESSING_FAILED"
UNREADY_AFTER, VERSION_AFTER = timedelta(seconds=20), timedelta(hours=1)
SUNSET = (
    "LinkedIn has shut down the version that Heliograph speaks: update Heliograph, or set "
    "linkedin_version to a living one."
)
VARY = "You posted this before: change the words, then send it again"
ANY_REMEDY = "Change the post as LinkedIn's answer says, then send it again"


class DuplicateFound(ContentRefused):
    """LinkedIn will not take the post because one like it stands; `urn` is that post."""

    def __init__(self, detail: str, urn: str) -> None:
        problem = Problem("text", "linkedin.duplicate", urn, "a post of its own", VARY)
        super().__init__(detail, [problem])
        self.urn = urn


def refusal(answer: Answer, access: ChannelAccess) -> ConnectorError:
    """What the caller must do about an answer that is not a success."""
    words = hide_secrets(words_of(answer), access.secrets)
    detail = f"LinkedIn answered {answer.status}: {words}"
    if answer.status == 426:
        return TryLater(f"{SUNSET} {detail}", VERSION_AFTER)
    duplicate = DUPLICATE.search(words_of(answer))
    if duplicate and answer.status in MAY_BE_DUPLICATE:
        return DuplicateFound(detail, duplicate[1])
    kind = BY_STATUS.get(answer.status)
    if kind is TryLater or answer.status >= 500:
        return TryLater(detail, _allowed_again(answer, access.clock.now()))
    if kind is not None:
        return kind(detail)
    return _refused(answer, detail, words)


def has_expired(answer: Answer) -> bool:
    """Whether fresh secrets may help; a permission that was withdrawn only a person can give."""
    return answer.status == 401 and _body(answer).get("serviceErrorCode") != REVOKED


def words_of(answer: Answer) -> str:
    """LinkedIn's own sentence."""
    body = _body(answer)
    return str(body.get("message") or body.get("error_description") or "no explanation")


def _refused(answer: Answer, detail: str, words: str) -> ConnectorError:
    if UNREADY.search(words) and FAILED not in words:
        return TryLater(detail, UNREADY_AFTER)
    field = "media" if answer.status == 413 or "/content/m" in words else "text"
    problem = Problem(field, "linkedin.refused", words, "what LinkedIn accepts", ANY_REMEDY)
    return ContentRefused(detail, [problem])


def _allowed_again(answer: Answer, now: datetime) -> timedelta | None:
    """LinkedIn counts by the day and fills up at midnight UTC."""
    if answer.status != 429:
        return None
    named = answer.headers.get("retry-after", "")
    if named.isdigit():
        return timedelta(seconds=int(named))
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return midnight - now


def _body(answer: Answer) -> Mapping[str, object]:
    body = answer.json()
    return body if isinstance(body, dict) else {}
