"""Finished pieces and the sound, laid into one file by copying: nothing is coded again."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
import av.container

from heliograph.extensions.providers.video.store import clean, partial

Packet: TypeAlias = "av.Packet[av.VideoStream] | av.Packet[av.AudioStream]"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class Parts:
    """What a file is joined from: pieces with their numbers of frames, and the sound."""

    pieces: tuple[tuple[Path, int], ...]
    sound: Path
    fps: int
    title: str
    language: str
    chapters: tuple[tuple[float, str], ...]

    @property
    def frames(self) -> int:
        """Of the whole."""
        return sum(count for _, count in self.pieces)


def joined(parts: Parts, out: Path) -> None:
    """Write the file; it appears whole or not at all. Raises `OSError` for a full disk."""
    out.parent.mkdir(parents=True, exist_ok=True)
    clean(out.parent, out.name)
    beside = partial(out)
    try:
        _write(parts, beside)
        _check(beside, parts)
        beside.replace(out)
    except av.FFmpegError as error:
        raise trouble(error, out) from error
    finally:
        beside.unlink(missing_ok=True)


def trouble(error: OSError | av.FFmpegError, out: Path) -> OSError:
    """What a person is told of a file that cannot be written."""
    number = error.errno or errno.EIO
    if number in _FULL:
        return OSError(
            errno.ENOSPC,
            f"There is no room left for {out.name}. Free some space and render again; what is "
            "finished is kept",
            str(out),
        )
    return OSError(number, error.strerror or str(error), str(out))


def counted(piece: Path) -> int:
    """How many frames a kept piece has; 0 for a file that is damaged."""
    try:
        with av.open(str(piece)) as container:
            return container.streams.video[0].frames
    except (av.FFmpegError, IndexError):
        return 0


def _write(parts: Parts, file: Path) -> None:
    options = {"movflags": "+faststart"}
    with (
        av.open(str(file), "w", format="mp4", options=options) as container,
        av.open(str(parts.pieces[0][0])) as first,
        av.open(str(parts.sound)) as sound,
    ):
        container.metadata["title"] = parts.title
        picture = container.add_stream_from_template(first.streams.video[0])
        audio = container.add_stream_from_template(sound.streams.audio[0])
        audio.metadata["language"] = parts.language
        _name_chapters(container, parts)
        for packet in _interleaved(_pictures(parts, picture), _sounds(sound, audio)):
            container.mux_one(packet)


def _interleaved(pictures: Iterator[Packet], sounds: Iterator[Packet]) -> Iterator[Packet]:
    """Both streams in the order of their times."""
    picture, sound = next(pictures, None), next(sounds, None)
    while picture is not None or sound is not None:
        if sound is None or (picture is not None and _time(picture) <= _time(sound)):
            if picture is not None:
                yield picture
            picture = next(pictures, None)
        else:
            yield sound
            sound = next(sounds, None)


def _time(packet: Packet) -> float:
    return float((packet.dts or 0) * packet.time_base)


def _pictures(parts: Parts, stream: av.VideoStream) -> Iterator[Packet]:
    """The packets of all pieces, one after another in time."""
    start = 0
    base = Fraction(1, parts.fps)
    delay = max(_delay(file, parts.fps) for file, _ in parts.pieces)
    for file, count in parts.pieces:
        with av.open(str(file)) as container:
            source = container.streams.video[0]
            order = 0
            for packet in container.demux(source):
                if packet.size == 0 or packet.pts is None:
                    continue
                packet.pts = start + round(packet.pts * packet.time_base * parts.fps)
                # Every piece delays its pictures alike, however few it has.
                packet.dts = start + order - delay
                packet.duration, packet.time_base, packet.stream = 1, base, stream
                order += 1
                yield packet
        start += count


def _delay(file: Path, fps: int) -> int:
    """How many frames earlier than shown the pictures of a piece must be decoded."""
    with av.open(str(file)) as container:
        source = container.streams.video[0]
        shown = [
            round(packet.pts * packet.time_base * fps)
            for packet in container.demux(source)
            if packet.pts is not None
        ]
    return max(order - time for order, time in enumerate(shown))


def _sounds(container: av.container.InputContainer, stream: av.AudioStream) -> Iterator[Packet]:
    for packet in container.demux(container.streams.audio[0]):
        if packet.size and packet.pts is not None:
            packet.stream = stream
            yield packet


def _name_chapters(container: av.container.OutputContainer, parts: Parts) -> None:
    ends = [start for start, _ in (*parts.chapters, (parts.frames / parts.fps, ""))][1:]
    base = Fraction(1, 1000)
    container.set_chapters(
        [
            {
                "id": number,
                "start": round(start * 1000),
                "end": round(end * 1000),
                "time_base": base,
                "metadata": {"title": name},
            }
            for number, ((start, name), end) in enumerate(zip(parts.chapters, ends, strict=True))
        ]
    )


def _check(file: Path, parts: Parts) -> None:
    """Some errors at the very end of writing are told to nobody: the file itself must say."""
    with av.open(str(file)) as container:
        stream = container.streams.video[0]
        if stream.frames != parts.frames or not container.streams.audio:
            raise OSError(errno.EIO, "The file was not written whole; render again", str(file))
        least = sum(one.stat().st_size for one, _ in parts.pieces)
        if file.stat().st_size < least * 9 // 10:
            raise OSError(errno.ENOSPC, "There was no room for the whole file", str(file))
