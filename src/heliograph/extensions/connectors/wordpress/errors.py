"""One table: WordPress's refusals as our kinds of error."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import timedelta

from heliograph.kit.http import Answer
from heliograph.sdk.calls import hide_secrets
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.problems import Problem

BY_STATUS: Mapping[int, type[ConnectorError]] = {
    301: ReconnectNeeded,  # the site answers at another address
    302: ReconnectNeeded,
    307: ReconnectNeeded,
    308: ReconnectNeeded,
    401: ReconnectNeeded,
    403: ReconnectNeeded,  # the user's role does not allow it
    408: TryLater,
    425: TryLater,
    429: TryLater,
    501: ContentRefused,
}

# Where the status alone would mislead: code, a part of the message, what it is.
BY_CODE: tuple[tuple[str, str, type[ConnectorError]], ...] = (
    ("rest_no_route", "", ReconnectNeeded),
    ("rest_upload_sideload_error", "not allowed to upload", ContentRefused),
    ("rest_upload_unknown_error", "not allowed to upload", ContentRefused),
    ("rest_upload_limited_space", "", ContentRefused),
    ("rest_upload_file_too_big", "", ContentRefused),
)

# A page in place of the API's JSON: a plugin, a firewall or the web server speaks.
BY_PAGE: Mapping[int, type[ConnectorError]] = {
    401: ReconnectNeeded,
    404: ReconnectNeeded,
    408: TryLater,
    413: ContentRefused,
    425: TryLater,
    429: TryLater,
}
TAG = re.compile(r"<[^>]+>")


def refusal(answer: Answer, access: ChannelAccess) -> ConnectorError:
    """What the caller must do about an answer that is not a success."""
    code, words = _code(answer), _words(answer, access.secrets)
    kind = _kind(answer, code, words)
    detail = f"WordPress answered {answer.status}: {words}"
    if kind is TryLater:
        return TryLater(detail, retry_after(answer))
    if kind is ContentRefused:
        return ContentRefused(detail, [_problem(answer, code, words)])
    return kind(detail)


def is_page(answer: Answer) -> bool:
    """Whether HTML came where the API gives JSON."""
    return "html" in answer.headers.get("content-type", "") or not _is_json(answer)


def is_api_error(answer: Answer, *codes: str) -> bool:
    """Whether the API itself refused with one of these codes."""
    return not answer.ok and _code(answer) in codes


def retry_after(answer: Answer) -> timedelta | None:
    """When a host says to come back, where it says so in seconds."""
    seconds = answer.headers.get("retry-after", "")
    return timedelta(seconds=min(int(seconds), 86_400)) if seconds.isdecimal() else None


def _kind(answer: Answer, code: str, words: str) -> type[ConnectorError]:
    for known, phrase, kind in BY_CODE:
        if code == known and phrase in words.lower():
            return kind
    if answer.status >= 500 and answer.status != 501:
        return TryLater
    if not code and answer.status not in BY_STATUS.keys() - {403}:
        return BY_PAGE.get(answer.status, ChannelClosed)
    return BY_STATUS.get(answer.status, ContentRefused)


def _problem(answer: Answer, code: str, words: str) -> Problem:
    if answer.status == 413 or code.startswith("rest_upload"):
        remedy = "Make the file smaller or convert it, or let the site's host allow such files"
        return Problem("media", f"wordpress.{code or 413}", words, "a file the site takes", remedy)
    field = next(iter(_parameters(answer)), "text")
    remedy = "Change the post as the site's answer says, then send it again"
    rule = f"wordpress.{code or answer.status}"
    return Problem(field, rule, words, "a post the site takes", remedy)


def _parameters(answer: Answer) -> list[str]:
    """The parameters that the API names as invalid, by the names of our fields."""
    named = {"title": "title", "categories": "options.categories", "tags": "options.tags"}
    data = answer.json().get("data") if _is_json(answer) else None
    found = data.get("params") if isinstance(data, dict) else None
    return [named.get(str(name), "text") for name in found or ()]


def _words(answer: Answer, secrets: Secrets) -> str:
    body = answer.json()
    if not _code(answer):
        place = answer.headers.get("location")
        told = f"the site moved to {place}" if place else "a page in place of the API's answer"
    else:
        message = html.unescape(TAG.sub("", str(body.get("message") or "")))
        told = f"{message.strip()} ({body['code']})"
    return hide_secrets(told, {**secrets, "password": _joined(secrets)})


def _joined(secrets: Secrets) -> str:
    """The password without its spaces, as the site may name it."""
    return "".join(secrets.get("application_password", "").split())


def _code(answer: Answer) -> str:
    body = answer.json()
    return str(body.get("code") or "") if isinstance(body, dict) else ""


def _is_json(answer: Answer) -> bool:
    return isinstance(answer.json(), (dict, list)) and answer.body.lstrip()[:1] in (b"{", b"[")
