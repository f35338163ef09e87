"""Notes, scales, chords, and how one chord leads to the next."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_FLATS = {"Db": "C#", "Eb": "D#", "Gb": "F#", "Ab": "G#", "Bb": "A#", "Cb": "B", "Fb": "E"}
SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "harmonic_minor": (0, 2, 3, 5, 7, 8, 11),
    "hijaz": (0, 1, 4, 5, 7, 8, 10),
    "major_pentatonic": (0, 2, 4, 7, 9),
    "minor_pentatonic": (0, 3, 5, 7, 10),
}
_PARENTS = {"major_pentatonic": "major", "minor_pentatonic": "minor"}
PROGRESSIONS: dict[str, tuple[tuple[int, ...], ...]] = {
    "major": ((0, 4, 5, 3), (0, 5, 3, 4), (0, 3, 5, 4), (0, 2, 3, 4), (0, 3, 0, 4)),
    "minor": ((0, 5, 2, 6), (0, 3, 5, 6), (0, 5, 3, 6), (0, 2, 5, 6), (0, 3, 0, 6)),
    "dorian": ((0, 3, 0, 6), (0, 3, 6, 3), (0, 2, 3, 0), (0, 6, 3, 0)),
    "phrygian": ((0, 1, 0, 6), (0, 5, 1, 0), (0, 3, 1, 0)),
    "lydian": ((0, 1, 0, 4), (0, 1, 4, 0), (0, 4, 1, 0)),
    "mixolydian": ((0, 6, 3, 0), (0, 3, 6, 0), (0, 4, 6, 3)),
    "harmonic_minor": ((0, 3, 4, 0), (0, 5, 3, 4), (0, 3, 0, 4)),
    "hijaz": ((0, 1, 0, 6), (0, 3, 1, 0), (0, 1, 6, 0)),
}
_CADENCES = {"major": 4, "harmonic_minor": 4, "lydian": 4, "phrygian": 1, "hijaz": 1, "minor": 3}
_CADENCES |= {"dorian": 3, "mixolydian": 6}
_VOICES = 4


def root_number(name: str) -> int:
    """The pitch class of a note's name, 0 for C; raises `ValueError` for no name."""
    clean = name.strip()
    clean = clean[:1].upper() + clean[1:].replace("♯", "#").replace("♭", "b")
    clean = _FLATS.get(clean, clean)
    if clean not in NAMES:
        raise ValueError(f"“{name}” is no root; take one of {', '.join(NAMES)}.")
    return NAMES.index(clean)


def parent_of(scale: str) -> str:
    """The scale of seven notes whose chords go with a scale."""
    return _PARENTS.get(scale, scale)


def chord(scale: str, degree: int, size: int = 3) -> tuple[int, ...]:
    """Semitones above the root of the stacked thirds on a degree; `size` 4 adds the seventh."""
    steps = SCALES[parent_of(scale)]
    return tuple(
        steps[(degree + 2 * number) % 7] + 12 * ((degree + 2 * number) // 7)
        for number in range(size)
    )


def cadence(scale: str) -> int:
    """The degree from which a scale goes home."""
    return _CADENCES[parent_of(scale)]


def voiced(classes: Sequence[int], before: Sequence[int], low: int, high: int) -> tuple[int, ...]:
    """Four notes between two pitches that hold every pitch class and move least from the chord
    before; without one, those nearest to the middle."""
    wanted = {one % 12 for one in classes}
    choices = [pitch for pitch in range(low, high + 1) if pitch % 12 in wanted]
    middle = (low + high) / 2
    aims = list(before) if before else [middle - 7, middle - 2, middle + 2, middle + 7]

    def cost(notes: tuple[int, ...]) -> float:
        moved = sum(abs(new - old) for new, old in zip(notes, aims, strict=True))
        gaps = [after - one for one, after in itertools.pairwise(notes)]
        crowded = sum(max(0, 3 - gap) * 2.0 for gap in gaps) + max(0, max(gaps) - 9)
        return moved + crowded + 0.15 * abs(sum(notes) / _VOICES - middle)

    whole = (
        notes
        for notes in itertools.combinations(choices, _VOICES)
        if {one % 12 for one in notes} >= wanted
    )
    return min(whole, key=cost)


def scale_pitches(root: int, scale: str, low: int, high: int) -> list[int]:
    """Every note of a scale between two pitches, rising."""
    steps = SCALES[scale]
    return [pitch for pitch in range(low, high + 1) if (pitch - root) % 12 in steps]


def hertz(pitch: float) -> float:
    """The frequency of a MIDI pitch."""
    return float(440.0 * 2.0 ** ((pitch - 69) / 12))
