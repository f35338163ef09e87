"""Frames that run through a filter graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import av
import av.filter

Frame = TypeVar("Frame", av.AudioFrame, av.VideoFrame)


def through(graph: av.filter.Graph, frame: Frame | None, kind: type[Frame]) -> Iterator[Frame]:
    """What comes out once a frame is sent in; None says that no more will come."""
    graph.push(frame)
    while True:
        try:
            found = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(found, kind):
            yield found
