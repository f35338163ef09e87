"""Which sound a video has, by the key of all that is heard in it. How it is made is in
`soundtrack`, which is loaded only where a sound is really made."""

from __future__ import annotations

import hashlib
import inspect
import json
from dataclasses import dataclass
from pathlib import Path

import av

from heliograph.extensions.providers.video.sources import Sources
from heliograph.extensions.providers.video.store import Store
from heliograph.sdk import sound as sound_package
from heliograph.sdk.music import MusicProvider
from heliograph.sdk.timeline import Clip, Split, Timeline, frames_of, spans

TRACK, FACTS = ".m4a", ".json"
_MIXING = "mixing.py"


@dataclass(frozen=True)
class Sounding:
    """The sound that is to be made, by the key of all that is heard in it."""

    key: str
    music: MusicProvider | None


@dataclass(frozen=True)
class Loudness:
    """How loud a coded sound is: LUFS and dBTP; None for silence, and what is too short to tell."""

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


def loudness_of(store: Store, key: str) -> Loudness:
    """What was measured when a kept sound was made."""
    return Loudness(**json.loads(store.file(key, FACTS).read_bytes()))


def _code(music: MusicProvider | None) -> str:
    """A hash of what makes the sound, so that an update makes it again."""
    folders = [Path(sound_package.__file__).parent]
    files = [folders[0].parent / _MIXING]
    if music is not None:
        folders.append(Path(inspect.getfile(type(music))).parent)
    found = hashlib.sha256(av.__version__.encode())
    for folder in folders:
        files += sorted(one for one in folder.rglob("*") if one.suffix in {".py", ".toml"})
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()
