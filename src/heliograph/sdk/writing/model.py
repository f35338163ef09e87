"""What a text model is written against."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from heliograph.sdk.generating import ModelAccess, Usage
from heliograph.sdk.manifest import ProviderManifest
from heliograph.sdk.text import Draft, TextBrief
from heliograph.sdk.writing.answer import Words, draft_of
from heliograph.sdk.writing.request import Ask, ask_for


@dataclass(frozen=True)
class Composed:
    """An answer in our shape, not judged yet, and what it used."""

    words: Words
    usage: Usage


class TextModel(ABC):
    """A model that writes; also a `heliograph.sdk.text.TextProvider`."""

    manifest: ProviderManifest

    def __init__(self, access: ModelAccess) -> None:
        self.access = access

    @abstractmethod
    async def compose(self, ask: Ask) -> Composed:
        """One answer; raises the errors of `heliograph.sdk.generating`."""

    @abstractmethod
    async def models(self) -> Sequence[str]:
        """The models that the service offers to this key."""

    async def write(self, brief: TextBrief) -> Draft:
        """One draft from a brief alone, without the checks that a service adds."""
        ask = ask_for(brief)
        return draft_of((await self.compose(ask)).words, ask)
