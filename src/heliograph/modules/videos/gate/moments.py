"""When in a film something was found, so that a person is led there. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from heliograph.sdk.video import Stretch

MOST_MOMENTS = 5
"""More than a person looks at before rendering again."""


def moments_of(times: Iterable[float | None]) -> tuple[float, ...]:
    """The first few different moments among times in seconds, in order; what has no time has no
    moment."""
    # Upwards: a player that stands a hair before a frame still shows the one before.
    known = sorted({ceil(one * 1000 - 1e-3) / 1000 for one in times if one is not None})
    return tuple(known[:MOST_MOMENTS])


def starts_of(stretches: Iterable[Stretch]) -> tuple[float, ...]:
    """When stretches begin."""
    return moments_of(start for start, _ in stretches)


def runs_of(seconds: Sequence[bool]) -> tuple[float, ...]:
    """When something begins that is so for a second or more; each value stands for the middle of
    its second."""
    return moments_of(
        place + 0.5
        for place, is_so in enumerate(seconds)
        if is_so and not (place and seconds[place - 1])
    )
