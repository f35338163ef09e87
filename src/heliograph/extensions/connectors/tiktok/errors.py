"""One table: TikTok's error codes, and the reasons of posts that fail later, as our errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from heliograph.kit.http import Answer
from heliograph.sdk.calls import hide_secrets
from heliograph.sdk.connectors import ChannelAccess, Quota
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.problems import Problem

DAY = timedelta(hours=24)
DAILY_POSTS = 15
UNKNOWN_PUBLISH_IDS = frozenset(
    {"invalid_publish_id", "token_not_authorized_for_specified_publish_id"}
)


@dataclass(frozen=True)
class Rule:
    """What follows from one code: the error, when to come back, and how to mend the post."""

    error: type[ConnectorError]
    after: timedelta | None = None
    field: str = ""
    remedy: str = ""


def _refused(field: str, remedy: str) -> Rule:
    return Rule(ContentRefused, field=field, remedy=remedy)


NO_ACCESS, LATER = Rule(ReconnectNeeded), Rule(TryLater)
TOMORROW = Rule(TryLater, DAY)
BANNED = Rule(ChannelClosed)
ANY_REMEDY = "Change the post as TikTok's answer says, then send it again"
SEND_AGAIN = "Send the post again"
AUDIT = "Have TikTok audit the app, or make the account private and choose “only me”"

BY_CODE: Mapping[str, Rule] = {
    "access_token_invalid": NO_ACCESS,
    "scope_not_authorized": NO_ACCESS,
    "scope_permission_missed": NO_ACCESS,
    "rate_limit_exceeded": Rule(TryLater, timedelta(seconds=60)),
    "internal_error": LATER,
    "invalid_param": _refused("post", ANY_REMEDY),
    "invalid_params": _refused("post", ANY_REMEDY),
    "invalid_file_upload": _refused("media[0]", "Save the video anew as MP4 with H.264 and AAC"),
    "privacy_level_option_mismatch": _refused(
        "options.privacy", "Choose one of the audiences that the account offers now"
    ),
    "url_ownership_unverified": _refused(
        "media[0]", "Verify the domain of your files in the app at developers.tiktok.com"
    ),
    "unaudited_client_can_only_post_to_private_accounts": _refused("options.privacy", AUDIT),
    "reached_active_user_cap": _refused(
        "post", "Have TikTok audit the app: until then it posts for five people a day"
    ),
    "spam_risk_user_banned_from_posting": BANNED,
    "spam_risk_too_many_posts": TOMORROW,
    "spam_risk_too_many_pending_share": TOMORROW,
    "invalid_publish_id": _refused("post", SEND_AGAIN),
    "token_not_authorized_for_specified_publish_id": _refused("post", SEND_AGAIN),
}
"""Codes of an answer."""

FAILURES: Mapping[str, Rule] = {
    "file_format_check_failed": _refused("media[0]", "Save the video as MP4 with H.264 and AAC"),
    "duration_check_failed": _refused("media[0]", "Cut the video to the length TikTok allows"),
    "frame_rate_check_failed": _refused("media[0]", "Encode it with 23 to 60 pictures a second"),
    "picture_size_check_failed": _refused(
        "media[0]", "Make each side 360 to 4096 pixels long, of photos at most 1080p"
    ),
    "publish_cancelled": _refused("post", "It was cancelled on TikTok: send it again if you wish"),
    "auth_removed": NO_ACCESS,
    "spam_risk_text": _refused("text", "Change the text: TikTok took it for spam"),
    "spam_risk": _refused("post", "Change the post: TikTok took it for spam"),
    "spam_risk_user_banned_from_posting": BANNED,
    "spam_risk_too_many_posts": TOMORROW,
    "video_pull_failed": LATER,
    "photo_pull_failed": LATER,
    "internal": LATER,
}
"""Reasons for which a post that was taken fails after all."""


def code_of(answer: Answer) -> str:
    """The code of an answer; `ok` stands for success even where the status says so already."""
    return str(_error(answer).get("code") or "")


def is_good(answer: Answer) -> bool:
    """Whether TikTok did what was asked: errors also come with status 200."""
    return answer.ok and code_of(answer) == "ok"


def is_expired(answer: Answer) -> bool:
    """Whether the access token has run out."""
    return code_of(answer) == "access_token_invalid"


def refusal(answer: Answer, access: ChannelAccess) -> ConnectorError:
    """What the caller must do about an answer that is not a success."""
    code = code_of(answer)
    words = hide_secrets(str(_error(answer).get("message") or "no explanation"), access.secrets)
    detail = f"TikTok answered {answer.status} ({code or 'no code'}): {words}"
    if code == "spam_risk_too_many_posts":
        resets_at = access.clock.now() + DAY
        access.saw_quota(Quota("posts", DAILY_POSTS, 0, resets_at))
    return _told(BY_CODE.get(code) or _by_status(answer.status), detail, words)


def commit_refusal(answer: Answer, access: ChannelAccess) -> ConnectorError:
    """The same for a call that puts something before an audience: what is neither a yes nor a
    no settles nothing."""
    if answer.ok and code_of(answer) not in BY_CODE.keys() - {"internal_error"}:
        return OutcomeUnknown("TikTok's answer to the publishing call cannot be read.")
    return refusal(answer, access)


def turned_down(reason: str) -> ConnectorError:
    """TikTok took the post and it failed after all."""
    detail = f"TikTok did not publish it after all: {reason or 'no reason given'}."
    rule = FAILURES.get(reason) or _refused("post", ANY_REMEDY)
    if rule is LATER:
        rule = _refused("post", SEND_AGAIN)
    return _told(rule, detail, reason)


def may_pass(reason: str) -> bool:
    """Whether the same post may well be taken when it is sent again."""
    return FAILURES.get(reason) is LATER


def is_for_tomorrow(reason: str) -> bool:
    """Whether the account has posted too much today."""
    return FAILURES.get(reason) is TOMORROW


def _told(rule: Rule, detail: str, words: str) -> ConnectorError:
    if rule.error is TryLater:
        return TryLater(detail, rule.after)
    if rule.error is not ContentRefused:
        return rule.error(detail)
    problem = Problem(rule.field, "tiktok.refused", words, "what TikTok accepts", rule.remedy)
    return ContentRefused(detail, [problem])


def _by_status(status: int) -> Rule:
    if status == 401:
        return NO_ACCESS
    if status in {408, 425, 429} or status >= 500 or status < 400:
        return LATER
    return _refused("post", ANY_REMEDY)


def _error(answer: Answer) -> Mapping[str, object]:
    body = answer.json()
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, str):
        # The token server has a body of its own.
        return {"code": error, "message": body.get("error_description")}
    return error if isinstance(error, dict) else {}
