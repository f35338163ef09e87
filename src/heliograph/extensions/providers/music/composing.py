"""From an order to a score: bars, chords, layers that come and go, and an end that comes home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from heliograph.extensions.providers.music.melody import Tune
from heliograph.extensions.providers.music.moods import MoodRecipe
from heliograph.extensions.providers.music.patterns import bass_line, drum_hits, rhythm_of
from heliograph.extensions.providers.music.theory import (
    PROGRESSIONS,
    cadence,
    chord,
    parent_of,
    scale_pitches,
    voiced,
)

_TAIL = 2.4
_STRETCH = 0.04
_PHRASE = 4


@dataclass(frozen=True)
class Note:
    """One sound of the score: seconds from the start, MIDI pitch, loudness 0 to 1, place between
    left (-1) and right (1)."""

    at: float
    seconds: float
    pitch: int
    level: float
    tone: str
    pan: float = 0.0


@dataclass(frozen=True)
class Metre:
    """Whole bars, then one last chord until the very end."""

    tempo: float
    beats: int
    bars: int
    seconds: float

    @property
    def bar(self) -> float:
        """How long a bar lasts."""
        return self.beats * 60.0 / self.tempo

    @property
    def last(self) -> float:
        """When the last chord comes."""
        return self.bars * self.bar


@dataclass(frozen=True)
class Material:
    """What the whole bed is made of."""

    recipe: MoodRecipe
    root: int
    scale: str
    density: float
    seed: int


def metre(seconds: float, tempo: float, beats: int, is_fixed: bool) -> Metre:
    """How many bars fit, so that the last chord has time to ring. Unless the tempo was asked for
    it gives way by up to 4 %, so that the last chord lasts exactly one bar."""
    bar = beats * 60.0 / tempo
    bars = max(0, int((seconds - min(_TAIL, seconds)) / bar))
    if not is_fixed and bars >= 1:
        for whole in (bars + 1, bars + 2):
            fitting = whole * bar / seconds * tempo
            if abs(fitting / tempo - 1.0) <= _STRETCH and seconds / whole >= _TAIL * 0.8:
                return Metre(fitting, beats, whole - 1, seconds)
    return Metre(tempo, beats, bars, seconds)


def compose(material: Material, time: Metre) -> list[Note]:
    """Every note, in no order."""
    return list(_Composer(material, time).notes())


class _Composer:
    def __init__(self, material: Material, time: Metre) -> None:
        self._material = material
        self._time = time
        self._rng = np.random.default_rng([material.seed, 11])
        choices = PROGRESSIONS[parent_of(material.scale)]
        self._progression = choices[int(self._rng.integers(len(choices)))]
        self._cadence = cadence(material.scale)
        eighths = time.beats * 2
        self._rhythm = rhythm_of(self._rng, material.density, eighths)
        self._order = self._rng.permutation(_PHRASE).tolist()
        notes = scale_pitches(material.root, material.scale, 67, 86)
        self._tune = Tune(self._rng, notes, eighths)
        # Chords of a quick piece last two bars, or they would chase one another.
        self._hold = 2 if time.bar < 2.2 and time.bars >= 8 else 1

    def notes(self) -> Iterator[Note]:
        """Bar after bar, then the last chord."""
        voices: tuple[int, ...] = ()
        for number in range(self._time.bars):
            tones = self._chord(self._degree(number))
            if self._changes(number):
                voices = voiced(tones, voices, 50, 72)
                yield from self._pad(number, voices)
            yield from self._bar(number, tones, voices)
        yield from self._end(voices)

    def _degree(self, number: int) -> int:
        if number == self._time.bars - 1 and number > 0:
            return self._cadence
        return self._progression[(number // self._hold) % len(self._progression)]

    def _changes(self, number: int) -> bool:
        """Whether a new chord begins with this bar."""
        return number % self._hold == 0 or self._degree(number) != self._degree(number - 1)

    def _chord(self, degree: int) -> tuple[int, ...]:
        size = 4 if self._material.recipe.sevenths and degree != self._cadence else 3
        return tuple(one + self._material.root for one in chord(self._material.scale, degree, size))

    def _force(self, number: int) -> float:
        """How far the piece has built up, 0 to 1; it draws back in its last bar."""
        if self._time.bars <= 1:
            return 0.8
        share = number / (self._time.bars - 1)
        grown = 0.35 + 0.65 * min(1.0, share / 0.65)
        return 0.7 if number == self._time.bars - 1 else grown

    def _pad(self, number: int, voices: tuple[int, ...]) -> Iterator[Note]:
        bars = 1
        while number + bars < self._time.bars and not self._changes(number + bars):
            bars += 1
        level = self._material.recipe.levels.pad * (0.75 + 0.25 * self._force(number))
        for pitch, pan in zip(voices, (-0.4, 0.3, -0.2, 0.45), strict=True):
            tone = self._material.recipe.pad
            yield Note(number * self._time.bar, bars * self._time.bar, pitch, level, tone, pan)

    def _bar(self, number: int, tones: tuple[int, ...], voices: tuple[int, ...]) -> Iterator[Note]:
        start, force = number * self._time.bar, self._force(number)
        recipe, eighth = self._material.recipe, self._time.bar / (self._time.beats * 2)
        share = number / max(1, self._time.bars)
        yield from self._broken_chord(number, voices, force)
        if share >= 0.12 or self._time.bars < _PHRASE:
            ground = self._material.root if recipe.bass == "pedal" else tones[0]
            low = 36 + (ground - 36) % 12
            for at, length, level in bass_line(recipe.bass, self._time.beats):
                loud = recipe.levels.bass * level * (0.7 + 0.3 * force)
                yield Note(start + at * eighth, length * eighth, low, loud, "bass")
        if share >= 0.2 or self._time.bars < _PHRASE:
            for step in self._tune.bar(number, tones, self._material.density):
                loud = recipe.levels.lead * (0.65 + 0.35 * force)
                at = start + step.at * eighth + self._late()
                yield Note(at, step.length * eighth, step.pitch, loud, recipe.lead, 0.12)
        if recipe.drums != "none" and (share >= 0.25 or self._time.bars < _PHRASE):
            full = force * (0.5 + self._material.density)
            for at, tone, level in drum_hits(recipe.drums, self._time.beats, number, full):
                loud = recipe.levels.drums * level * (0.6 + 0.4 * force)
                yield Note(start + at * eighth, 1.0, 0, loud, tone, _PANS.get(tone, 0.0))

    def _broken_chord(self, number: int, voices: tuple[int, ...], force: float) -> Iterator[Note]:
        recipe, eighths = self._material.recipe, self._time.beats * 2
        eighth = self._time.bar / eighths
        for count, at in enumerate(self._rhythm):
            # What is struck between the beats joins in as the piece grows.
            if at % 2 and force < 0.5:
                continue
            pitch = voices[self._order[count % _PHRASE]] + (12 if at % 4 else 0)
            if at == 0:
                pitch = voices[0]
            accent = 1.0 if at == 0 else 0.85 if at % 4 == 0 else 0.66
            loud = recipe.levels.pluck * accent * (0.6 + 0.4 * force)
            moment = number * self._time.bar + at * eighth + (self._late() if at else 0.0)
            pan = 0.5 * (-1) ** count
            yield Note(moment, 2.5 * eighth, pitch, loud, recipe.pluck, pan)

    def _end(self, before: tuple[int, ...]) -> Iterator[Note]:
        """The chord of the root, in every layer, until nothing is left of it."""
        recipe, start = self._material.recipe, self._time.last
        length = self._time.seconds - start
        tones = tuple(one + self._material.root for one in chord(self._material.scale, 0))
        voices = voiced(tones, before, 50, 72)
        for pitch, pan in zip(voices, (-0.4, 0.3, -0.2, 0.45), strict=True):
            yield Note(start, length, pitch, recipe.levels.pad, recipe.pad, pan)
        low = 36 + (self._material.root - 36) % 12
        yield Note(start, length, low, recipe.levels.bass, "bass")
        for count, pitch in enumerate(voices):
            at = start + count * 0.045
            yield Note(at, length, pitch, recipe.levels.pluck * 0.8, recipe.pluck, 0.2)
        high = 72 + (self._material.root - 72) % 12
        yield Note(start + 0.2, length, high, recipe.levels.lead * 0.7, recipe.lead, 0.1)
        if recipe.drums not in ("none", "light", "soft"):
            yield Note(start, 1.0, 0, recipe.levels.drums * 0.7, "boom")

    def _late(self) -> float:
        """Nobody plays to the millisecond."""
        return float(self._rng.uniform(0.0, 0.012))


_PANS = {"shaker": 0.35, "hat": -0.3, "rim": 0.2}
