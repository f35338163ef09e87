"""Writing: a configured model where the tier has one, else the built-in provider."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from heliograph.modules.providers.service.chain import Task
from heliograph.modules.providers.values import CallContext, Configured, Question, most_of
from heliograph.sdk.catalogue import Catalogue
from heliograph.sdk.generating import ModelAccess, Usage
from heliograph.sdk.text import Draft, TextBrief
from heliograph.sdk.writing import Ask, Words, ask_for, draft_of, problems_of

Check = Callable[[Draft], Sequence[str]]
"""Judges a draft: what is wrong with it, as sentences; empty when nothing is."""
Writer = Callable[[TextBrief], Awaitable[Draft]]


@dataclass(frozen=True)
class Written:
    """A model's answer in our shape, and the draft made from it."""

    words: Words
    draft: Draft


class WritingTask(Task[Written]):
    """One piece to be written."""

    step = "text"

    def __init__(
        self, catalogue: Catalogue, brief: TextBrief, context: CallContext, check: Check | None
    ) -> None:
        self._catalogue = catalogue
        self._brief = brief
        self._context = context
        self._check = check

    @cached_property
    def _first(self) -> Ask:
        """The question of the first try; made only where somebody is asked."""
        return ask_for(self._brief, self._context.voice)

    def question(self, provider: Configured, problems: Sequence[str]) -> Question:
        """The whole prompt counts: rules, voice, facts."""
        ask = self._ask(problems)
        most = most_of(ask.characters, provider.max_tokens)
        return Question(self._first.fingerprint, ask.prompt.label, most)

    async def ask(
        self, kind: str, access: ModelAccess, problems: Sequence[str]
    ) -> tuple[Written, Usage]:
        """Ask a text model."""
        model = self._catalogue.text_model(kind, access)
        composed = await model.compose(self._ask(problems))
        return self._written(composed.words), composed.usage

    def judge(self, value: Written) -> Sequence[str]:
        """What no model may do, then what the caller looks at."""
        found = problems_of(value.words, self._first)
        return found or (list(self._check(value.draft)) if self._check else [])

    async def stored(self, value: Written) -> dict[str, Any]:
        """The answer as the model gave it; quotations are put in anew each time."""
        return value.words.model_dump(mode="json")

    async def restored(self, answer: Mapping[str, Any]) -> Written | None:
        """None when the shape of answers has changed since."""
        try:
            return self._written(Words.model_validate(answer))
        except ValidationError:
            return None

    def _written(self, words: Words) -> Written:
        return Written(words, draft_of(words, self._first))

    def _ask(self, problems: Sequence[str]) -> Ask:
        return ask_for(self._brief, self._context.voice, problems) if problems else self._first
