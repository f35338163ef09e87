"""Image generations: one prompt, one picture as base64."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from heliograph.extensions.providers.openai_images.errors import refusal_of
from heliograph.kit.http import Answer
from heliograph.sdk.calls import Wire, parse
from heliograph.sdk.generating import (
    AnswerUnusable,
    ModelAccess,
    Usage,
    ask_model,
    header_key,
)
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.painting import Painting, PaintOrder, nearest_ratio, painting_of

SIZES = ((1024, 1024), (1536, 1024), (1024, 1536))
OLD_SIZES = ((1024, 1024), (1792, 1024), (1024, 1792))
_LONGEST_PROMPT = 4000


class _Image(Wire):
    b64_json: str | None = None


class _Tokens(Wire):
    input_tokens: int = 0
    output_tokens: int = 0


class _Images(Wire):
    data: list[_Image]
    usage: _Tokens | None = None


class _Model(Wire):
    id: str


class _Models(Wire):
    data: list[_Model]


class OpenAIImages:
    """Implements `heliograph.sdk.painting.Painter`."""

    manifest = load_provider_manifest(Path(__file__).parent)

    def __init__(self, access: ModelAccess) -> None:
        self.access = access

    async def paint(self, order: PaintOrder) -> Painting:
        """One picture in the size of the service that is most like the one asked for."""
        call = self.access.http.post(
            self.access.address("/images/generations"),
            json=self._payload(order),
            headers=self._headers(),
            seconds=self.access.seconds,
        )
        images = parse(_Images, self._good(await ask_model(call, self.access.key)), AnswerUnusable)
        tokens = images.usage or _Tokens()
        usage = Usage(tokens.input_tokens, tokens.output_tokens, 1)
        if not images.data or not images.data[0].b64_json:
            raise AnswerUnusable("The service sent no picture.", usage)
        try:
            return painting_of(base64.b64decode(images.data[0].b64_json), usage)
        except binascii.Error as error:
            raise AnswerUnusable("The picture is no base64.", usage) from error

    async def models(self) -> Sequence[str]:
        """The ids of the service's models, those for text among them."""
        url = self.access.address("/models")
        seconds = self.access.seconds
        call = self.access.http.get(url, headers=self._headers(), seconds=seconds)
        found = parse(_Models, self._good(await ask_model(call, self.access.key)), AnswerUnusable)
        return sorted(one.id for one in found.data)

    def _payload(self, order: PaintOrder) -> dict[str, Any]:
        is_old = self.access.model.startswith("dall-e")
        width, height = nearest_ratio(order.width, order.height, OLD_SIZES if is_old else SIZES)
        body: dict[str, Any] = {
            "model": self.access.model,
            "prompt": order.prompt[:_LONGEST_PROMPT],
            "n": 1,
            "size": f"{width}x{height}",
        }
        # The older models send addresses unless told otherwise; the newer ones send bytes alone
        # and refuse the very word.
        if is_old:
            return body | {"response_format": "b64_json"}
        if "quality" in self.access.options:
            body["quality"] = self.access.options["quality"]
        return body

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal_of(answer, self.access.key)
        return answer

    def _headers(self) -> dict[str, str]:
        if not self.access.key:
            return {}
        return {"Authorization": f"Bearer {header_key(self.access.key)}"}
