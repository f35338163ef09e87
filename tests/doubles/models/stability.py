"""Stability: the Stable Image routes, the balance, and its ways of refusing."""

from __future__ import annotations

import base64
from email.parser import BytesParser

from tests.apps.sandbox.pictures import picture
from tests.doubles.models.server import KEY, Asked, Reply


def error(status: int, name: str, *errors: str) -> Reply:
    """A refusal in Stability's shape."""
    return Reply(status, {"id": "e1", "name": name, "errors": list(errors)})


WRONG_KEY = error(401, "unauthorized", f"missing or wrong authorization: {KEY}")
NO_CREDITS = error(402, "payment_required", "You lack sufficient credits to make this request.")
MODERATED = error(403, "content_moderation", "Your request was flagged by our content moderation.")
INVALID = error(422, "bad_request", "seed: must be smaller")
RATE_LIMIT = error(429, "rate_limit_exceeded", "You have exceeded 150 requests in 10 seconds.")
SERVER = error(500, "internal_error", "An unexpected server error has occurred.")
FILTERED = Reply(200, {"image": "", "finish_reason": "CONTENT_FILTERED", "seed": 1})
NO_PICTURE = Reply(
    200, {"image": base64.b64encode(b"<svg/>").decode(), "finish_reason": "SUCCESS", "seed": 1}
)
ROUTES = ("core", "ultra", "sd3")


def form_of(asked: Asked) -> dict[str, str]:
    """The fields of a multipart form."""
    head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
    found = {}
    for part in BytesParser().parsebytes(head + asked.body).get_payload():
        assert not isinstance(part, str)
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        found[str(name)] = payload.decode()
    return found


def behave(asked: Asked) -> Reply:
    """What a well server does."""
    if asked.headers.get("authorization") != f"Bearer {KEY}":
        return WRONG_KEY
    if asked.path == "/v1/user/balance":
        return Reply(200, {"credits": 12.5})
    route = asked.path.removeprefix("/v2beta/stable-image/generate/")
    if route not in ROUTES:
        return error(404, "not_found", "no such route")
    if not asked.headers["content-type"].startswith("multipart/form-data"):
        return error(400, "bad_request", "content-type: must be multipart/form-data")
    width, height = (int(side) for side in form_of(asked)["aspect_ratio"].split(":"))
    kind = form_of(asked)["output_format"]
    image = base64.b64encode(picture(width * 96, height * 96, kind)).decode()
    return Reply(200, {"image": image, "finish_reason": "SUCCESS", "seed": 7})
