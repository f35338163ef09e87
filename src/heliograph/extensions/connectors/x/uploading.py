"""The state of an upload, and what a delivery remembers of its uploads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import MediaFile, Memory

SEGMENT = 5 * 1024 * 1024
# X keeps an upload for a day; an hour is left for the post itself.
SPARE = timedelta(hours=1)


class Failure(Wire):
    """Why a file was not processed."""

    message: str = ""


class Processing(Wire):
    """How far a file is; absent where nothing is left to do."""

    state: Literal["pending", "in_progress", "succeeded", "failed"]
    check_after_secs: float = 1.0
    error: Failure = Failure()


class Upload(Wire):
    """A file on X's side."""

    id: str
    expires_after_secs: int = 86_400
    processing_info: Processing | None = None


class State(Wire):
    """The envelope."""

    data: Upload


@dataclass(frozen=True)
class Shelf:
    """What lies on X's side: the finished files in order, and how far the next one is.

    `open_id` is an upload in segments, of which `segments` have arrived; `is_sealed` when it is
    finalized and only being processed. All of it is worthless after `until`.
    """

    ids: tuple[str, ...] = ()
    open_id: str = ""
    segments: int = 0
    is_sealed: bool = False
    until: float = 0.0

    @classmethod
    def of(cls, memory: Memory, now: datetime) -> Shelf:
        """What an earlier attempt left behind, unless X has thrown it away since."""
        try:
            kept: Mapping[str, object] = json.loads(memory.get("uploads", "{}"))
            shelf = cls(**{**kept, "ids": tuple(kept.get("ids") or ())})  # type: ignore[arg-type]
        except (ValueError, TypeError):
            return cls()
        return shelf if shelf.until > (now + SPARE).timestamp() else cls()

    def kept_in(self, memory: Memory) -> Memory:
        """The memory with this shelf in it."""
        if self == Shelf():
            return {name: value for name, value in memory.items() if name != "uploads"}
        kept = {
            "ids": list(self.ids),
            "open_id": self.open_id,
            "segments": self.segments,
            "is_sealed": self.is_sealed,
            "until": self.until,
        }
        return {**memory, "uploads": json.dumps(kept)}

    def with_open(self, upload: Upload, now: datetime) -> Shelf:
        """An upload in segments has begun."""
        until = self._sooner(upload, now)
        return replace(self, open_id=upload.id, segments=0, is_sealed=False, until=until)

    def with_done(self, upload: Upload, now: datetime) -> Shelf:
        """The next file is ready for use."""
        return Shelf((*self.ids, upload.id), until=self._sooner(upload, now))

    def without_open(self) -> Shelf:
        """The upload in segments is of no more use."""
        return replace(self, open_id="", segments=0, is_sealed=False)

    def _sooner(self, upload: Upload, now: datetime) -> float:
        ends = now.timestamp() + upload.expires_after_secs
        return min(self.until, ends) if self.until else ends


def category_of(file: MediaFile) -> str:
    """X's word for what a file is used for."""
    if file.is_video:
        return "tweet_video"
    return "tweet_gif" if file.mime == "image/gif" else "tweet_image"


def segments_of(file: MediaFile) -> list[tuple[int, int]]:
    """Where each segment begins and how long it is."""
    starts = range(0, file.size, SEGMENT)
    return [(start, min(SEGMENT, file.size - start)) for start in starts]
