"""How things come in: eases and springs, as functions of how far the way is gone (0 to 1)."""

from __future__ import annotations

from math import cos, exp, pi, sin


def smooth(part: float) -> float:
    """Slow, fast, slow."""
    share = min(max(part, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def out(part: float) -> float:
    """Fast, then settling."""
    share = 1 - min(max(part, 0.0), 1.0)
    return 1 - share**3


def spring(part: float, over: float = 0.16) -> float:
    """From 0 past 1 by `over`, and back to rest at 1."""
    if part >= 1:
        return 1.0
    fall = 4.6
    return 1 - exp(-fall * part) * cos(part * pi * 1.75) * (1 + over * sin(part * pi))


def hop(part: float) -> float:
    """Up and down once, and a little once more; rests at 0."""
    if part <= 0 or part >= 1:
        return 0.0
    if part < 0.62:
        return sin(part / 0.62 * pi)
    return 0.24 * sin((part - 0.62) / 0.38 * pi)


def between(start: float, end: float, part: float) -> float:
    """The value on the way from one to the other."""
    return start + (end - start) * part
