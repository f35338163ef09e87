"""The pack's words and choices as data: read from YAML once, checked while they are read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from heliograph.extensions.packs.islamic.hijri.names import Words
from heliograph.sdk.manifest import SubjectProfile

FOLDER = Path(__file__).parent

Topic = Literal[
    "mercy", "patience", "trust", "gratitude", "remembrance", "supplication", "character",
    "kinship", "giving", "guidance",
]  # fmt: skip
Special = Literal["friday", "ramadan"]
Mark = tuple[int, int]


class Supplication(BaseModel):
    """A supplication that stands in the Qur'an; `marks` are its words, counted from 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verses: str
    marks: tuple[Mark, ...] = Field(min_length=1)
    theme: Topic
    en: str
    ar: str

    @property
    def who(self) -> Words:
        """Whose supplication it is."""
        return Words(en=self.en, ar=self.ar)


class Rules(BaseModel):
    """What a text of this pack must have and must never say, and when a person has to look."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    forbidden: tuple[str, ...]
    must: tuple[str, ...]
    must_never: tuple[str, ...]
    review: tuple[str, ...]


@cache
def profiles() -> dict[str, SubjectProfile]:
    """The audiences by id."""
    listed = TypeAdapter(list[SubjectProfile]).validate_python(_read("profiles.yaml"))
    return {profile.id: profile for profile in listed}


@cache
def rules() -> Rules:
    """The pack's own rules; `forbidden` words are whole words, compared without case."""
    return Rules.model_validate(_read("rules.yaml"))


@cache
def verses_by_topic() -> dict[Topic, tuple[str, ...]]:
    """References of verses that stand by themselves, by what they are about."""
    return TypeAdapter(dict[Topic, tuple[str, ...]]).validate_python(_read("topics/verses.yaml"))


@cache
def groups_by_topic() -> dict[Topic, tuple[str, ...]]:
    """References of verses that belong together."""
    return TypeAdapter(dict[Topic, tuple[str, ...]]).validate_python(_read("topics/groups.yaml"))


@cache
def verses_of(special: Special) -> tuple[str, ...]:
    """References for Fridays or for the days of Ramadan, in their order."""
    read = TypeAdapter(dict[Special, tuple[str, ...]]).validate_python(_read("topics/days.yaml"))
    return read[special]


@cache
def supplications() -> dict[str, Supplication]:
    """The supplications by their reference."""
    listed = TypeAdapter(list[Supplication]).validate_python(_read("topics/duas.yaml"))
    return {one.verses: one for one in listed}


@cache
def topic_of(reference: str) -> Topic | None:
    """What the verses of a reference are about, where that is known."""
    for known in (verses_by_topic(), groups_by_topic()):
        for topic, references in known.items():
            if reference in references:
                return topic
    own = supplications().get(reference)
    return own.theme if own else None


def _read(name: str) -> object:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
