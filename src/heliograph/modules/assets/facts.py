"""What a file is, judged by its content: type, weight, shape, and for videos length and coding."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from heliograph.modules.assets.cleaning.drawings import size_of
from heliograph.modules.assets.containers import DEMUXERS, QUICKTIME, is_film
from heliograph.modules.assets.errors import FileRefused, FileTooLarge
from heliograph.modules.assets.limits import LONGEST_FILM_MS, MAX_PIXELS
from heliograph.modules.assets.probe import is_streamable, probe
from heliograph.modules.assets.safety import check_package
from heliograph.modules.assets.sniff import HEAD_BYTES, OFFICE, Kind, kind_of

LONGEST_PROFILES = 8_000_000
PACKED = {
    b"\x1f\x8b": "gzip",
    b"PK": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
}


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
    pixel_format: str | None = None
    audio_rate: int | None = None
    audio_channels: int | None = None
    is_streamable: bool | None = None


def known_kind(head: bytes) -> Kind:
    """The kind of a file by its first bytes; raises `FileRefused`, and `FileTooLarge` for a
    picture that would be absurdly large once decoded."""
    kind = kind_of(head)
    if kind is None:
        raise FileRefused(_unknown(head))
    if (kind.width or 0) * (kind.height or 0) > MAX_PIXELS:
        raise FileTooLarge(f"{kind.width} × {kind.height} pixels, allowed {MAX_PIXELS}")
    return kind


def _unknown(head: bytes) -> str:
    """What is wrong with a file that cannot be used, as far as its beginning tells."""
    for start, name in PACKED.items():
        if head.startswith(start):
            return f"The file is a packed archive ({name}); unpack it and send what is inside"
    return "The file is no picture, video or document that is known here"


def facts_of(path: Path) -> FileFacts:
    """What the file at a place is; raises `FileRefused`, `FileTooLarge`."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        kind = known_kind(head)
        if kind.width is None and kind.mime in ("image/jpeg", "image/webp"):
            # Colour profiles may be long; what is still unknown then would be decoded blindly.
            kind = known_kind(head + file.read(LONGEST_PROFILES))
            if kind.width is None:
                raise FileRefused("The picture does not say how large it is; save it anew")
    size = path.stat().st_size
    if kind.mime in OFFICE.values():
        check_package(path)
    if kind.mime == "image/svg+xml":
        return FileFacts(kind.mime, size, *size_of(head))
    if not is_film(kind.mime):
        return FileFacts(kind.mime, size, kind.width, kind.height)
    return _facts_of_film(path, kind.mime, size)


def _facts_of_film(path: Path, mime: str, size: int) -> FileFacts:
    film = probe(path, mime)
    if film.duration_ms > LONGEST_FILM_MS:
        hours = LONGEST_FILM_MS // 3_600_000
        raise FileTooLarge(f"the video says it is {film.duration_ms // 1000} s long; {hours} h fit")
    boxed = DEMUXERS[mime] == QUICKTIME
    return FileFacts(
        mime, size, is_streamable=is_streamable(path) if boxed else None, **asdict(film)
    )
