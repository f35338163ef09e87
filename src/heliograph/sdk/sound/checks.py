"""What can be wrong with a sound, found before anybody hears it.

Each check returns findings for the gate: what was found, what is allowed, and the remedy.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from heliograph.sdk.sound import Sound, Word
from heliograph.sdk.sound.ducking import speaking
from heliograph.sdk.sound.dynamics import loudest
from heliograph.sdk.sound.loudness import integrated, true_peak_db
from heliograph.sdk.sound.signals import decibels

LOUDNESS_SLACK = 0.3
_STEP = 0.01
_SILENT_DB = -60.0
_CLIP = 0.999
_CLIP_RUN = 3
_FEWEST_LETTERS = 8
_SLACK = 1.0
_SECONDS_A_LETTER = (0.03, 0.16)
"""From the quickest to the slowest speech; shorter or longer means words are missing or doubled."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `name` is stable: `sound.silence`, `sound.clipping`, …"""

    name: str
    found: str
    allowed: str
    remedy: str


def voice_findings(sound: Sound, words: tuple[Word, ...], text: str) -> list[Finding]:
    """Everything that can be wrong with one spoken line."""
    empty = silence(sound, longest=2.5)
    # What has no sound at all cannot also be too short or too quiet.
    if any(one.name == "sound.empty" for one in empty):
        return empty
    return [*empty, *clipping(sound), *drift(sound, words, text)]


def mix_findings(sound: Sound) -> list[Finding]:
    """Everything that can be wrong with the whole sound of a video that is to be heard."""
    empty = silence(sound, longest=4.0)
    if any(one.name == "sound.empty" for one in empty):
        return empty
    return [*empty, *clipping(sound), *loudness(sound), *peak(sound)]


def silence(sound: Sound, longest: float) -> list[Finding]:
    """Nothing to hear at all, or for longer than `longest` seconds on end."""
    heard = _levels(sound) > _SILENT_DB
    if not heard.any():
        return [
            Finding("sound.empty", f"{sound.seconds:.1f} s of silence", "sound", "Make it again")
        ]
    edges = np.flatnonzero(np.diff(np.concatenate(([True], heard, [True])).astype(np.int8)))
    lengths = np.diff(edges)[::2] * _STEP
    worst = float(lengths.max()) if len(lengths) else 0.0
    if worst <= longest:
        return []
    at = float(edges[::2][int(lengths.argmax())]) * _STEP
    return [
        Finding(
            "sound.silence",
            f"{worst:.1f} s from {at:.1f} s on",
            f"at most {longest:g} s",
            "Shorten the pause, or lay music under it",
        )
    ]


def clipping(sound: Sound) -> list[Finding]:
    """Samples that stand at the very limit several times on end: distortion that can be heard."""
    full = np.abs(sound.samples) >= _CLIP
    run = full.copy()
    for step in range(1, _CLIP_RUN):
        run[step:] &= full[:-step]
        run[:step] = False
    count = int(run.any(axis=1).sum()) if len(run) else 0
    if not count:
        return []
    at = int(run.any(axis=1).argmax()) / sound.rate
    return [
        Finding(
            "sound.clipping",
            f"{count} places, the first at {at:.2f} s",
            "none",
            "Lower the gain before the sound is written",
        )
    ]


def drift(sound: Sound, words: tuple[Word, ...], text: str, rate: float = 1.0) -> list[Finding]:
    """Whether the sound is as long as its text, and its words lie where it sounds. `rate` is how
    fast the voice was asked to speak."""
    letters = sum(_weight(one) for one in text if one.isalnum())
    low, high = (letters * each / rate for each in _SECONDS_A_LETTER)
    found = []
    spoken = float(speaking(sound).sum()) * _STEP
    if letters >= _FEWEST_LETTERS and not low <= spoken <= high + _SLACK:
        found.append(
            Finding(
                "sound.drift",
                f"{spoken:.1f} s of speech for {letters} letters",
                f"{low:.1f} to {high + _SLACK:.1f} s",
                "Speak the line again, or correct its text",
            )
        )
    return found + _words_outside(sound, words)


def loudness(sound: Sound, wanted: float = -14.0, slack: float = LOUDNESS_SLACK) -> list[Finding]:
    """Loudness of the whole beside the one wanted, in LUFS."""
    found = integrated(sound)
    if found is not None and abs(found - wanted) <= slack:
        return []
    told = "silence" if found is None else f"{found:.1f} LUFS"
    allowed = f"{wanted:g} ± {slack:g} LUFS"
    return [Finding("sound.loudness", told, allowed, "Render the video again")]


def peak(sound: Sound, most: float = -1.0) -> list[Finding]:
    """The true peak of the whole, in dBTP."""
    found = true_peak_db(sound)
    if found <= most:
        return []
    return [
        Finding("sound.peak", f"{found:.1f} dBTP", f"at most {most:g}", "Render the video again")
    ]


def _weight(character: str) -> int:
    """How many letters a character takes to say: digits are read as words, Chinese and Japanese
    signs and Korean blocks as syllables."""
    if character.isdigit():
        return 4
    return 3 if "\u2e80" <= character <= "\ud7af" else 1


def _words_outside(sound: Sound, words: tuple[Word, ...]) -> list[Finding]:
    late = [one for one in words if one.end > sound.seconds + 0.05 or one.start < 0]
    wrong = [one for one in words if one.end < one.start]
    back = [after for one, after in itertools.pairwise(words) if after.start < one.start - 0.01]
    if not (late or wrong or back):
        return []
    first = (late or wrong or back)[0]
    return [
        Finding(
            "sound.words",
            f"“{first.text}” from {first.start:.2f} to {first.end:.2f} s",
            f"in order, within {sound.seconds:.2f} s",
            "Align the words anew",
        )
    ]


def _levels(sound: Sound) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Level in dB of each hundredth of a second."""
    hop = max(1, round(sound.rate * _STEP))
    steps = -(-len(sound.samples) // hop)
    if not steps:
        return np.full(1, decibels(0.0))
    highest = np.pad(loudest(sound.samples), (0, steps * hop - len(sound.samples)))
    blocks = highest.reshape(steps, hop).max(axis=1)
    return np.asarray(20.0 * np.log10(np.maximum(blocks, 1e-10)), dtype=np.float64)
