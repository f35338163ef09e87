"""What every model provider is written against: access, what a call used, what can go wrong.

Errors say what the caller must do next, in the words of `sdk.errors`: `TryLater` (another provider,
or this one after a while), `KeyRefused` and `ModelUnknown` (a person must correct the settings),
`OutOfCredit` (a person must pay), `Declined` and `AnswerUnusable` (the next try or provider).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

import httpx

from heliograph.kit.http import Answer, HTTPClient, HTTPTrouble, NoAnswer
from heliograph.sdk.calls import LONGEST_DETAIL
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.manifest import ProviderManifest

LONGEST_WAIT = timedelta(hours=24)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_SPAN = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(frozen=True)
class Usage:
    """What a call used, as the service counts it."""

    input_tokens: int = 0
    output_tokens: int = 0
    pictures: int = 0
    characters: int = 0


@dataclass(frozen=True)
class ModelAccess:
    """How a configured provider reaches its model.

    `seconds` is the limit of a whole call and `max_tokens` of an answer's length; `folder` is
    where models on this machine lie.
    """

    http: HTTPClient
    base_url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 60.0
    max_tokens: int = 1500
    options: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None

    def address(self, path: str) -> str:
        """A whole address below the base URL."""
        return f"{self.base_url.rstrip('/')}{path}"


class NoAnswerInTime(TryLater):
    """The model was asked, but no whole answer came: it may have been paid for."""


class KeyRefused(ReconnectNeeded):
    """The key is not accepted, or may not do this."""


class ModelUnknown(ReconnectNeeded):
    """The service has no such model, or not for this key."""


class OutOfCredit(ChannelClosed):
    """The account has nothing left to spend; waiting does not help."""


class Declined(ContentRefused):
    """The model or its filter would not make this; `usage` was used nevertheless."""

    def __init__(self, detail: str, usage: Usage = Usage()) -> None:
        super().__init__(detail)
        self.usage = usage


class AnswerUnusable(ConnectorError):
    """The model answered, but not with what was asked for; `usage` was used nevertheless."""

    def __init__(self, detail: str, usage: Usage = Usage()) -> None:
        super().__init__(detail)
        self.usage = usage


class Model(Protocol):
    """What text models and painters have in common."""

    manifest: ProviderManifest

    async def models(self) -> Sequence[str]:
        """The models that the service offers to this key: the check of a connection.

        Empty where the service cannot list them; raises what a call raises.
        """
        ...


async def ask_model(call: Awaitable[Answer], secret: str = "") -> Answer:
    """Make a call; trouble on the wire is `TryLater`, or `NoAnswerInTime` once it was sent."""
    try:
        return await call
    except NoAnswer as error:
        raise NoAnswerInTime(told(str(error), secret)) from error
    except HTTPTrouble as error:
        raise TryLater(told(str(error), secret)) from error


def header_key(key: str) -> str:
    """A key fit for a header; `KeyRefused` when it cannot be one."""
    clean = key.strip()
    if not clean:
        raise KeyRefused("No key is stored for this provider.")
    if not (clean.isascii() and clean.isprintable()):
        raise KeyRefused("The stored key has characters that no key has.")
    return clean


def told(words: object, secret: str = "") -> str:
    """A service's words on one line, cut to a fair length, without the key it may echo."""
    text = " ".join(_UNSEEN.sub(" ", str(words or "")).split())
    if len(secret) >= 8:
        text = text.replace(secret, "***")
        # Some services quote the ends of a key that they do not know: sk-ab…yz.
        text = re.sub(rf"{re.escape(secret[:4])}\S*{re.escape(secret[-4:])}", "***", text)
    return text if len(text) <= LONGEST_DETAIL else f"{text[:LONGEST_DETAIL]}…"


def refusal(status: int, detail: str, wait: timedelta | None = None) -> ConnectorError:
    """What a status alone means; a provider's own table looks at the body first."""
    if status in (401, 403):
        return KeyRefused(detail or "The key is not accepted.")
    if status == 402:
        return OutOfCredit(detail or "The account has no credit left.")
    if status == 404:
        return ModelUnknown(detail or "There is no such model at this address.")
    if status in (408, 409, 425, 429, 498) or status >= 500:
        return TryLater(detail or f"The service answered {status}.", wait)
    if 300 <= status < 400:
        return ModelUnknown("The service sends callers elsewhere; correct the base URL.")
    return Declined(detail or f"The service answered {status}.")


def error_in(answer: Answer, key: str) -> tuple[str, frozenset[str]]:
    """What an answer says went wrong, without the key, and the marks it names it by: its code and
    its type, where they stand under `error` as OpenAI writes them."""
    body = answer.json()
    found: Any = body.get("error") if isinstance(body, dict) else None
    error: dict[str, Any] = found if isinstance(found, dict) else {"message": found}
    marks = frozenset({str(error.get("code")), str(error.get("type"))})
    return told(error.get("message"), key), marks


def number_option(options: Mapping[str, str], name: str, default: float, most: float) -> float:
    """A number among a provider's options; `ModelUnknown` when it is none of the allowed."""
    text = options.get(name)
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value <= most:
        raise ModelUnknown(f"The option {name} must be a number up to {most:g}.")
    return value


def estimated_tokens(characters: int) -> int:
    """At least as many tokens as a text of this length has in most languages."""
    return -(-characters // 3)


def wait_of(headers: httpx.Headers, *names: str) -> timedelta | None:
    """The longest wait that these headers and `retry-after` name: `20`, `1.5s`, `6m0s`."""
    found = [span_of(headers.get(name, "")) for name in ("retry-after", *names)]
    waits = [one for one in found if one is not None]
    return max(waits) if waits else None


def span_of(text: str) -> timedelta | None:
    """A length of time such as `20`, `1.5s` or `6m0s`; None when the text is none."""
    clean = text.strip().lower()
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", clean):
        return min(timedelta(seconds=float(clean)), LONGEST_WAIT)
    parts = _SPAN.findall(clean)
    if not parts or _SPAN.sub("", clean):
        return None
    seconds = sum(float(number) * _SECONDS[unit] for number, unit in parts)
    return min(timedelta(seconds=seconds), LONGEST_WAIT)
