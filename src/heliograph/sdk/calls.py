"""Asking a platform: what went wrong on the wire, told in the words of `sdk.errors`.

A connector wraps each request in `ask` (may be repeated freely) or in `commit` (puts something
before an audience); everything a platform then says is mapped by the connector's own table.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from heliograph.kit.http import Answer, HTTPTrouble, NoAnswer
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.errors import ConnectorError, OutcomeUnknown, ReconnectNeeded, TryLater

T = TypeVar("T")

LONGEST_DETAIL = 300
PRIVATE_NAMES = ("token", "password", "secret", "jwt", "webhook")


class Wire(BaseModel):
    """A part of a platform's answer: only what we use, the rest is ignored.

    Values never appear in its errors, because answers may carry secrets.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


async def ask(call: Awaitable[Answer]) -> Answer:
    """Make a call that may be repeated freely; any trouble on the wire is `TryLater`."""
    try:
        return await call
    except HTTPTrouble as error:
        raise TryLater(str(error)) from error


async def commit(call: Awaitable[Answer]) -> Answer:
    """Make the committing call: `OutcomeUnknown` unless an answer settles it either way.

    A server error settles nothing, because it may strike after the post was stored.
    """
    try:
        answer = await call
    except NoAnswer as error:
        raise OutcomeUnknown(str(error)) from error
    except HTTPTrouble as error:
        raise TryLater(str(error)) from error
    if answer.status >= 500:
        raise OutcomeUnknown(f"The server answered {answer.status} to the publishing call.")
    return answer


async def renewing(
    access: ChannelAccess,
    call: Callable[[Secrets], Awaitable[Answer]],
    expired: Callable[[Answer], bool],
) -> Answer:
    """Make a call with the channel's secrets; when the platform says that they have run out, get
    fresh ones and make it once more. Such an answer commits nothing, so this is safe for
    committing calls as well."""
    answer = await call(access.secrets)
    if not expired(answer):
        return answer
    return await call(await access.renew(access.secrets))


def parse(shape: type[T], answer: Answer, trouble: type[ConnectorError] = TryLater) -> T:
    """The answer in our shape; `trouble` when it has another, as an error page of a proxy has.

    Pass `OutcomeUnknown` where the answer belongs to a committing call.
    """
    try:
        return TypeAdapter(shape).validate_python(answer.json())
    except ValidationError as error:
        place = urlsplit(answer.url)
        message = f"{place.hostname}{place.path} gave an answer that cannot be read."
        raise trouble(message) from error


def bearer(token: str) -> dict[str, str]:
    """The header that shows a token; `ReconnectNeeded` when it cannot be one.

    A token pasted with a stray character must be told as such, not fail inside the transport.
    """
    clean = token.strip()
    if not clean:
        raise ReconnectNeeded("No access token is stored for this channel.")
    if not (clean.isascii() and clean.isprintable()):
        raise ReconnectNeeded("The stored access token has characters that no token has.")
    return {"Authorization": f"Bearer {clean}"}


def hide_secrets(text: str, secrets: Secrets) -> str:
    """A platform's words, cut to a fair length, without any secret it may have echoed."""
    for name, value in secrets.items():
        if value and any(part in name.lower() for part in PRIVATE_NAMES):
            text = text.replace(value, "***")
    return text if len(text) <= LONGEST_DETAIL else f"{text[:LONGEST_DETAIL]}…"


def is_loopback(url: str) -> bool:
    """Whether the address is this very machine."""
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "::1"} or host.startswith("127.")


def until_unix(seconds: str | None, now: datetime) -> timedelta | None:
    """How long until a moment given in unix seconds; None when the text is no such moment."""
    try:
        moment = datetime.fromtimestamp(float(seconds or ""), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return max(moment - now, timedelta())


def until_iso(text: str | None, now: datetime) -> timedelta | None:
    """How long until a moment given in ISO 8601; None when the text is no such moment."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(aware - now, timedelta())
