"""Beds of music read back: tempo and key as our own analysis hears them, speed, and how clean.

    python -m evaluations.music_beds [--seconds 30] [--seed 21]

One line for each mood, then one JSON line; the exit code is 1 when a bar is missed. Bars: tempo
within 4 % or the octave named, key right on nine of ten, thirty times real time.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass

import numpy as np

from heliograph.extensions.providers.music import MusicBeds
from heliograph.sdk.music import BedOrder
from heliograph.sdk.sound.loudness import integrated, true_peak_db
from heliograph.sdk.sound.reading import key, tempo

MOODS = (
    "calm",
    "hopeful",
    "night",
    "dawn",
    "tense",
    "playful",
    "epic",
    "reflective",
    "warm",
    "bright",
)
_QUICK = 30.0
_MINOR = {"minor", "dorian", "phrygian", "harmonic_minor", "minor_pentatonic"}


@dataclass(frozen=True)
class Reading:
    """One bed beside what was heard in it."""

    mood: str
    tempo: float
    heard: float
    tempo_right: bool
    octave_named: bool
    key: str
    heard_key: str
    key_right: bool
    lufs: float
    peak: float
    times_real_time: float


def read_bed(beds: MusicBeds, mood: str, seconds: float, seed: int) -> Reading:
    """Make a bed and read it."""
    start = time.process_time()
    bed = beds.bed(BedOrder(mood, seconds, seed))
    spent = time.process_time() - start
    pulse, home = tempo(bed.sound), key(bed.sound)
    heard = pulse.bpm if pulse else 0.0
    others = [value for value, _ in pulse.candidates] if pulse else []
    family = "minor" if bed.scale in _MINOR else "major"
    return Reading(
        mood,
        round(bed.tempo, 2),
        heard,
        abs(heard / bed.tempo - 1) <= 0.04,
        any(abs(value / bed.tempo - 1) <= 0.04 for value in others),
        f"{bed.root} {bed.scale}",
        f"{home.root} {home.scale}" if home else "none",
        home is not None and (home.root, home.scale) == (bed.root, family),
        round(integrated(bed.sound) or -np.inf, 2),
        round(true_peak_db(bed.sound), 2),
        round(seconds / spent, 1),
    )


def main() -> int:
    """Read ten beds and say how many are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=21)
    given = parser.parse_args()
    beds = MusicBeds()
    beds.bed(BedOrder("calm", 2.0))
    found = [read_bed(beds, mood, given.seconds, given.seed) for mood in MOODS]
    for one in found:
        print(
            f"{one.mood:11} {one.tempo:6.1f} heard {one.heard:6.1f}   {one.key:20} heard "
            f"{one.heard_key:9} {'' if one.key_right else 'WRONG'}  {one.times_real_time} x"
        )
    tempi = sum(one.tempo_right or one.octave_named for one in found)
    keys = sum(one.key_right for one in found)
    slowest = min(one.times_real_time for one in found)
    summary = {
        "beds": len(found),
        "tempo_right": sum(one.tempo_right for one in found),
        "tempo_right_or_octave": tempi,
        "key_right": keys,
        "slowest_times_real_time": slowest,
        "highest_peak": max(one.peak for one in found),
        "readings": [asdict(one) for one in found],
    }
    print(json.dumps(summary))
    is_good = tempi == len(found) and keys >= 0.9 * len(found) and slowest >= _QUICK
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
