"""All that is found in a finished file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import numpy as np

from heliograph.extensions.providers.video.facts import Facts, facts_of
from heliograph.extensions.providers.video.inspecting.lettering import places, samples
from heliograph.extensions.providers.video.inspecting.seeing import Seen, seen
from heliograph.sdk.sizes import safe_area
from heliograph.sdk.sound.files import LONGEST_SECONDS, NoSound, SoundUnreadable, read
from heliograph.sdk.sound.loudness import integrated, true_peak_db
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import Stretch, VideoFacts

Heard: TypeAlias = tuple[float | None, float | None, tuple[Stretch, ...]]
_USUAL_FPS = 30.0
_UNHEARD: Heard = (None, None, ())
"""Of a film without sound, or with one that is too long to be held, or damaged."""
_SILENT = 10 ** (-60 / 20)
_STEP = 0.05
_LONG = 0.5
"""Seconds from which a stretch without sound is more than a breath."""


def inspected(timeline: Timeline, file: Path) -> VideoFacts:
    """Look at and listen to a finished file; raises `CannotRender` when it cannot be read."""
    facts = facts_of(file)
    # A draft is not measured for where its letters stand: it was never meant to be read.
    is_whole = (facts.width, facts.height) == timeline.size
    wanted = samples(timeline) if is_whole else {}
    found = seen(file, facts.fps or timeline.fps, wanted)
    width, height = timeline.size
    left, top, right, bottom = safe_area(width, height)
    return replace(
        _found(facts, found, _heard(file)),
        seconds=found.frames / facts.fps if facts.fps else facts.video_seconds,
        texts=tuple(places(found.kept, wanted, timeline.fps)),
        safe=(left / width, top / height, right / width, bottom / height),
    )


def looked_at(file: Path, most_seconds: float) -> VideoFacts:
    """Look at and listen to a video that was made elsewhere, from its start for so many seconds;
    raises `CannotRender` when it cannot be read."""
    facts = facts_of(file)
    fps = facts.fps or _USUAL_FPS
    found = seen(file, fps, {}, round(most_seconds * fps))
    try:
        heard = _heard(file) if facts.seconds <= LONGEST_SECONDS else _UNHEARD
    except SoundUnreadable:
        heard = _UNHEARD
    return _found(facts, found, heard)


def _found(facts: Facts, found: Seen, heard: Heard) -> VideoFacts:
    loudness, peak, silences = heard
    return VideoFacts(
        width=facts.width,
        height=facts.height,
        fps=facts.fps,
        frames=found.frames,
        seconds=facts.video_seconds or facts.seconds,
        video_codec=facts.codec,
        pixel_format=facts.pixels,
        audio_seconds=facts.audio.seconds if facts.audio else None,
        audio_codec=facts.audio.codec if facts.audio else "",
        loudness=loudness,
        peak=peak,
        longest_silence=max((end - start for start, end in silences), default=0.0),
        black=tuple(found.black),
        frozen=tuple(found.frozen),
        flashes=found.flashes,
        prints=tuple(found.prints),
        flashing=tuple(found.flashing),
        silences=tuple(one for one in silences if one[1] - one[0] >= _LONG),
    )


def _heard(file: Path) -> Heard:
    """LUFS, true peak in dBTP, and the stretches below -60 dBFS in seconds from and to."""
    try:
        sound = read(file)
    except NoSound:
        return _UNHEARD
    step = round(_STEP * sound.rate)
    count = len(sound.samples) // step
    blocks = sound.samples[: count * step].reshape(count, -1)
    quiet = np.sqrt(np.mean(np.square(blocks, dtype=np.float64), axis=1)) < _SILENT
    edges = np.flatnonzero(np.diff(np.concatenate(([False], quiet, [False])).astype(np.int8)))
    times = (edges * _STEP).tolist()
    silences = tuple(zip(times[::2], times[1::2], strict=True))
    loudness = integrated(sound)
    return loudness, None if loudness is None else true_peak_db(sound), silences
