"""Lists in pages, as WordPress numbers them."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.wordpress.manners import invalid, refused

MOST = 100


def pages_of(request: Request, entities: Sequence[JSON]) -> Response:
    """One page with the headers that tell how many there are."""
    size, page = _number(request, "per_page", 10), _number(request, "page", 1)
    if size > MOST:
        raise invalid("per_page", "per_page must be between 1 (inclusive) and 100 (inclusive)")
    total = -(-len(entities) // size)
    if page > max(total, 1):
        raise refused(
            400, "rest_post_invalid_page_number",
            "The page number requested is larger than the number of pages available.",
        )  # fmt: skip
    headers = {"X-WP-Total": str(len(entities)), "X-WP-TotalPages": str(total)}
    if page < total:
        headers["Link"] = f'<{request.url.include_query_params(page=page + 1)}>; rel="next"'
    return JSONResponse(list(entities[(page - 1) * size : page * size]), headers=headers)


def wanted_ids(request: Request, name: str = "include") -> list[str]:
    """The numbers of a list parameter, without repeats."""
    numbers = request.query_params.get(name, "").split(",")
    return list(dict.fromkeys(one.strip() for one in numbers if one.strip().isdecimal()))


def _number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, str(default))
    if not text.isdecimal() or int(text) < 1:
        raise invalid(name, f"{name} must be greater than or equal to 1")
    return int(text)
