"""Logs are events with fields: JSON for machines, one line per event for people.

Nothing secret and no line break leaves this file: values of secret-looking names and texts that
look like our tokens are masked, and control characters are written out.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from contextvars import ContextVar
from typing import Any, Literal, TextIO

import orjson
import structlog

from heliograph.kit.http import PRIVATE_PARTS

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request this task serves; every log line of it carries the id."""

_SECRET_NAMES = PRIVATE_PARTS - {"code"} | {"secret", "cookie", "api_key", "private_key"}
_SECRET_TEXTS = re.compile(
    r"\b(?:h[gls]_[A-Za-z0-9_\-]{16,}"
    r"|eyJ[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]*"
    r"|hv1\.[0-9a-f]+\.[A-Za-z0-9_\-=.]+"
    r"|[Bb]earer\s+[A-Za-z0-9_\-.=+/]{8,})"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_DEPTH = 6

Level = Literal["debug", "info", "warning", "error"]
Event = MutableMapping[str, Any]


def configure_logs(
    level: Level = "info", shape: Literal["json", "console"] = "json", out: TextIO | None = None
) -> None:
    """Send every log line of this process, ours and the libraries', to one place in one shape."""
    stream = out or sys.stderr
    steps: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        _with_request_id,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        clean,
    ]
    render: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(serializer=_json) if shape == "json" else _line
    )
    structlog.configure(
        processors=[*steps[:1], *steps[2:], render],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=steps,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, clean, render],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())


def clean(_: object, __: str, event: Event) -> Event:
    """Mask secrets and write out control characters in every field of an event."""
    return {
        _escaped(str(name)): _cleaned(str(name), value, _DEPTH) for name, value in event.items()
    }


def _cleaned(name: str, value: Any, depth: int) -> Any:
    if any(part in name.lower() for part in _SECRET_NAMES):
        return "***"
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping | list | tuple | set | frozenset):
        return _cleaned_inside(value, depth) if depth else "…"
    return _escaped(_SECRET_TEXTS.sub("***", str(value)))


def _cleaned_inside(value: Any, depth: int) -> Any:
    if isinstance(value, Mapping):
        return {_escaped(str(k)): _cleaned(str(k), v, depth - 1) for k, v in value.items()}
    return [_cleaned("", item, depth - 1) for item in value]


def _escaped(value: str) -> str:
    return _CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", value)


def _with_request_id(_: object, __: str, event: Event) -> Event:
    current = request_id.get()
    if current:
        event["request_id"] = current
    return event


def _json(event: Any, **_: object) -> str:
    return orjson.dumps(event, default=str).decode()


def _line(_: object, __: str, event: Event) -> str:
    """One event as one line for a terminal: time, level, name, then the fields."""
    moment = str(event.pop("timestamp", ""))[11:19]
    level = str(event.pop("level", "")).ljust(7)
    name = event.pop("event", "")
    fields = " ".join(f"{key}={value}" for key, value in event.items())
    return f"{moment} {level} {name} {fields}".rstrip()
