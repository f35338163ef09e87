"""One table: X's refusals as our kinds of error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from heliograph.kit.http import Answer
from heliograph.sdk.calls import hide_secrets, until_unix
from heliograph.sdk.connectors import ChannelAccess, Quota
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.problems import Problem


class AlreadyPosted(ContentRefused):
    """The same words stand already; after a lost answer they may be our own."""


@dataclass(frozen=True)
class Rule:
    """What follows from one refusal: the error, when to come back, and how to mend the post."""

    error: type[ConnectorError]
    field: str = "text"
    remedy: str = ""
    after: timedelta | None = None


RECONNECT = Rule(ReconnectNeeded)
LATER = Rule(TryLater)
CLOSED = Rule(ChannelClosed)
# Credit or a spending limit is used up: only its owner or a new month changes that.
SPENT = Rule(TryLater, after=timedelta(hours=6))
DUPLICATE = Rule(AlreadyPosted, remedy="Vary the text: X takes the same words once a day")
NOT_PERMITTED = Rule(
    ContentRefused,
    remedy="Shorten the text, take another file, or reply only where you were mentioned",
)
TOO_LONG = Rule(ContentRefused, remedy="Shorten the text to what X counts as 280 characters")
FILES = Rule(ContentRefused, "media", "Attach up to four pictures, or one GIF, or one video")
BAD_FILE = Rule(ContentRefused, "media", "Save the file anew in a form that X takes, and smaller")
ADDRESS = Rule(ContentRefused, remedy="Correct or take out the address in the text")
REPLY = Rule(ContentRefused, "follows", "Reply only to posts that stand and that you may answer")

# The first row whose words are in the refusal decides; the status alone would mislead.
BY_WORDS: tuple[tuple[str, Rule], ...] = (
    ("unsupported authentication", RECONNECT),
    ("usage-capped", SPENT),
    ("usagecapexceeded", SPENT),
    ("creditsdepleted", SPENT),
    ("spend cap", SPENT),
    ("rate-limit-exceeded", LATER),
    ("duplicate content", DUPLICATE),
    ("user-suspended", CLOSED),
    ("suspended", CLOSED),
    ("temporarily locked", CLOSED),
    ("media ids are invalid", FILES),
    ("maximum of 4 items", FILES),
    ("url is invalid", ADDRESS),
    ("invalid url", ADDRESS),
    ("deleted or not visible", REPLY),
    ("not permitted to perform this action", NOT_PERMITTED),
    ("client-forbidden", RECONNECT),
    ("client-not-enrolled", RECONNECT),
    ("oauth1-permissions", RECONNECT),
    ("not-authorized-for-resource", RECONNECT),
)
# The numbers of the older interface still come through here and there.
BY_CODE: Mapping[int, Rule] = {
    32: RECONNECT,
    64: CLOSED,
    88: LATER,
    89: RECONNECT,
    130: LATER,
    131: LATER,
    185: Rule(TryLater, after=timedelta(hours=3)),
    186: TOO_LONG,
    187: DUPLICATE,
    226: NOT_PERMITTED,
    261: RECONNECT,
    324: FILES,
    326: CLOSED,
    385: REPLY,
    433: REPLY,
}
BY_STATUS: Mapping[int, Rule] = {
    301: RECONNECT,
    302: RECONNECT,
    401: RECONNECT,
    402: SPENT,
    403: RECONNECT,
    408: LATER,
    413: BAD_FILE,
    425: LATER,
    429: LATER,
}
OTHERWISE = Rule(ContentRefused, remedy="Change the post as X's answer says, then send it again")
DAILY = ("x-user-limit-24hour", "x-app-limit-24hour")


def is_expired(answer: Answer) -> bool:
    """Whether the token has run out, so that a fresh one may help."""
    if answer.status == 401:
        return True
    return answer.status == 403 and "unsupported authentication" in _everything(answer)


def is_gone(answer: Answer) -> bool:
    """Whether what was asked for does not exist (any more)."""
    return answer.status == 404 and "resource-not-found" in _everything(answer)


def refusal(answer: Answer, access: ChannelAccess) -> ConnectorError:
    """What the caller must do about an answer that is not a success."""
    words = hide_secrets(_words(answer), access.secrets)
    detail = f"X answered {answer.status}: {words}"
    rule = _rule(answer)
    if rule.error is TryLater:
        return TryLater(detail, _reset(answer, access) or rule.after)
    return raised(rule, detail, words)


def raised(rule: Rule, detail: str, words: str) -> ConnectorError:
    """The error of a rule, with the way to mend the post where it can be mended."""
    if not issubclass(rule.error, ContentRefused):
        return rule.error(detail)
    problem = Problem(rule.field, "x.refused", words, "what X accepts", rule.remedy)
    return rule.error(detail, [problem])


def tell_quotas(answer: Answer, access: ChannelAccess, name: str) -> None:
    """Pass on what the headers say is left."""
    for prefix, suffix in (("x-rate-limit", ""), *((one, " a day") for one in DAILY)):
        texts = [answer.headers.get(f"{prefix}-{part}", "") for part in ("limit", "remaining")]
        reset = answer.headers.get(f"{prefix}-reset", "")
        if all(text.isdigit() for text in (*texts, reset)):
            limit, remaining = (int(text) for text in texts)
            resets_at = datetime.fromtimestamp(int(reset), UTC)
            quota = Quota(f"{name}{suffix}", limit, remaining, resets_at)
            access.saw_quota(replace(quota, scope="app") if "-app-" in prefix else quota)


def _rule(answer: Answer) -> Rule:
    everything = _everything(answer)
    for words, rule in BY_WORDS:
        if words in everything:
            return rule
    for error in _errors(answer):
        code = error.get("code")
        if isinstance(code, int) and code in BY_CODE:
            return BY_CODE[code]
    if answer.status >= 500:
        return LATER
    return BY_STATUS.get(answer.status, OTHERWISE)


def _reset(answer: Answer, access: ChannelAccess) -> timedelta | None:
    """When the empty bucket is filled again; a day's bucket goes before that of the quarter."""
    now = access.clock.now()
    for prefix in (*DAILY, "x-rate-limit"):
        if answer.headers.get(f"{prefix}-remaining") == "0":
            return until_unix(answer.headers.get(f"{prefix}-reset"), now)
    if answer.status == 429:
        return until_unix(answer.headers.get("x-rate-limit-reset"), now)
    return None


def _errors(answer: Answer) -> list[dict[str, object]]:
    body = answer.json()
    errors = body.get("errors") if isinstance(body, dict) else None
    return [one for one in errors or () if isinstance(one, dict)]


def _words(answer: Answer) -> str:
    body = answer.json()
    if not isinstance(body, dict):
        return "no explanation"
    told = [str(error.get("message") or error.get("detail") or "") for error in _errors(answer)]
    first = str(body.get("detail") or body.get("title") or "")
    return " ".join(part for part in (first, *told) if part) or "no explanation"


def _everything(answer: Answer) -> str:
    """What the refusal itself says, in small letters; parameters are left out, for they echo us."""
    body = answer.json()
    parts = [body if isinstance(body, dict) else {}, *_errors(answer)]
    names = ("title", "detail", "type", "reason", "message")
    return " ".join(str(part.get(name) or "") for part in parts for name in names).lower()
