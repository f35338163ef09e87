"""From a score to sound: every note on its bus, the room around them, one loudness at the end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from heliograph.extensions.providers.music.ambience import texture
from heliograph.extensions.providers.music.composing import Note
from heliograph.extensions.providers.music.tones import bass, drum, pad, struck
from heliograph.sdk.sound import RATE
from heliograph.sdk.sound.dynamics import high_shelf, peaking
from heliograph.sdk.sound.signals import Floats, convolved, filtered, high_pass, low_pass

_PADS = ("warm", "strings", "glass")
_DRUMS = ("kick", "boom", "tom", "shaker", "hat", "rim")
# How much of each is heard from the room; the rest of the tones are in between.
_ROOM = {"bass": 0.04, "kick": 0.06, "bell": 0.55, "felt": 0.38, "harp": 0.36, "boom": 0.3}
_ROOM_ELSE = 0.3


class Band:
    """Plays notes; equal notes are made once and laid wherever they come again."""

    def __init__(self, frames: int, brightness: float) -> None:
        self._dry: Floats = np.zeros((frames, 2), dtype=np.float32)
        self._wet: Floats = np.zeros((frames, 2), dtype=np.float32)
        self._brightness = brightness
        self._made: dict[tuple[str, int, int], Floats] = {}

    def play(self, notes: Sequence[Note]) -> None:
        """Lay every note on the dry bus and its share on the room's."""
        for note in notes:
            sound = self._sound(note)
            at = round(note.at * RATE)
            room = np.float32(_ROOM.get(note.tone, _ROOM_ELSE))
            if sound.ndim == 1:
                turn = (note.pan + 1.0) * np.pi / 4
                places = np.array([np.cos(turn), np.sin(turn)]) * note.level
            else:
                places = np.full(2, note.level)
            end = min(len(self._dry), at + len(sound))
            for channel, level in enumerate(places.astype(np.float32)):
                whole = sound if sound.ndim == 1 else sound[:, channel]
                piece = whole[: end - at] * level
                self._dry[at:end, channel] += piece
                piece *= room
                self._wet[at:end, channel] += piece

    def mixed(self, reverb: float, air: float, seed: int) -> Floats:
        """Both buses together with the room and a breath of air, without rumble."""
        room = convolved(self._wet, room_response(reverb, seed))
        out = self._dry + room
        if air > 0:
            out += np.float32(air) * texture(len(out), seed)
        # Chords crowd between 200 and 400 Hz, where voices have their body; a little goes from
        # there, and what is above speech's own band comes up.
        out = filtered(out, peaking(RATE, 270.0, -3.0, 0.8))
        return high_pass(high_shelf(out, RATE, 2600.0, 3.0), RATE, 32.0)

    def _sound(self, note: Note) -> Floats:
        key = (note.tone, note.pitch, round(note.seconds * 100))
        if key not in self._made:
            self._made[key] = self._fresh(note)
        return self._made[key]

    def _fresh(self, note: Note) -> Floats:
        if note.tone in _PADS:
            return pad(note.tone, note.pitch, note.seconds, self._brightness)
        if note.tone == "bass":
            return bass(note.pitch, note.seconds)
        if note.tone in _DRUMS:
            return drum(note.tone)
        return struck(note.tone, note.pitch, note.seconds)


def room_response(seconds: float, seed: int) -> Floats:
    """The answer of a hall: noise that falls by 60 dB in so many seconds, the highs sooner."""
    frames = round((seconds * 0.9 + 0.03) * RATE)
    grains = np.random.default_rng([seed, 31]).standard_normal((frames, 2)).astype(np.float32)
    times = np.arange(frames) / RATE
    slow = np.exp(-6.9 * times / seconds).astype(np.float32)[:, None]
    quick = np.exp(-6.9 * times / (seconds * 0.45)).astype(np.float32)[:, None]
    low = low_pass(grains, RATE, 2200.0)
    out = low * slow + low_pass(grains - low, RATE, 7500.0) * quick
    late = round(0.022 * RATE)
    out[:late] *= 0.0
    out[late : late + 400] *= np.linspace(0, 1, 400, dtype=np.float32)[:, None]
    out = high_pass(out, RATE, 180.0)
    return out / np.float32(np.sqrt(np.square(out).sum(axis=0).max()))
