"""How every benchmark ends: a line for people, then one JSON object for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One figure beside what it is compared with: a baseline of the same run, or a target."""

    name: str
    figure: float
    unit: str
    baseline: float

    @property
    def ratio(self) -> float:
        """The figure in units of the baseline."""
        return self.figure / self.baseline if self.baseline else 0.0


def report(result: Result) -> None:
    """Print the last line."""
    line = {
        "name": result.name,
        "figure": round(result.figure, 3),
        "unit": result.unit,
        "baseline": round(result.baseline, 3),
        "ratio": round(result.ratio, 3),
    }
    say(json.dumps(line))


def say(line: str) -> None:
    """Print at once."""
    print(line, flush=True)


def percentile(values: Sequence[float], part: float) -> float:
    """The value that `part` percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))]
