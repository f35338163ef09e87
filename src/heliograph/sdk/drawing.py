"""How a pack says what belongs into the picture of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from heliograph.sdk.packs import Plan
from heliograph.sdk.pictures import PictureValue
from heliograph.sdk.text import Draft


@dataclass(frozen=True)
class Drawing:
    """What a design is given. What is left out keeps the value that every pack's pictures have:
    `title` the subject's name, `kicker` the type's, `date`, `body` the draft's card text, `footer`
    the brand's handle; the design of the type; the symbol of the brand's kit."""

    words: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, PictureValue] = field(default_factory=dict)
    design: str | None = None
    symbol: str | None = None


@runtime_checkable
class DrawingPack(Protocol):
    """A pack whose pictures show more than words: the Moon's phase, a verse, a table of times."""

    def drawing(self, plan: Plan, draft: Draft) -> Drawing:
        """What the plan's picture is given; words of a source come to the byte."""
        ...
