"""One place that turns whatever went wrong into the error envelope."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import structlog
from asyncpg.exceptions import InternalClientError
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from heliograph.kit.errors import AppError, Conflict, InvalidInput, NotFound
from heliograph.kit.web.envelope import JSON_TYPE, entry_of, failure_body, failure_response

log = structlog.get_logger("heliograph.web")


class SignInNeeded(AppError):
    """No valid credentials came with the request."""

    code = "auth.required"
    status = 401
    title = "Sign in first"
    remedy = "Sign in again, or send a valid API key as `Authorization: Bearer hg_…`."
    exit_code = 3


class CrossSiteRefused(AppError):
    """A request with cookies that did not come from the dashboard's own pages."""

    code = "auth.cross_site"
    status = 403
    title = "The request came from another site"
    remedy = "Send it from the dashboard's own address with `X-Requested-With: heliograph`."
    exit_code = 3


class TooManyRequests(AppError):
    """The caller has used up the requests of this hour."""

    code = "app.too_many_requests"
    status = 429
    title = "Too many requests"
    remedy = "Wait for the seconds named in Retry-After, then go on more slowly."
    retry_after: int | None = None


class BodyTooLarge(AppError):
    """The body is larger than the API reads."""

    code = "app.body_too_large"
    status = 413
    title = "The request body is too large"
    remedy = "Send a smaller file, or fewer things at once."


class WrongMediaType(AppError):
    """The body is of a type the API does not read."""

    code = "app.wrong_media_type"
    status = 415
    title = "The body has the wrong type"
    remedy = "Send JSON with `Content-Type: application/json`, or a file as multipart/form-data."


class MalformedBody(AppError):
    """The body is not what its type says."""

    code = "app.malformed"
    status = 400
    title = "The request body cannot be read"
    remedy = "Correct the JSON and send it again."


class PathUnknown(NotFound):
    """The API has nothing at this address."""

    code = "app.path_unknown"
    title = "There is nothing at this address"
    remedy = "Compare the path with /api/v1/openapi.json."


class MethodRefused(AppError):
    """The address exists, but not for this method."""

    code = "app.method_refused"
    status = 405
    title = "This address does not answer that method"
    remedy = "Use one of the methods in the Allow header."


class DatabaseAway(AppError):
    """The database does not answer."""

    code = "app.database_away"
    status = 503
    title = "The database does not answer"
    remedy = "Wait a few seconds and send it again; `heliograph doctor` tells more."


class DiskFull(AppError):
    """The database has no room left."""

    code = "app.disk_full"
    status = 507
    title = "The disk is full"
    remedy = "Free some space on the disk of the database and send it again; nothing was lost."


class ValueUnstorable(InvalidInput):
    """A value that the database cannot hold, such as text with a zero byte."""

    code = "app.unstorable"
    title = "A value cannot be stored"
    remedy = "Take out unusual characters and very large numbers, then send it again."


class Unexpected(AppError):
    """A fault of ours."""

    code = "app.unexpected"
    status = 500
    title = "Something broke inside Heliograph"
    remedy = "Try again; if it stays, report it with the request id."


# Too long, out of range, no such moment, no such character: always the caller's value.
_UNSTORABLE = {"22000", "22001", "22003", "22008", "22021", "22P05"}
RETRY_SECONDS = {503: "5", 507: "60"}


def install_error_answers(app: FastAPI) -> None:
    """Let every error of the app's routes be answered by the envelope."""
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http_error)


def answer_for(error: Exception) -> Response:
    """The answer for an error that no route foresaw; logs what is a fault of ours."""
    known = known_trouble(error)
    if known is None:
        log.error("request.broke", exc_info=error)
        known = Unexpected()
    elif known.status >= 500:
        log.warning("request.refused", code=known.code, cause=type(error).__name__)
    return answer_to(known)


def answer_to(error: AppError) -> Response:
    """The answer for an error that is known by name."""
    return failure_response(error, _headers_for(error))


def known_trouble(error: Exception) -> AppError | None:
    """Errors that a caller can understand, those of the database and the disk among them."""
    if isinstance(error, AppError):
        return error
    if isinstance(error, HTTPException):
        return _named(error.status_code, str(error.detail))
    return _trouble_below(error)


def _trouble_below(error: Exception) -> AppError | None:
    if isinstance(error, PoolTimeout | InterfaceError | ConnectionError | InternalClientError):
        return DatabaseAway()
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return DiskFull()
    state = _sql_state(error)
    if state in _UNSTORABLE:
        return ValueUnstorable()
    if state == "53100":
        return DiskFull()
    if state[:2] in {"08", "57"} or state == "53300":
        return DatabaseAway()
    return None


def _sql_state(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None) or "")


def _headers_for(error: AppError) -> Mapping[str, str]:
    if error.status == 401:
        return {"WWW-Authenticate": "Bearer"}
    wait = getattr(error, "retry_after", None) or RETRY_SECONDS.get(error.status)
    return {"Retry-After": str(wait)} if wait else {}


async def _app_error(_: Request, error: Exception) -> Response:
    return answer_for(error)


async def _http_error(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    detail = str(getattr(error, "detail", ""))
    shown = _named(status, detail)
    headers = {**_headers_for(shown), **(getattr(error, "headers", None) or {})}
    if status == 405:
        headers["Allow"] = ", ".join(_methods_at(request))
    return failure_response(shown, headers)


def _methods_at(request: Request) -> list[str]:
    """Every method that some route answers at this address."""
    path = request.scope["path"]
    routes = (route for route in request.app.routes if isinstance(route, APIRoute))
    matching = (route for route in routes if route.path_regex.match(path))
    return sorted({method for route in matching for method in route.methods or ()})


def _named(status: int, detail: str) -> AppError:
    kinds: dict[int, type[AppError]] = {
        400: MalformedBody,
        401: SignInNeeded,
        404: PathUnknown,
        405: MethodRefused,
        409: Conflict,
        413: BodyTooLarge,
        415: WrongMediaType,
        503: DatabaseAway,
    }
    kind = kinds.get(status)
    if kind is not None:
        return kind()
    error = AppError(detail)
    # The status of a foreign error is only known here, so it is set on the instance.
    error.status = status
    return error


async def _validation(_: Request, error: Exception) -> Response:
    problems: Sequence[Mapping[str, Any]] = getattr(error, "errors", list)()
    if any(problem.get("type") == "json_invalid" for problem in problems):
        return failure_response(MalformedBody("the body is not valid JSON"))
    entries = [entry_of(_invalid(problem)) for problem in problems]
    return Response(failure_body(entries), 422, media_type=JSON_TYPE)


def _invalid(problem: Mapping[str, Any]) -> InvalidInput:
    place = [str(part) for part in problem.get("loc", ())]
    words = str(problem.get("msg", "is not valid")).removeprefix("Value error, ")
    name = place[-1] if len(place) > 1 else "body"
    return InvalidInput(f"{name}: {words}", pointer=_pointer(place))


def _pointer(place: Iterable[str]) -> str:
    """A JSON pointer into the body; for other places the place's name comes first."""
    parts = list(place)
    if parts and parts[0] == "body":
        parts = parts[1:]
    escaped = (part.replace("~", "~0").replace("/", "~1") for part in parts)
    return "".join(f"/{part}" for part in escaped)
