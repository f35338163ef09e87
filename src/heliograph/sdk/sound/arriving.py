"""Speech that a service sent: its bytes become sound at our rate and loudness, with words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from heliograph.sdk.sound import RATE, Sound, Word
from heliograph.sdk.sound.aligning import estimated
from heliograph.sdk.sound.dynamics import VOICE_LUFS, VOICE_PEAK_DB, levelled
from heliograph.sdk.sound.files import decode
from heliograph.sdk.sound.loudness import integrated
from heliograph.sdk.sound.resampling import mono, resampled

_SLACK = 0.25


def heard(
    audio: bytes, written: Sequence[str], times: Mapping[int, tuple[float, float]] | None
) -> tuple[Sound, tuple[Word, ...], bool]:
    """Mono sound at 48 kHz and -16 LUFS, its words, and whether their times are the service's own;
    raises `ValueError` for what is no sound, or silence."""
    raw = resampled(mono(decode(audio, "the answer")), RATE)
    if not raw.samples.any():
        raise ValueError("it is silent")
    # What is too short to have a loudness, a single "no", is left as it came.
    sound = raw if integrated(raw) is None else levelled(raw, VOICE_LUFS, VOICE_PEAK_DB)
    own = _own_words(written, times or {}, sound.seconds)
    if own is not None:
        return sound, own, True
    return sound, estimated(sound, written), False


def _own_words(
    written: Sequence[str], times: Mapping[int, tuple[float, float]], seconds: float
) -> tuple[Word, ...] | None:
    """Every word with the service's times; None where they do not fit. What has no time of its
    own, a lone dash, takes none."""
    if not times or len(times) * 2 < len(written):
        return None
    found, last = [], 0.0
    for number, text in enumerate(written):
        start, end = times.get(number, (last, last))
        if start < last - _SLACK or end < start or start > seconds + _SLACK:
            return None
        start = max(start, last)
        end = min(max(start, end), max(start, seconds))
        found.append(Word(text, round(start, 4), round(end, 4)))
        last = end
    return tuple(found)
