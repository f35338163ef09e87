"""What a file is, judged by its content: type, weight, shape, and for videos length and coding."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from heliograph.modules.assets.errors import FileRefused, FileTooLarge
from heliograph.modules.assets.probe import probe
from heliograph.modules.assets.sniff import HEAD_BYTES, Kind, kind_of

MAX_PIXELS = 60_000_000


@dataclass(frozen=True)
class FileFacts:
    """What is kept of a file, by the names of its columns."""

    mime: str
    size: int
    width: int | None
    height: int | None
    duration_ms: int | None = None
    fps: float | None = None
    video_codec: str | None = None
    audio_codec: str | None = None


def known_kind(head: bytes) -> Kind:
    """The kind of a file by its first bytes; raises `FileRefused`, and `FileTooLarge` for a
    picture that would be absurdly large once decoded."""
    kind = kind_of(head)
    if kind is None:
        raise FileRefused("The file is no picture, video or document that is known here")
    if (kind.width or 0) * (kind.height or 0) > MAX_PIXELS:
        raise FileTooLarge(f"{kind.width} × {kind.height} pixels, allowed {MAX_PIXELS}")
    return kind


def facts_of(path: Path) -> FileFacts:
    """What the file at a place is; raises `FileRefused`, `FileTooLarge`."""
    with path.open("rb") as file:
        kind = known_kind(file.read(HEAD_BYTES))
    size = path.stat().st_size
    if kind.mime != "video/mp4":
        return FileFacts(kind.mime, size, kind.width, kind.height)
    film = probe(path)
    return FileFacts(
        kind.mime,
        size,
        film.width,
        film.height,
        film.duration_ms,
        film.fps,
        film.video_codec,
        film.audio_codec,
    )
