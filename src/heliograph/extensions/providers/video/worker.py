"""What happens in a worker process: pieces are asked for, made, kept, and told of."""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol, TypeAlias, cast

import cv2

from heliograph.extensions.providers.video.encoding import Coding, coded
from heliograph.extensions.providers.video.frames import Planes
from heliograph.extensions.providers.video.grounds import Studio
from heliograph.extensions.providers.video.pieces import Piece
from heliograph.extensions.providers.video.reel import Reel
from heliograph.extensions.providers.video.sounding import Sounding
from heliograph.extensions.providers.video.store import Store
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import CannotRender

PIECE = ".mp4"
_EVERY = 6
"""Frames between two words of progress."""
Job: TypeAlias = Piece | Sounding
Told: TypeAlias = tuple[str, int | str, str]
"""What a worker says: ("frames", how many, ""), ("done", "", ""), or how it failed: ("refused" |
"system" | "broken", number or nothing, why)."""


@dataclass(frozen=True)
class Assignment:
    """What a worker must know of the video; it travels to another process."""

    timeline: str
    folder: Path
    coding: Coding
    store: Path


class _SoundTrack(Protocol):
    def sound_track(
        self, job: Sounding, timeline: Timeline, folder: Path, store: Store
    ) -> None: ...


class Bench:
    """Makes the pieces of one video, in this process."""

    def __init__(self, assignment: Assignment) -> None:
        coding = assignment.coding
        timeline = Timeline.model_validate_json(assignment.timeline)
        self._studio = Studio(timeline, assignment.folder, (coding.width, coding.height))
        self._coding, self._store = coding, Store(assignment.store)
        self._reel = Reel(self._studio)

    def work(self, job: Job, tell: Callable[[int], None]) -> None:
        """Make a piece or the sound and keep it. `tell` hears of frames and may raise to stop."""
        if isinstance(job, Sounding):
            # What makes sound takes long to load, and most workers make none.
            module = importlib.import_module(f"{__package__}.soundtrack")
            make = cast("_SoundTrack", module).sound_track
            make(job, self._studio.timeline, self._studio.folder, self._store)
        else:
            content = coded(self._frames(job, tell), self._coding)
            self._store.put(job.key, PIECE, content)
        _give_back()

    def _frames(self, piece: Piece, tell: Callable[[int], None]) -> Iterator[Planes]:
        told = 0
        for index in range(piece.first, piece.end):
            yield self._reel.frame(index)
            if index + 1 - piece.first - told >= _EVERY or index + 1 == piece.end:
                tell(index + 1 - piece.first - told)
                told = index + 1 - piece.first


def _give_back() -> None:
    """Return to the system what the encoder has freed; else each piece adds to the last."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def main(connection: Connection, assignment: Assignment, parent: int) -> None:
    """Serve until nothing more is asked for, or nobody is there to ask."""
    # Ctrl-C is for the parent, which then ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)
    # What is loaded by now stays: it need not be looked through each time a scene is let go.
    gc.freeze()

    def tell(frames: int) -> None:
        if os.getppid() != parent:
            # The parent was killed; nobody will ever join what would be made here.
            os._exit(1)
        connection.send(("frames", frames, ""))

    # A parent that is gone neither asks nor hears.
    with suppress(EOFError, BrokenPipeError):
        _serve(connection, assignment, tell)


def _serve(connection: Connection, assignment: Assignment, tell: Callable[[int], None]) -> None:
    bench: Bench | None = None
    while (job := connection.recv()) is not None:
        try:
            bench = bench or Bench(assignment)
            bench.work(job, tell)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent must hear of it
            connection.send(_failure(error))
        else:
            connection.send(("done", "", ""))


def _failure(error: Exception) -> Told:
    if isinstance(error, CannotRender):
        return ("refused", "", str(error))
    if isinstance(error, OSError) and error.errno:
        return ("system", error.errno, error.strerror or str(error))
    return ("broken", "", "".join(traceback.format_exception(error)))
