"""What bass and drums do within a bar; times in eighths from its start."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

_QUICK = 0.75


def rhythm_of(rng: np.random.Generator, density: float, eighths: int) -> list[int]:
    """On which eighths the broken chords are struck: the first always, then beats before what
    lies between them, as many as the density asks for."""
    count = max(2, round(1.5 + density * (eighths - 1)))
    beats = list(range(2, eighths, 2))
    between = list(range(1, eighths, 2))
    strong = [at for at in beats if at % 4 == 0]
    weak = [at for at in beats if at % 4]
    for part in (weak, between):
        rng.shuffle(part)
    return sorted([0, *strong, *weak, *between][:count])


def bass_line(kind: str, beats: int) -> Iterator[tuple[float, float, float]]:
    """Start, length and loudness of each note of the bass."""
    eighths = beats * 2
    if kind in ("pedal", "long"):
        yield 0.0, eighths, 1.0
    elif kind == "steady":
        half = eighths // 2 if beats % 2 == 0 else 4
        yield 0.0, half - 0.5, 1.0
        yield half, eighths - half - 0.5, 0.8
    else:
        for at in range(eighths):
            yield at, 0.8, 1.0 if at == 0 else 0.8 if at % 2 == 0 else 0.6


def drum_hits(
    kind: str, beats: int, number: int, fullness: float
) -> Iterator[tuple[float, str, float]]:
    """Start, drum and loudness of each stroke; `fullness` 0 to 1.5 lets the finer strokes in."""
    eighths = beats * 2
    strokes = _KITS[kind]
    for tone, level, places, needs in strokes:
        if fullness < needs:
            continue
        for at in places:
            if at < eighths:
                yield at, tone, level
    # Every fourth bar leads over to the next.
    if number % 4 == 3 and fullness > _QUICK and kind in ("march", "frame"):
        yield eighths - 1.0, "tom", 0.5
        yield eighths - 0.5, "tom", 0.65


_KITS: dict[str, tuple[tuple[str, float, tuple[float, ...], float], ...]] = {
    "heart": (
        ("kick", 1.0, (0,), 0.0),
        ("kick", 0.6, (1,), 0.3),
        ("kick", 0.8, (4,), 0.6),
    ),
    "soft": (
        ("kick", 0.9, (0, 4), 0.0),
        ("rim", 0.35, (2, 6), 0.55),
        ("shaker", 0.4, (0, 2, 4, 6), 0.3),
        ("shaker", 0.25, (1, 3, 5, 7), 0.6),
    ),
    "light": (
        ("kick", 0.8, (0, 4), 0.0),
        ("rim", 0.55, (2, 6), 0.2),
        ("hat", 0.4, (1, 3, 5, 7), 0.4),
        ("shaker", 0.3, (0, 2, 4, 6), 0.6),
    ),
    "march": (
        ("boom", 1.0, (0,), 0.0),
        ("tom", 0.7, (3, 4), 0.5),
        ("tom", 0.6, (6, 7), 0.7),
        ("shaker", 0.3, (0, 2, 4, 6), 0.6),
    ),
    "frame": (
        ("tom", 0.9, (0,), 0.0),
        ("rim", 0.5, (3, 6), 0.35),
        ("tom", 0.65, (4,), 0.3),
        ("shaker", 0.25, (1, 3, 5, 7), 0.7),
    ),
}
