"""Sound as everything here passes it on: samples, their rate, and the words spoken in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples: TypeAlias = npt.NDArray[np.float32]
    """Frames by channels, within -1 and 1."""

RATE = 48_000
"""Frames a second of everything that is mixed."""


@dataclass(frozen=True)
class Word:
    """A spoken word, as it is written, and when it sounds: seconds from the start."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, eq=False)
class Sound:
    """Samples of shape (frames, channels), float32 within -1 and 1, and frames a second."""

    samples: Samples = field(repr=False)
    rate: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate
