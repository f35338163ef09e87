"""Stable Image: a form in, a picture as base64 out."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from pathlib import Path

from heliograph.extensions.providers.stability.errors import refusal_of
from heliograph.kit.http import Answer
from heliograph.sdk.calls import Wire, parse
from heliograph.sdk.generating import (
    AnswerUnusable,
    Declined,
    ModelAccess,
    Usage,
    ask_model,
    header_key,
)
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.painting import Painting, PaintOrder, nearest_ratio, painting_of

RATIOS = ((1, 1), (16, 9), (9, 16), (21, 9), (9, 21), (2, 3), (3, 2), (4, 5), (5, 4))
ROUTES = ("core", "ultra", "sd3")
_ONE = Usage(pictures=1)
_LARGEST_SEED = 4_294_967_294
# The service reads nothing but multipart forms, and a form is one only when it carries a file.
_NO_FILE = {"none": ("none", b"", "application/octet-stream")}


class _Image(Wire):
    image: str
    finish_reason: str = "SUCCESS"


class StableImage:
    """Implements `heliograph.sdk.painting.Painter`."""

    manifest = load_provider_manifest(Path(__file__).parent)

    def __init__(self, access: ModelAccess) -> None:
        self.access = access

    async def paint(self, order: PaintOrder) -> Painting:
        """One picture in the ratio of the service that is most like the one asked for."""
        model = self.access.model
        route = model if model in ROUTES else "sd3"
        width, height = nearest_ratio(order.width, order.height, RATIOS)
        form = {
            "prompt": order.prompt,
            "aspect_ratio": f"{width}:{height}",
            "seed": str(order.seed % _LARGEST_SEED),
            "output_format": "jpeg" if route == "sd3" else "webp",
        }
        if order.avoid:
            form["negative_prompt"] = order.avoid
        if route == "sd3" and model != "sd3":
            form["model"] = model
        call = self.access.http.post(
            self.access.address(f"/v2beta/stable-image/generate/{route}"),
            data=form,
            files=_NO_FILE,
            headers=self._headers(),
            seconds=self.access.seconds,
        )
        found = parse(_Image, self._good(await ask_model(call, self.access.key)), AnswerUnusable)
        if found.finish_reason != "SUCCESS":
            raise Declined(f"The service's filter stopped it: {found.finish_reason[:40]}.", _ONE)
        try:
            return painting_of(base64.b64decode(found.image), _ONE)
        except binascii.Error as error:
            raise AnswerUnusable("The picture is no base64.", _ONE) from error

    async def models(self) -> Sequence[str]:
        """The routes that paint; the balance is asked for, which checks the key."""
        url = self.access.address("/v1/user/balance")
        seconds = self.access.seconds
        call = self.access.http.get(url, headers=self._headers(), seconds=seconds)
        self._good(await ask_model(call, self.access.key))
        return ROUTES

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal_of(answer, self.access.key)
        return answer

    def _headers(self) -> dict[str, str]:
        key = header_key(self.access.key)
        return {"Authorization": f"Bearer {key}", "Accept": "application/json"}
