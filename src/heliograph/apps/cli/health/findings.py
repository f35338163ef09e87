"""What a look at one part of an instance found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from heliograph.kit.errors import AppError

State = Literal["good", "warning", "broken"]


@dataclass(frozen=True)
class Finding:
    """One part, how it is, and what mends it."""

    name: str
    state: State
    sentence: str
    remedy: str = ""

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return asdict(self)

    def line(self) -> str:
        """For a person."""
        mark = {"good": "ok", "warning": "look", "broken": "BROKEN"}[self.state]
        words = f"{mark.ljust(7)} {self.name}: {self.sentence}"
        return f"{words} {self.remedy}".rstrip()


def good(name: str, sentence: str) -> Finding:
    """Nothing to do."""
    return Finding(name, "good", sentence)


def warning(name: str, sentence: str, remedy: str) -> Finding:
    """Works, but somebody should look."""
    return Finding(name, "warning", sentence, remedy)


def broken(name: str, sentence: str, remedy: str) -> Finding:
    """Does not work."""
    return Finding(name, "broken", sentence, remedy)


def broken_by(name: str, error: AppError) -> Finding:
    """Does not work, in the error's own words."""
    return Finding(name, "broken", f"{error.detail.rstrip('.')}.", error.remedy)
