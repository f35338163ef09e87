"""The answer to "what sign is this birth date"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BirthSign:
    """A sign, and on a cusp day the other one, the local minute of the change and a note."""

    sign: str
    note: str = ""
    other_sign: str | None = None
    changes_at: str | None = None

    @property
    def is_cusp(self) -> bool:
        """Whether the Sun changed signs on that day."""
        return self.other_sign is not None
