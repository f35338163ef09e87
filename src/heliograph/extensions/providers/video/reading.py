"""Moving pictures out of files of any kind, at any time that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import av.container

from heliograph.sdk.decoding import decoded
from heliograph.sdk.video import CannotRender

LONGEST_SIDE = 8192
_FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,mpeg,mpegts,flv,gif,ogg,apng"
# A hostile file may name addresses or other files; none of them is opened.
_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": _FORMATS}
_MOST_PIXELS = LONGEST_SIDE * LONGEST_SIDE
_AHEAD = 3.0
"""Seconds that are decoded and thrown away before a seek is quicker."""


@dataclass(frozen=True, eq=False)
class Shown:
    """A frame and when it begins, in seconds from the file's start."""

    begins: float
    picture: av.VideoFrame


def opened(file: Path) -> av.container.InputContainer:
    """A file with a moving picture; raises `CannotRender` for anything else."""
    try:
        container = av.open(str(file), "r", container_options=_OPTIONS)
    except (av.FFmpegError, ValueError) as error:
        raise CannotRender(
            f"{file.name} cannot be opened as a clip: it is damaged, cut off or of an unknown "
            "kind. Give a whole MP4, MOV, WebM or MKV file."
        ) from error
    if not container.streams.video:
        container.close()
        raise CannotRender(f"{file.name} has sound but no picture. Use it as a sound, not a clip.")
    stream = container.streams.video[0]
    try:
        # Told by the file's head; a single frame of more would fill the memory.
        _check_size(file, stream.codec_context.width, stream.codec_context.height)
    except CannotRender:
        container.close()
        raise
    # A head can lie, and a frame in the middle be larger than the first: FFmpeg refuses it.
    stream.codec_context.options = {"max_pixels": str(_MOST_PIXELS)}
    return container


def _check_size(file: Path, wide: int, high: int) -> None:
    if max(wide, high) > LONGEST_SIDE:
        raise CannotRender(
            f"{file.name} is {wide} x {high}; give a clip of at most {LONGEST_SIDE} on its longer "
            "side."
        )


def seconds_of(file: Path) -> float | None:
    """How long a clip lasts, where its file tells; raises `CannotRender` when it is none."""
    with opened(file) as container:
        return container.duration / av.time_base if container.duration else None


class Reader:
    """The frame of a file at any time; a rate that varies does not matter."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._container = opened(file)
        self._stream = self._container.streams.video[0]
        self._stream.codec_context.thread_count = 1
        self._origin = float((self._stream.start_time or 0) * (self._stream.time_base or 0))
        self._frames = _shown(self._container, self._stream, self._origin)
        self._now = self._first()
        self._next = next(self._frames, None)

    @property
    def pixel_shape(self) -> float:
        """How wide a pixel is for its height."""
        return float(self._stream.sample_aspect_ratio or 1)

    def at(self, time: float) -> Shown:
        """The last frame that begins at or before a time in seconds from the file's start."""
        # Times in files are rounded to their own grid: a thousandth more is the same moment.
        wanted = time + 0.001
        if wanted < self._now.begins or wanted > self._now.begins + _AHEAD:
            self._seek(wanted)
        while self._next is not None and self._next.begins <= wanted:
            self._now, self._next = self._next, next(self._frames, None)
        return self._now

    def _seek(self, time: float) -> None:
        if self._next is None and time > self._now.begins:
            return
        first = self._sought(max(0.0, time))
        if first is None or first.begins > time:
            # Some files lead past the place; then the whole is read from its start.
            first = self._sought(0.0) or self._now
        self._now, self._next = first, next(self._frames, None)

    def _sought(self, time: float) -> Shown | None:
        self._container.seek(int((time + self._origin) * av.time_base), backward=True)
        self._frames = _shown(self._container, self._stream, self._origin)
        return next(self._frames, None)

    def _first(self) -> Shown:
        first = next(self._frames, None)
        if first is None:
            raise CannotRender(
                f"No picture of {self._file.name} can be decoded. Give a whole file."
            )
        _check_size(self._file, first.picture.width, first.picture.height)
        return first


def _shown(
    container: av.container.InputContainer, stream: av.VideoStream, origin: float
) -> Iterator[Shown]:
    """The frames that say when they are shown.

    No method, for that would hold its reader: its memory is to be free with its last user, and
    not when cycles are looked for."""
    for picture in decoded(container, stream):
        if picture.time is not None:
            yield Shown(picture.time - origin, picture)
