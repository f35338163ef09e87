"""What the files of a plain pack may hold."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from heliograph.sdk.manifest import SubjectProfile

Sentence = Annotated[str, Field(min_length=1, max_length=600)]
SLOT = re.compile(r"\{([a-z_]+)\}")
SLOTS = frozenset({"topic", "subject", "count", "weekday", "date", "brand"})
"""What a sentence may name in braces."""


class Part(BaseModel):
    """Read once, never changed, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Part):
    """How one type is worded in one language. `open` and `close` are choices; what is told stands
    between them, as lines of a list, as prose or as a quotation."""

    open: tuple[Sentence, ...] = Field(min_length=1)
    close: tuple[Sentence, ...] = Field(min_length=1)
    turn: tuple[Sentence, ...] = ()
    told_as: Literal["list", "numbers", "prose", "quote"] = "prose"
    hashtags: tuple[Annotated[str, Field(pattern=r"^#\w+$")], ...] = Field(min_length=3)

    @field_validator("open", "close", "turn")
    @classmethod
    def _known_slots(cls, sentences: tuple[str, ...]) -> tuple[str, ...]:
        for sentence in sentences:
            rest = SLOT.sub("", sentence)
            if unknown := set(SLOT.findall(sentence)) - SLOTS:
                known = ", ".join(sorted(SLOTS))
                raise ValueError(f"{sentence!r} names {sorted(unknown)[0]!r}; there are: {known}")
            if "{" in rest or "}" in rest:
                raise ValueError(f"{sentence!r} has a brace that is not part of a slot")
        return sentences


class TypeWords(Part):
    """How one type is worded. `least` and `most` bound how many facts are told."""

    least: int = Field(1, ge=1, le=20)
    most: int = Field(5, ge=1, le=20)
    languages: dict[str, Words] = Field(min_length=1)


class Texts(Part):
    """`texts.yaml`: the words of every type."""

    types: dict[str, TypeWords] = Field(min_length=1)


class KnownFact(Part):
    """One entry of `facts.yaml`. `on` is a day of every year, MM-DD, where it belongs to one."""

    text: Sentence
    source: Annotated[str, Field(min_length=1, max_length=300)]
    language: str = "en"
    subjects: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    on: str | None = Field(None, pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")


class Subjects(Part):
    """`subjects.yaml`: for whom the pack speaks."""

    subjects: tuple[SubjectProfile, ...] = Field(min_length=1, max_length=500)


class Facts(Part):
    """`facts.yaml`: what the pack knows without being told."""

    facts: tuple[KnownFact, ...] = Field((), max_length=20_000)


class Rules(Part):
    """`rules.yaml`: what must and must never be, and words that are refused."""

    must: tuple[str, ...] = ()
    must_never: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    disclaimer: str = ""
