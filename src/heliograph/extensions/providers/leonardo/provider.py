"""Leonardo.Ai: a job is ordered, asked after until it is done, and its picture fetched."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from pydantic import Field

from heliograph.extensions.providers.leonardo.errors import refusal_of
from heliograph.kit.http import Answer
from heliograph.sdk.calls import Wire, is_loopback, parse
from heliograph.sdk.errors import TryLater
from heliograph.sdk.generating import (
    AnswerUnusable,
    Declined,
    ModelAccess,
    NoAnswerInTime,
    Usage,
    ask_model,
    header_key,
    number_option,
)
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.painting import Painting, PaintOrder, fitted, painting_of

_ONE = Usage(pictures=1)
_STEP, _MOST = 8, 1536
_LONGEST_PROMPT = 1500
_LARGEST_SEED = 2_147_483_638
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 5.0


class _Job(Wire):
    generation_id: str = Field(alias="generationId")


class _Ordered(Wire):
    job: _Job = Field(alias="sdGenerationJob")


class _Image(Wire):
    url: str
    nsfw: bool = False


class _Generation(Wire):
    status: str
    generated_images: list[_Image] = Field(default_factory=list)


class _Looked(Wire):
    generation: _Generation | None = Field(None, alias="generations_by_pk")


class Leonardo:
    """Implements `heliograph.sdk.painting.Painter`."""

    manifest = load_provider_manifest(Path(__file__).parent)

    def __init__(self, access: ModelAccess) -> None:
        self.access = access

    async def paint(self, order: PaintOrder) -> Painting:
        """One picture within the limit of the call; a job that takes longer may be paid for."""
        job = await self._order(order)
        try:
            async with asyncio.timeout(self.access.seconds):
                image = await self._until_done(job)
        except TimeoutError as error:
            raise NoAnswerInTime(
                f"The picture was not ready after {self.access.seconds:g} s."
            ) from error
        if image.nsfw:
            raise Declined("The service marks its own picture as not fit for everyone.", _ONE)
        return painting_of((await self._fetch(image.url)).body, _ONE)

    async def models(self) -> Sequence[str]:
        """None are listed; asking who we are checks the key."""
        self._good(await self._get("/me"))
        return ()

    async def _order(self, order: PaintOrder) -> str:
        width, height = fitted(order.width, order.height, _STEP, _MOST)
        body: dict[str, Any] = {
            "prompt": order.prompt[:_LONGEST_PROMPT],
            "modelId": self.access.model,
            "width": width,
            "height": height,
            "num_images": 1,
            "seed": order.seed % _LARGEST_SEED,
        }
        if order.avoid:
            body["negative_prompt"] = order.avoid[:_LONGEST_PROMPT]
        call = self.access.http.post(
            self.access.address("/generations"),
            json=body,
            headers=self._headers(),
            seconds=self.access.seconds,
        )
        answer = self._good(await ask_model(call, self.access.key))
        return parse(_Ordered, answer, AnswerUnusable).job.generation_id

    async def _until_done(self, job: str) -> _Image:
        pause = number_option(self.access.options, "pause", FIRST_PAUSE, 60)
        while True:
            await asyncio.sleep(pause)
            found = await self._look(job)
            if found is not None and found.status == "FAILED":
                raise TryLater("The service could not paint it.")
            if found is not None and found.status == "COMPLETE":
                if not found.generated_images:
                    raise AnswerUnusable("The service sent no picture.", _ONE)
                return found.generated_images[0]
            pause = min(pause * 1.5, LONGEST_PAUSE)

    async def _look(self, job: str) -> _Generation | None:
        """The job as it stands; None while the service is in passing trouble: it is paid for, and
        worth another look."""
        try:
            answer = await self._get(f"/generations/{quote(job, safe='')}")
        except TryLater:
            return None
        if answer.status == 429 or answer.status >= 500:
            return None
        return parse(_Looked, self._good(answer), AnswerUnusable).generation

    async def _fetch(self, url: str) -> Answer:
        """The file, from wherever the service keeps it; our key is not shown there."""
        place = urlsplit(url)
        plain = place.scheme == "http" and is_loopback(self.access.base_url)
        if place.scheme != "https" and not plain:
            raise AnswerUnusable("The picture's address is not a safe one.", _ONE)
        answer = await ask_model(self.access.http.get(url, seconds=self.access.seconds))
        if not answer.ok:
            raise AnswerUnusable(f"The picture's address answered {answer.status}.", _ONE)
        return answer

    async def _get(self, path: str) -> Answer:
        url = self.access.address(path)
        seconds = self.access.seconds
        call = self.access.http.get(url, headers=self._headers(), seconds=seconds)
        return await ask_model(call, self.access.key)

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal_of(answer, self.access.key)
        return answer

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {header_key(self.access.key)}"}
