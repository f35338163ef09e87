"""Makes a bed: an order is understood, composed, played and brought to its exact length."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from heliograph.extensions.providers.music.ambience import ambience
from heliograph.extensions.providers.music.composing import Material, Metre, Note, compose, metre
from heliograph.extensions.providers.music.moods import (
    AMBIENCES,
    LICENCE,
    MoodRecipe,
    moods,
    recipes,
)
from heliograph.extensions.providers.music.playing import Band
from heliograph.extensions.providers.music.theory import NAMES, SCALES, root_number
from heliograph.sdk.music import Bed, BedOrder
from heliograph.sdk.sound import RATE, Sound
from heliograph.sdk.sound.dynamics import faded, levelled
from heliograph.sdk.sound.loudness import integrated
from heliograph.sdk.sound.signals import Floats, power

LUFS = -18.0
PEAK_DB = -1.5
_SHORTEST, _LONGEST = 1.0, 1800.0
_SLOWEST, _QUICKEST = 40.0, 180.0
_MOVEMENT = 100.0
"""Longer beds are made of several movements, so that memory does not grow with them."""
_ENDING = 6.0


def bed(order: BedOrder) -> Bed:
    """A bed of exactly `order.seconds`; raises `ValueError` for what cannot be made."""
    if not _SHORTEST <= order.seconds <= _LONGEST:
        raise ValueError("A bed lasts from one second to thirty minutes.")
    frames = round(order.seconds * RATE)
    if any(one.id == order.mood for one in AMBIENCES):
        samples = _finished(ambience(order.mood, frames, order.seed), 1.2, 1.5)
        return Bed(Sound(samples, RATE), order.mood, 0.0, "", "", 0.0, LICENCE)
    material = _material(order)
    tempo = _within(order.tempo, _SLOWEST, _QUICKEST, "The tempo", material.recipe.tempo)
    time = metre(order.seconds, tempo, material.recipe.beats, order.tempo is not None)
    samples = _finished(_played(material, time, frames), 0.02, min(3.0, _ENDING / 2))
    root = order.root.strip().capitalize() if order.root else NAMES[material.root]
    made = Sound(samples, RATE)
    return Bed(made, order.mood, time.tempo, root, material.scale, material.density, LICENCE)


def _material(order: BedOrder) -> Material:
    """What the order leaves open follows the mood, the root by the seed."""
    recipe = recipes().get(order.mood)
    if recipe is None:
        names = ", ".join(one.id for one in moods())
        raise ValueError(f"There is no mood “{order.mood}”; take one of {names}.")
    scale = (order.scale or recipe.scale).strip().lower().replace(" ", "_").replace("-", "_")
    if scale not in SCALES:
        raise ValueError(f"There is no scale “{order.scale}”; take one of {', '.join(SCALES)}.")
    name = order.root or recipe.roots[order.seed % len(recipe.roots)]
    density = _within(order.density, 0.0, 1.0, "The density", recipe.density)
    return Material(recipe, root_number(name), scale, density, order.seed)


def _within(value: float | None, low: float, high: float, name: str, otherwise: float) -> float:
    if value is None:
        return otherwise
    if not low <= value <= high:
        raise ValueError(f"{name} is a number from {low:g} to {high:g}.")
    return float(value)


def _played(material: Material, time: Metre, frames: int) -> Floats:
    """All movements one after the other, each sounding into the next."""
    notes = sorted(compose(material, time), key=lambda note: note.at)
    if time.seconds <= _MOVEMENT * 1.5:
        return _movement(material, notes, frames)
    bars = max(1, int(_MOVEMENT / time.bar))
    out = np.zeros((frames, 2), dtype=np.float32)
    for first in range(0, time.bars, bars):
        start, end = first * time.bar, (first + bars) * time.bar
        is_last = first + bars >= time.bars
        # Nothing after the end counts for the last: its chord belongs to it.
        mine = [one for one in notes if start <= one.at + 1e-6 and (is_last or one.at + 1e-6 < end)]
        at = round(start * RATE)
        length = frames - at if is_last else round((end - start + _ENDING) * RATE)
        moved = [replace(one, at=one.at - at / RATE) for one in mine]
        piece = _movement(material, moved, length)
        if not is_last:
            # The air of the next movement comes as this one's goes.
            piece = faded(piece, 0, round(_ENDING * RATE * 0.5))
        stop = min(frames, at + length)
        out[at:stop] += piece[: stop - at]
    return out


def _movement(material: Material, notes: list[Note], frames: int) -> Floats:
    recipe: MoodRecipe = material.recipe
    band = Band(frames, recipe.brightness)
    band.play(notes)
    return band.mixed(recipe.reverb, recipe.levels.air, material.seed)


def _finished(samples: Floats, fade_in: float, fade_out: float) -> Floats:
    """One loudness, no peaks, and an end that is quite silent."""
    samples -= samples.mean(axis=0, keepdims=True)
    seconds = len(samples) / RATE
    shaped = faded(
        samples,
        round(min(fade_in, seconds / 4) * RATE),
        round(min(fade_out, seconds / 4) * RATE),
    )
    sound = Sound(shaped, RATE)
    if integrated(sound) is None:
        return shaped * np.float32(power(-3.0) / max(1e-6, float(np.abs(shaped).max())))
    return levelled(sound, LUFS, PEAK_DB).samples
