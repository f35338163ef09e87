"""Decoding a video once, small, whatever its container, codec, frame rate or rotation.

Every frame becomes a `Small`: luma with its longer side at 480 pixels and chroma at half of that,
8 bit. One frame is held at a time; the sound is kept as mono at 22,050 Hz.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import av
import av.container
import cv2
import numpy as np
import numpy.typing as npt

from heliograph.sdk.hollow import is_hollow
from heliograph.sdk.style.errors import CannotAnalyse

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

Bytes: TypeAlias = npt.NDArray[np.uint8]
Floats: TypeAlias = npt.NDArray[np.float32]

LONG_SIDE = 480
LARGEST_GROWTH = 3.0
SOUND_RATE = 22_050
LONGEST_SECONDS = 20 * 60 + 30
MOST_FRAMES = 80_000
MOST_PIXELS = 40_000_000
FEWEST_FRAMES = 5
FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,mpeg,mpegts,mpegvideo,flv,ogg,gif,h264,hevc,"
    "ivf,mxf,dv,m4v,apng,nut,yuv4mpegpipe"
)
_PLAIN = frozenset({"yuv420p", "yuvj420p"})
_WHOLE = 0.85
"""Less than this of the length a file claims means that its end is missing."""
_BT601 = frozenset({4, 5, 6})
_BT709 = 1
_FULL_RANGE = 2


@dataclass(frozen=True, eq=False)
class Small:
    """One frame: `y` (height, width), `u` and `v` at half size, and how to read the numbers."""

    index: int
    time: float
    y: Bytes
    u: Bytes
    v: Bytes
    full: bool
    """Whether black is 0 and white 255, not 16 and 235."""
    bt601: bool


@dataclass(eq=False)
class Film:
    """What is known of a file after it was read: `times` of its frames in seconds, and its sound
    as mono samples at `SOUND_RATE`, empty where it has none."""

    width: int = 0
    height: int = 0
    claimed: float = 0.0
    rate: float = 0.0
    times: list[float] = field(default_factory=list)
    sound: list[npt.NDArray[np.float32]] = field(default_factory=list, repr=False)

    @property
    def frames(self) -> int:
        """How many frames were shown."""
        return len(self.times)

    @property
    def fps(self) -> float:
        """Frames a second, from their times; for a variable rate the mean."""
        lasting = self.times[-1] - self.times[0] if self.frames > 1 else 0.0
        found = (self.frames - 1) / lasting if lasting > 0 else self.rate or 25.0
        near = self.rate and abs(found - self.rate) / self.rate < 0.002
        return round(self.rate if near else found, 4)

    @property
    def seconds(self) -> float:
        """How long the picture lasts."""
        return self.frames / self.fps


def read(path: Path, see: Callable[[Small], None]) -> Film:
    """Decode a file, showing each frame to `see` in order. Raises `FileNotFoundError`, and
    `CannotAnalyse` for what is no video, is damaged, too large, too long or too short."""
    try:
        with _opened(path) as container:
            return _decoded(container, path.name, see)
    except (av.FFmpegError, UnicodeDecodeError) as error:
        raise CannotAnalyse(
            f"{path.name} cannot be read as a video: it is damaged, cut short, or of a kind that "
            "is not known here."
        ) from error


@dataclass(frozen=True)
class Claims:
    """What a file says of itself: how many seconds it lasts, 0 where it does not say."""

    seconds: float = 0.0
    has_sound: bool = False


def claims_of(path: Path) -> Claims:
    """What a file says before it is read; nothing where `read` will refuse it."""
    try:
        with _opened(path) as container:
            lasting = _claimed(container, _picture(container, path.name))
            return Claims(lasting, bool(container.streams.audio))
    except (CannotAnalyse, OSError, UnicodeDecodeError, av.FFmpegError):
        return Claims()


def _opened(path: Path) -> av.container.InputContainer:
    if not path.is_file():
        raise FileNotFoundError(2, "There is no such file", str(path))
    if path.stat().st_size == 0:
        raise CannotAnalyse(f"{path.name} is empty: it has no bytes at all.")
    if is_hollow(path):
        raise CannotAnalyse(f"{path.name} was hardly written: most of it is a hole.")
    options = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
    return av.open(str(path), "r", container_options=options)


def _decoded(
    container: av.container.InputContainer, name: str, see: Callable[[Small], None]
) -> Film:
    stream = _picture(container, name)
    film = Film(claimed=_claimed(container, stream), rate=float(stream.average_rate or 0))
    if film.claimed > LONGEST_SECONDS:
        raise CannotAnalyse(f"{name} lasts {film.claimed / 60:.0f} minutes; 20 are the most.")
    for small in _frames(container, stream, film, name):
        film.times.append(small.time)
        see(small)
        if film.frames > MOST_FRAMES or small.time - film.times[0] > LONGEST_SECONDS:
            raise CannotAnalyse(f"{name} is longer than 20 minutes.")
    _check_whole(film, name)
    return film


def _picture(container: av.container.InputContainer, name: str) -> VideoStream:
    """The moving picture of a file: not the cover of a song."""
    found = [
        one
        for one in container.streams.video
        if not one.disposition & av.stream.Disposition.attached_pic
    ]
    if not found:
        raise CannotAnalyse(f"{name} has no moving picture in it, only sound.")
    stream = found[0]
    width, height = stream.codec_context.width, stream.codec_context.height
    if width * height > MOST_PIXELS:
        raise CannotAnalyse(f"{name} has frames of {width} x {height} pixels: too many.")
    stream.thread_type = "AUTO"
    stream.codec_context.thread_count = 2
    return stream


def _claimed(container: av.container.InputContainer, stream: VideoStream) -> float:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return container.duration / 1_000_000 if container.duration else 0.0


def _frames(
    container: av.container.InputContainer, stream: VideoStream, film: Film, name: str
) -> Iterator[Small]:
    sound = container.streams.audio[0] if container.streams.audio else None
    resampler = av.AudioResampler(format="flt", layout="mono", rate=SOUND_RATE)
    wanted = [stream] if sound is None else [stream, sound]
    for packet in container.demux(*wanted):
        try:
            decoded = packet.decode()
        except av.FFmpegError as error:
            if packet.stream is sound:
                continue
            at = film.times[-1] if film.times else 0.0
            raise CannotAnalyse(f"{name} is damaged {at:.1f} seconds into it.") from error
        for frame in decoded:
            if isinstance(frame, av.VideoFrame):
                yield _small(frame, film)
            elif isinstance(frame, av.AudioFrame):
                frame.pts = None
                film.sound += [
                    one.to_ndarray().reshape(-1).astype(np.float32)
                    for one in resampler.resample(frame)
                ]


def _check_whole(film: Film, name: str) -> None:
    if film.frames < FEWEST_FRAMES:
        raise CannotAnalyse(f"{name} has {film.frames} frames: too few to speak of a manner.")
    if film.claimed and film.seconds < film.claimed * _WHOLE - 0.5:
        raise CannotAnalyse(
            f"{name} is cut short: it says it lasts {film.claimed:.1f} seconds and ends after "
            f"{film.seconds:.1f}."
        )


def _small(frame: VideoFrame, film: Film) -> Small:
    turns = round(frame.rotation / 90) % 4
    if not film.times:
        film.width, film.height = frame.width, frame.height
        if turns % 2:
            film.width, film.height = film.height, film.width
    time = frame.time if frame.time is not None else film.frames / (film.rate or 25.0)
    if film.times and time <= film.times[-1]:
        time = film.times[-1] + 1e-3
    width, height = small_size(film.width, film.height)
    size = (height, width) if turns % 2 else (width, height)
    planes = _plain(frame, size) if frame.format.name in _PLAIN else _other(frame, size)
    if turns:
        planes = [np.ascontiguousarray(np.rot90(plane, turns)) for plane in planes]
    plain = frame.format.name in _PLAIN
    full = not plain or frame.format.name == "yuvj420p" or int(frame.color_range) == _FULL_RANGE
    space = int(frame.colorspace)
    bt601 = plain and (space in _BT601 or (space != _BT709 and frame.height < 720))
    return Small(film.frames, float(time), planes[0], planes[1], planes[2], full, bt601)


def small_size(width: int, height: int) -> tuple[int, int]:
    """Width and height at which a frame is looked at: even, the longer side 480."""
    scale = min(LARGEST_GROWTH, LONG_SIDE / max(width, height))
    return (max(16, round(width * scale / 2) * 2), max(16, round(height * scale / 2) * 2))


def _plain(frame: VideoFrame, size: tuple[int, int]) -> list[Bytes]:
    half = (size[0] // 2, size[1] // 2)
    return [_shrunk(_rows(frame, at), (size, half, half)[at]) for at in range(3)]


def _shrunk(plane: Bytes, size: tuple[int, int]) -> Bytes:
    """A plane at a size (width, height). It is halved as often as it can be: that takes an eighth
    of the time of one step to a quarter, and differs by rounding."""
    height, width = plane.shape
    while width >= 2 * size[0] and height >= 2 * size[1] and not (width % 2 or height % 2):
        width, height = width // 2, height // 2
        plane = np.asarray(cv2.resize(plane, (width, height), interpolation=cv2.INTER_AREA))
    if (width, height) == size:
        return plane.copy()
    how = cv2.INTER_AREA if max(width, height) > max(size) else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(plane, size, interpolation=how), np.uint8)


def _rows(frame: VideoFrame, number: int) -> Bytes:
    plane = frame.planes[number]
    whole = np.frombuffer(memoryview(plane), np.uint8)
    rows: Bytes = whole.reshape(-1, plane.line_size)[: plane.height, : plane.width]
    return rows


def _other(frame: VideoFrame, size: tuple[int, int]) -> list[Bytes]:
    """Formats of other depths and samplings, by way of RGB in full range and BT.709."""
    rgb = frame.reformat(*size, format="rgb24", interpolation="AREA").to_ndarray().astype(np.uint8)
    return rgb_to_planes(rgb)


def rgb_to_planes(rgb: Bytes) -> list[Bytes]:
    """(height, width, 3) RGB as Y, U, V in full range and BT.709, chroma at half size."""
    red, green, blue = (rgb[..., one].astype(np.float32) for one in range(3))
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    half = (rgb.shape[1] // 2, rgb.shape[0] // 2)
    u = cv2.resize((blue - y) / 1.8556 + 128, half, interpolation=cv2.INTER_AREA)
    v = cv2.resize((red - y) / 1.5748 + 128, half, interpolation=cv2.INTER_AREA)
    return [np.clip(np.rint(one), 0, 255).astype(np.uint8) for one in (y, u, v)]
