"""Series of texts with the memory that production would have had of the days before."""

from __future__ import annotations

from evaluations.islamic_runs import (
    CAIRO,
    OPTIONS,
    Made,
    in_latin,
    own_words,
    plan_of,
    series_of,
)

__all__ = ["CAIRO", "OPTIONS", "Made", "in_latin", "own_words", "plan_of", "series_of"]
