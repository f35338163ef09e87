"""What every speaking service's double says with: a sound as long as its text, in a file."""

from __future__ import annotations

import io
import wave

import av
import numpy as np

from heliograph.sdk.sound import Sound
from tests.support.sounds import babble, quiet

PACE = 0.3
"""Seconds that each word takes."""


def spoken(text: str, rate: int = 24_000) -> Sound:
    """Something like a voice for every word, a short rest after each."""
    words = max(1, len(text.split()))
    sound, rest = babble(PACE * 0.8, 0.2, rate).samples, quiet(PACE * 0.2, rate).samples
    return Sound(np.concatenate([part for _ in range(words) for part in (sound, rest)]), rate)


def wav(sound: Sound) -> bytes:
    """A WAV file of 16 bits."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes((sound.samples * 32_767).astype("<i2").tobytes())
    return held.getvalue()


def mp3(sound: Sound) -> bytes:
    """An MP3 file."""
    held = io.BytesIO()
    with av.open(held, "w", format="mp3") as file:
        stream = file.add_stream("libmp3lame", rate=sound.rate)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(sound.samples.T), format="fltp", layout="mono"
        )
        frame.sample_rate, frame.pts = sound.rate, 0
        for packet in (*stream.encode(frame), *stream.encode(None)):
            file.mux(packet)
    return held.getvalue()
