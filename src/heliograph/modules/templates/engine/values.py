"""Limits, and what is said when something is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Limits:
    """How much a template may be, and how much filling it may take.

    Time is counted in steps, one for each piece of the template that is looked at: the same
    template stops at the same place on every machine.
    """

    characters: int = 20_000
    nodes: int = 2_000
    depth: int = 5
    steps: int = 20_000
    output: int = 100_000


LIMITS = Limits()


@dataclass(frozen=True)
class Trouble:
    """Something wrong with a template or with what fills it, and how to mend it."""

    code: str
    message: str
    remedy: str
    level: Level = "error"
    line: int | None = None
    column: int | None = None
    field: str | None = None

    @property
    def sentence(self) -> str:
        """The message, with its place where it has one."""
        if self.line is None:
            return self.message
        return f"Line {self.line}, column {self.column}: {self.message}"


class Stopped(Exception):
    """A template cannot be read or filled to its end."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.sentence)
        self.trouble = trouble
