"""Sound out of files of any kind, and into WAV files.

`read` opens what PyAV can decode: WAV, MP3, AAC, FLAC, Ogg, Opus and the sound of videos. It never
follows an address or a list of other files that a hostile file may name.
"""

from __future__ import annotations

import io
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import av
import av.container
import numpy as np

from heliograph.sdk.decoding import decoded
from heliograph.sdk.hollow import is_hollow
from heliograph.sdk.sound import Sound

if TYPE_CHECKING:
    from av.audio.stream import AudioStream

    from heliograph.sdk.sound.signals import Floats

LONGEST_SECONDS = 30 * 60
_FORMATS = (
    "wav,w64,mp3,flac,ogg,aac,aiff,au,caf,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,mpeg,"
    "mpegts,amr,ac3,flv"
)
_HIGHEST_RATE = 192_000
_WRITTEN_AT_ONCE = 1 << 20
"""Frames of which copies are made at a time: a long sound lies in memory once, not five times."""
_GAP = 0.05
"""Seconds without sound between two packets that are a gap, and no mere rounding of times."""


class SoundUnreadable(ValueError):
    """A file that cannot be used as sound; the message says which and why."""


class NoSound(SoundUnreadable):
    """A file that can be read and has no sound in it."""


def read(path: Path, start: float = 0.0, seconds: float | None = None) -> Sound:
    """The sound of a file at its own rate, one or two channels, in time with its picture.

    `start` and `seconds` cut a piece out; what lies outside is not kept in memory. Raises
    `FileNotFoundError`, `NoSound`, and `SoundUnreadable` for a damaged file or one of more than
    thirty minutes when no shorter piece is asked for.
    """
    if not path.exists():
        raise FileNotFoundError(2, "There is no such file", str(path))
    if is_hollow(path):
        raise SoundUnreadable(f"{path.name} was hardly written: most of it is a hole.")
    return _opened(str(path), path.name, start, seconds)


def decode(content: bytes, name: str) -> Sound:
    """The sound of a file that is held in memory; `name` stands for it in errors, which are those
    of `read`."""
    return _opened(io.BytesIO(content), name, 0.0, None)


def _opened(source: str | io.BytesIO, name: str, start: float, seconds: float | None) -> Sound:
    try:
        with av.open(
            source,
            "r",
            container_options={"format_whitelist": _FORMATS, "protocol_whitelist": "file"},
        ) as container:
            return _decoded(container, name, start, seconds)
    except av.FFmpegError as error:
        raise SoundUnreadable(
            f"{name} cannot be read: the file is damaged or of a kind that is not known."
        ) from error


def write_wav(sound: Sound, path: Path) -> Path:
    """Write 16-bit PCM; the file appears whole or not at all. Louder than full is clipped."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".wav-", delete=False) as partial:
        try:
            with wave.open(partial, "wb") as file:
                file.setnchannels(sound.samples.shape[1])
                file.setsampwidth(2)
                file.setframerate(sound.rate)
                for at in range(0, len(sound.samples), _WRITTEN_AT_ONCE):
                    file.writeframes(_pcm(sound.samples[at : at + _WRITTEN_AT_ONCE]))
            partial.flush()
            Path(partial.name).chmod(0o644)
            Path(partial.name).replace(path)
        except BaseException:
            Path(partial.name).unlink(missing_ok=True)
            raise
    return path


def _pcm(samples: Floats) -> bytes:
    whole = np.clip(np.nan_to_num(samples), -1.0, 1.0)
    pcm: bytes = np.rint(whole * 32767.0).astype("<i2").tobytes()
    return pcm


def _decoded(
    container: av.container.InputContainer, name: str, start: float, seconds: float | None
) -> Sound:
    stream = _stream(container, name)
    rate = stream.codec_context.sample_rate
    first = round(start * rate)
    # One frame past the limit tells a file that is too long from one that just fits.
    length = LONGEST_SECONDS * rate + 1 if seconds is None else round(seconds * rate)
    if start > 5.0:
        container.seek(int((start - 2.0) * av.time_base), backward=True)
    pieces = _Pieces(first, first + length, min(2, stream.codec_context.channels))
    for at, block in _blocks(container, stream, rate):
        pieces.add(at, block)
        if pieces.is_full:
            break
    if seconds is None and pieces.is_full:
        raise SoundUnreadable(
            f"{name} is longer than {LONGEST_SECONDS // 60} minutes; cut it shorter."
        )
    if not pieces.heard and start == 0.0:
        raise SoundUnreadable(f"{name} has a sound track, but nothing of it can be decoded.")
    return Sound(pieces.whole(), rate)


def _stream(container: av.container.InputContainer, name: str) -> AudioStream:
    if not container.streams.audio:
        raise NoSound(f"{name} has no sound.")
    stream = container.streams.audio[0]
    if not 0 < stream.codec_context.sample_rate <= _HIGHEST_RATE or not stream.channels:
        raise SoundUnreadable(f"{name} names an impossible rate or number of channels.")
    return stream


def _blocks(
    container: av.container.InputContainer, stream: AudioStream, rate: int
) -> Iterator[tuple[int, Floats]]:
    """Blocks of frames by channels, each with the frame at which it begins."""
    layout = "mono" if stream.codec_context.channels == 1 else "stereo"
    convert = av.AudioResampler(format="fltp", layout=layout, rate=rate)
    origin = (container.start_time or 0) / av.time_base
    expected: int | None = None
    for frame in decoded(container, stream):
        at = expected
        if frame.time is not None:
            told = round((frame.time - origin) * rate)
            # Times are rounded to milliseconds in many files: only a true gap moves the sound.
            if expected is None or told - expected > _GAP * rate:
                at = told
        at = at or 0
        for out in convert.resample(frame):
            block = np.ascontiguousarray(out.to_ndarray().T, dtype=np.float32)
            yield at, block
            at += len(block)
        expected = at


class _Pieces:
    """Collects what lies between two frames, with silence where the file has a gap."""

    def __init__(self, first: int, last: int, channels: int) -> None:
        self._first, self._last = first, last
        self._blocks: list[Floats] = []
        self._channels = channels
        self._next = first
        self.heard = 0

    @property
    def is_full(self) -> bool:
        """Whether the last frame that was asked for is there."""
        return self._next >= self._last

    def add(self, at: int, block: Floats) -> None:
        """One block that begins at this frame of the file."""
        begin, end = max(at, self._next), min(at + len(block), self._last)
        if end <= begin:
            return
        if begin > self._next:
            self._blocks.append(np.zeros((begin - self._next, self._channels), dtype=np.float32))
        self._blocks.append(block[begin - at : end - at])
        self.heard += end - begin
        self._next = end

    def whole(self) -> Floats:
        """Everything in one array."""
        if not self._blocks:
            return np.zeros((0, self._channels), dtype=np.float32)
        # Some decoders give numbers that are none for damaged packets.
        return np.nan_to_num(np.concatenate(self._blocks), posinf=0.0, neginf=0.0)
