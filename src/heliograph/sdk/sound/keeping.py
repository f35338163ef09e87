"""Sound as bytes that are kept, and back."""

from __future__ import annotations

import io
import wave

import numpy as np

from heliograph.sdk.sound import Sound
from heliograph.sdk.sound.files import decode

_FULL = 32_768.0


def packed(sound: Sound) -> bytes:
    """A WAV file of 16 bits a sample; `unpacked` gives the same samples each time."""
    whole = np.nan_to_num(sound.samples) * _FULL
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(sound.samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes(np.clip(np.rint(whole), -_FULL, _FULL - 1).astype("<i2").tobytes())
    return held.getvalue()


def unpacked(data: bytes) -> Sound:
    """The sound of such a file; raises `ValueError` for anything that is none."""
    return decode(data, "the kept sound")
