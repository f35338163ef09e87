"""What a pack may add to the quality gate: rules of its niche that a general gate cannot know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from pydantic import Field

from heliograph.sdk.manifest import Frozen
from heliograph.sdk.packs import Plan
from heliograph.sdk.pictures import PictureReport
from heliograph.sdk.problems import Problem


class Marks(Frozen):
    """`gate.yaml` of a pack: where the gate's marks stand for its texts, if elsewhere."""

    fewest_words: int = Field(20, ge=1, description="A text has at least so many.")
    most_fear: int = Field(
        1, ge=0, description="Frightening words: one names a thing, two paint it."
    )
    least_mood: float = Field(
        -0.04, description="Glad words less heavy ones, in parts of all words, at least."
    )
    may_say: tuple[str, ...] = Field((), description="Words that frighten nobody here.")


@dataclass(frozen=True)
class JudgedPicture:
    """A picture of the piece: the words written on it, by layer, and who made it.

    `is_generated` is whether a model drew it; `prompt` is what the model was asked for. `report`
    says where the words stand; None where nobody measured it.
    """

    words: dict[str, str] = field(default_factory=dict)
    width: int = 0
    height: int = 0
    is_generated: bool = False
    prompt: str = ""
    report: PictureReport | None = None


@dataclass(frozen=True)
class Judged:
    """A piece as its reader would get it, and the plan it was made from.

    `approved_by` names the person who said yes to it, None before that; `from_model` is whether a
    language model chose the words.
    """

    text: str
    plan: Plan
    hashtags: tuple[str, ...] = ()
    alt_text: str = ""
    title: str = ""
    script: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    pictures: tuple[JudgedPicture, ...] = ()
    approved_by: str | None = None
    from_model: bool = False


@runtime_checkable
class JudgingPack(Protocol):
    """A pack with rules of its own. Blocking and pure: the same piece, the same answer."""

    def judge(self, piece: Judged) -> Sequence[Problem]:
        """Every rule of the niche that the piece breaks; none may be waved through by a brand.

        A rule that asks for a person's yes belongs in the manifest (`needs_person`), not here.
        """
        ...
