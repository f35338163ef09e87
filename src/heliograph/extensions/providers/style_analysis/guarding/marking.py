"""Taking the marks of a video."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np

from heliograph.extensions.providers.style_analysis.guarding.hashing import (
    landmarks,
    picture_hash,
    to_hexadecimal,
    views,
)
from heliograph.extensions.providers.style_analysis.guarding.marks import Marks
from heliograph.extensions.providers.style_analysis.lettering import TextWatch
from heliograph.extensions.providers.style_analysis.lettering.cues import Cue, cues_in
from heliograph.extensions.providers.style_analysis.reading import (
    Bytes,
    Film,
    Floats,
    Small,
    read,
)
from heliograph.extensions.providers.style_analysis.thumbs import Thumbs, unpacked

EVERY = 0.2
"""Seconds between frames whose hash is kept."""
MOST_FRAMES, MOST_SOUND = 1500, 60_000
SHORTEST_LINE = 22
"""Steps of a profile; shorter lines are alike by chance."""
LOOKS = 5


class MarkWatch:
    """Keeps thumbnails and text while a film is read."""

    def __init__(self) -> None:
        self.thumbs = Thumbs()
        self.text = TextWatch()

    def see(self, small: Small) -> None:
        """Look at one frame."""
        self.thumbs.see(small)
        if self.text.takes(small):
            self.text.see(small)


def marks_of(path: Path) -> Marks:
    """All marks of a file; raises `FileNotFoundError` and `CannotAnalyse`."""
    watch = MarkWatch()
    with closing(watch.thumbs):
        film = read(path, watch.see)
        return put_together(film, watch.thumbs.whole(), watch.text)


def put_together(film: Film, thumbs: Bytes, text: TextWatch) -> Marks:
    """The marks of a film that was read."""
    frames, seen = _frames(thumbs, film.fps)
    return Marks(
        frames=tuple(sorted(frames)),
        views=tuple(sorted(seen)),
        lines=tuple(sorted({line for cue in cues_in(text.looks) for line in profiles(cue)})),
        sound=tuple(landmarks(sound_of(film), MOST_SOUND)),
    )


def sound_of(film: Film) -> Floats:
    """The whole sound as one array."""
    return np.concatenate(film.sound) if film.sound else np.zeros(0, np.float32)


def _frames(thumbs: Bytes, fps: float) -> tuple[set[str], set[str]]:
    """Hashes of frames spread over the film, and of their views."""
    step = max(round(EVERY * fps), -(-len(thumbs) // MOST_FRAMES), 1)
    frames, seen = set(), set()
    for at in range(0, len(thumbs), step):
        lightness = unpacked(np.asarray(thumbs[at]))[..., 0]
        bits = picture_hash(lightness)
        if bits is None:
            continue
        frames.add(to_hexadecimal(bits))
        hashes = (picture_hash(view) for view in views(lightness))
        seen |= {to_hexadecimal(one) for one in hashes if one is not None}
    return frames, seen


def profiles(cue: Cue) -> list[tuple[int, ...]]:
    """How the ink of each line of a cue is spread, in the looks that see most of it: what lies
    behind the letters hides some of them at times."""
    fullest = sorted(cue.blocks, key=lambda one: -len(one.letters))[:LOOKS]
    return [one for look in fullest for one in look.profiles if len(one) >= SHORTEST_LINE]
