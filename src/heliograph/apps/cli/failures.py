"""From whatever went wrong to one sentence with its remedy, and an exit code."""

from __future__ import annotations

import asyncio
import errno
import importlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import typer

from heliograph.kit.errors import AppError, InvalidInput

BAD_INPUT, NOT_ALLOWED, NOT_FOUND, OTHER = 2, 3, 4, 1
_CODES = {
    400: BAD_INPUT,
    413: BAD_INPUT,
    415: BAD_INPUT,
    422: BAD_INPUT,
    401: NOT_ALLOWED,
    403: NOT_ALLOWED,
    404: NOT_FOUND,
}
_STOPS: dict[type[BaseException], int] = {
    KeyboardInterrupt: 130,
    typer.Abort: 130,
    asyncio.CancelledError: 143,
}


@dataclass(frozen=True)
class Failure:
    """What a person reads, and what a script sees."""

    sentence: str
    exit_code: int


class BadInput(InvalidInput):
    """Something on the command line cannot be used."""

    code = "cli.bad_input"

    def __init__(self, detail: str, remedy: str = "") -> None:
        super().__init__(detail)
        self.remedy = remedy


class Refused(AppError):
    """The API said no; its own words are passed on."""

    code = "cli.refused"

    def __init__(self, status: int, errors: Sequence[Mapping[str, Any]]) -> None:
        details = [str(one.get("detail") or one.get("title", "")).rstrip(".") for one in errors]
        super().__init__("; ".join(details) or f"The API answered {status}")
        self.code = str(errors[0].get("code", self.code)) if errors else self.code
        self.remedy = str(errors[0].get("remedy", "")) if errors else ""
        self.status = status
        self.exit_code = _CODES.get(status, OTHER)


class InstanceAway(AppError):
    """Nothing answers where the instance should be."""

    code = "cli.instance_away"
    status = 503
    title = "The instance does not answer"
    remedy = "Start it with `heliograph up`, or correct HELIOGRAPH_URL."


class AnswerLost(AppError):
    """The request may have been carried out, but no answer came."""

    code = "cli.answer_lost"
    status = 504
    title = "No answer came"
    remedy = "Look whether it took effect before you repeat it, or use an --idempotency-key."


class Unfinished(AppError):
    """Something takes longer than anyone wants to wait."""

    code = "cli.unfinished"
    status = 504
    title = "It is not finished yet"
    remedy = "It goes on in the background; look again later."


class Unexpected(AppError):
    """A fault of ours."""

    code = "cli.unexpected"
    status = 500
    title = "Something broke inside Heliograph"
    remedy = "Run it again with HELIOGRAPH_DEBUG=1 to see where, and report it."


def explained(error: BaseException) -> Failure | None:
    """What to say about an error; None when it is to be raised as it is."""
    ended = next((code for kind, code in _STOPS.items() if isinstance(error, kind)), None)
    if ended is not None:
        return Failure("Stopped.", ended)
    if isinstance(error, typer.TyperException):
        return Failure(_usage(error), BAD_INPUT)
    known = _known(error) if isinstance(error, Exception) else None
    # A variable, because the settings themselves may be what cannot be read.
    if known is None and isinstance(error, Exception) and not os.getenv("HELIOGRAPH_DEBUG"):
        known = Unexpected(f"{type(error).__name__}: {error}")
    return Failure(_sentence(known), known.exit_code) if known else None


def _sentence(error: AppError) -> str:
    """Details often begin small and remedies end without a stop; a line of its own does not."""
    words = error.sentence()
    first = words.partition(" ")[0]
    if first.rstrip(":").isalpha():
        words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _usage(error: typer.TyperException) -> str:
    """The parser's complaint with the place where help is."""
    words = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "heliograph")
    return f"{words}. Run `{path} --help` to see what fits."


def _known(error: Exception) -> AppError | None:
    if isinstance(error, AppError):
        return error
    if type(error).__name__ == "ValidationError":
        return _settings_error(error)
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return BadInput("The disk is full", "Free some space and run it again; nothing is lost.")
    if isinstance(error, PermissionError | FileNotFoundError | IsADirectoryError):
        return BadInput(f"{error.filename}: {error.strerror}", "Name a file you may read or write.")
    web = importlib.import_module("heliograph.kit.web.errors")
    found: AppError | None = web.known_trouble(error)
    return found


def _settings_error(error: Exception) -> AppError | None:
    """What pydantic says of a setting, under the name a person gave it."""
    problems: Sequence[Mapping[str, Any]] = getattr(error, "errors", list)()
    if not problems or getattr(error, "title", "") != "Settings":
        return None
    first = problems[0]
    name = "HELIOGRAPH_" + "__".join(str(part) for part in first["loc"]).upper()
    return BadInput(f"{name}: {first['msg']}", "Correct it in the environment or settings.toml.")
