"""A video's sound: mixed, coded as AAC, measured as it is heard after that, and kept."""

from __future__ import annotations

import hashlib
import inspect
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from heliograph.extensions.providers.video.sources import Sources
from heliograph.extensions.providers.video.store import Store
from heliograph.sdk import sound as sound_package
from heliograph.sdk.music import MusicProvider
from heliograph.sdk.sound import RATE, Sound
from heliograph.sdk.sound.dynamics import levelled
from heliograph.sdk.sound.files import read
from heliograph.sdk.sound.loudness import integrated, true_peak_db
from heliograph.sdk.mixing import LUFS, PEAK_DB, mix
from heliograph.sdk.timeline import Clip, Split, Timeline, frames_of, spans

TRACK, FACTS = ".m4a", ".json"
BITS = 192_000
HIGHEST_DB = -1.0
"""True peak after coding, at most; the mix stays half a decibel below."""
NEAR = 0.3
"""LUFS the result may be away from what is wanted."""
_BLOCK = 1024
_TRIES = 3


@dataclass(frozen=True)
class Sounding:
    """The sound that is to be made, by the key of all that is heard in it."""

    key: str
    music: MusicProvider | None


@dataclass(frozen=True)
class Loudness:
    """How loud a coded sound is: LUFS and dBTP, both None for silence."""

    loudness: float | None
    peak: float | None


def sounding(timeline: Timeline, folder: Path, music: MusicProvider | None) -> Sounding:
    """The key of a timeline's sound. Raises `CannotRender` for a source that is not there."""
    sources = Sources(timeline, folder)
    heard: list[object] = [_code(music), timeline.fps, frames_of(timeline)]
    for span in spans(timeline):
        scene = span.scene
        if scene.speech is not None:
            spoken = scene.speech
            digest = sources.digest(spoken.source, "sound")
            heard.append([span.start, digest, spoken.start, spoken.gain_db])
        parts = scene.shot.parts if isinstance(scene.shot, Split) else (scene.shot,)
        for part in parts:
            if isinstance(part, Clip) and part.gain_db is not None:
                taken = part.model_dump(mode="json", exclude={"source"})
                place = [span.start, span.end, span.overlap]
                heard.append([*place, sources.digest(part.source, "clip"), taken])
    under = timeline.music
    if under is not None:
        digest = sources.digest(under.source, "sound") if under.source else ""
        heard.append([under.model_dump(mode="json", exclude={"source"}), digest])
    text = json.dumps(heard, sort_keys=True)
    return Sounding(hashlib.sha256(text.encode()).hexdigest()[:40], music)


def sound_track(job: Sounding, timeline: Timeline, folder: Path, store: Store) -> None:
    """Mix, code and keep the sound with what was measured of it."""
    mixed = mix(timeline, folder, job.music)
    content, found = coded_within_limits(mixed, store.file(job.key, f".trial{TRACK}"))
    store.put(job.key, FACTS, json.dumps(asdict(found)).encode())
    store.put(job.key, TRACK, content)


def loudness_of(store: Store, key: str) -> Loudness:
    """What was measured when a kept sound was made."""
    return Loudness(**json.loads(store.file(key, FACTS).read_bytes()))


def coded_within_limits(mixed: Sound, trial: Path) -> tuple[bytes, Loudness]:
    """The sound as AAC that is still neither too loud nor over the peak when it is decoded.

    Coding moves peaks by more than half a decibel now and then; then it is made again from a mix
    that is lower where it matters. `trial` is a name for a file that is gone afterwards.
    """
    loudness, ceiling, given = LUFS, PEAK_DB, mixed
    content, found = b"", Loudness(None, None)
    for _ in range(_TRIES):
        content = coded(given)
        found = measured(content, trial)
        over = (found.peak or -99.0) - HIGHEST_DB
        away = (found.loudness if found.loudness is not None else LUFS) - LUFS
        if over <= 0 and abs(away) <= NEAR:
            break
        ceiling -= max(0.0, over) + (0.1 if over > 0 else 0.0)
        loudness -= away
        given = levelled(mixed, loudness, ceiling)
    return content, found


def measured(content: bytes, trial: Path) -> Loudness:
    """How loud a coded sound is when it is heard."""
    trial.write_bytes(content)
    try:
        heard = read(trial)
    finally:
        trial.unlink(missing_ok=True)
    loudness = integrated(heard)
    peak = true_peak_db(heard) if loudness is not None else None
    return Loudness(loudness, peak)


def coded(sound: Sound) -> bytes:
    """AAC-LC at 48 kHz in an MP4 file in memory."""
    sink = io.BytesIO()
    with av.open(sink, "w", format="ipod") as container:
        stream = container.add_stream("aac", rate=RATE, layout="stereo")
        stream.bit_rate = BITS
        for frame in _frames(sound):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return sink.getvalue()


def _frames(sound: Sound) -> Iterator[av.AudioFrame]:
    for at in range(0, len(sound.samples), _BLOCK):
        block = np.ascontiguousarray(sound.samples[at : at + _BLOCK].T, np.float32)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
        yield frame


def _code(music: MusicProvider | None) -> str:
    """A hash of what makes the sound, so that an update makes it again."""
    folders = [Path(sound_package.__file__).parent]
    if music is not None:
        folders.append(Path(inspect.getfile(type(music))).parent)
    found = hashlib.sha256(av.__version__.encode())
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.suffix in {".py", ".toml"}:
                found.update(file.read_bytes())
    return found.hexdigest()
