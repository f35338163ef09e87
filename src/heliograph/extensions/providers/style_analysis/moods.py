"""From what was measured of music to the mood of ours that is nearest to it."""

from __future__ import annotations

# Tempo in beats a minute, light (major and its like 1, minor 0) and energy of moods that can be
# asked for; only nearness counts, so round figures do.
_MOODS: dict[str, tuple[float, float, float]] = {
    "calm": (66, 1.0, 0.25),
    "hopeful": (92, 1.0, 0.5),
    "mystical": (72, 0.3, 0.4),
    "night": (60, 0.0, 0.2),
    "dawn": (76, 1.0, 0.35),
    "tense": (104, 0.0, 0.55),
    "playful": (112, 1.0, 0.7),
    "epic": (84, 0.0, 0.7),
    "reflective": (72, 1.0, 0.3),
}
_LIGHT = frozenset({"major", "lydian", "mixolydian"})


def mood_of(tempo: float, scale: str, energy: float) -> str:
    """The nearest mood by tempo, light and energy."""
    light = 1.0 if scale in _LIGHT else 0.0

    def apart(mood: str) -> float:
        usual, bright, strength = _MOODS[mood]
        return abs(usual - tempo) / 30 + 0.8 * abs(bright - light) + 1.5 * abs(strength - energy)

    return min(_MOODS, key=apart)
