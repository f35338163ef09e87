"""The pack's words as data: read from YAML once, checked while they are read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from heliograph.sdk.manifest import SubjectProfile

FOLDER = Path(__file__).parent

PoolName = Literal["advice", "do", "avoid"]
Choices = tuple[str, ...]


class Area(BaseModel):
    """A field of life that belongs to one house."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    short: str
    phrase: str


class Meanings(BaseModel):
    """What bodies, signs and aspects stand for; `areas` in the order of the houses."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    planets: dict[str, Choices]
    signs: dict[str, Choices]
    relations: dict[str, Choices]
    areas: tuple[Area, ...] = Field(min_length=12, max_length=12)


class Rules(BaseModel):
    """What a text of this pack must have and must never say, and when a person has to look."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    forbidden: Choices
    must: Choices
    must_never: Choices
    review: Choices
    disclaimer: str


@cache
def profiles() -> dict[str, SubjectProfile]:
    """The twelve signs by id, in their natural order."""
    listed = TypeAdapter(list[SubjectProfile]).validate_python(_read("profiles.yaml"))
    return {profile.id: profile for profile in listed}


@cache
def meanings() -> Meanings:
    """The meanings a plan is put together from."""
    return Meanings.model_validate(_read("meanings.yaml"))


@cache
def rules() -> Rules:
    """The pack's own rules; `forbidden` words are whole words, compared without case."""
    return Rules.model_validate(_read("rules.yaml"))


@cache
def pool(name: PoolName) -> dict[str, Choices]:
    """Lines of advice, of things to do or to avoid, by area."""
    return TypeAdapter(dict[str, Choices]).validate_python(_read(f"pools/{name}.yaml"))


def _read(name: str) -> object:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
