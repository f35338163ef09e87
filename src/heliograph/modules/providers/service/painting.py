"""Painting backgrounds: a configured painter where the tier has one, else nobody.

Without a painter the picture provider draws its own procedural background.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from heliograph.kit.errors import AppError
from heliograph.kit.storage import Storage
from heliograph.modules.providers.service.chain import Task
from heliograph.modules.providers.values import Configured, Question, most_of
from heliograph.sdk.catalogue import Catalogue
from heliograph.sdk.generating import AnswerUnusable, ModelAccess, Usage
from heliograph.sdk.painting import Painting, PaintOrder, painting_of


class PaintingTask(Task[Painting]):
    """One background to be painted. Kept pictures lie among the instance's files."""

    step = "image"

    def __init__(
        self, catalogue: Catalogue, storage: Storage, order: PaintOrder, prompt: str
    ) -> None:
        self._catalogue = catalogue
        self._storage = storage
        self._order = order
        self._prompt = prompt

    def question(self, provider: Configured, problems: Sequence[str]) -> Question:
        """One picture; a model that counts tokens reads the prompt and writes as it may."""
        order = self._order
        parts = [order.prompt, order.avoid, order.width, order.height, order.seed]
        name = hashlib.sha256(orjson.dumps(parts)).hexdigest()
        tokens = most_of(len(order.prompt), provider.max_tokens)
        return Question(name, self._prompt, Usage(tokens.input_tokens, tokens.output_tokens, 1))

    async def ask(
        self, kind: str, access: ModelAccess, problems: Sequence[str]
    ) -> tuple[Painting, Usage]:
        """Ask a painter."""
        painting = await self._catalogue.painter(kind, access).paint(self._order)
        return painting, painting.usage

    def judge(self, value: Painting) -> Sequence[str]:
        """A picture smaller than a phone's screen would only be a blur behind the words."""
        if max(value.width, value.height) * 3 >= max(self._order.width, self._order.height):
            return []
        return [f"The picture has only {value.width} × {value.height} pixels."]

    async def stored(self, value: Painting) -> dict[str, Any]:
        """The name of its file."""
        return {"file": await self._storage.put(value.data)}

    async def restored(self, answer: Mapping[str, Any]) -> Painting | None:
        """None when the file is not there any more."""
        try:
            return painting_of(await self._storage.read(str(answer.get("file"))))
        except (AppError, AnswerUnusable):
            return None
