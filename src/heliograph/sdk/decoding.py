"""What can be decoded of a film or a sound, however damaged the file is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, overload

import av

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream


@overload
def decoded(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]: ...


@overload
def decoded(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]: ...


def decoded(container: InputContainer, stream: VideoStream | AudioStream) -> Iterator[Any]:
    """Frames in order; a packet that cannot be decoded is left out, a broken end is the end."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, av.FFmpegError):
            return
        try:
            frames = packet.decode()
        except av.FFmpegError:
            continue
        yield from frames
