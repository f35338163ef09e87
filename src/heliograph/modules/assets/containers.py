"""The boxes in which videos come, and who opens each.

A file is opened by the one demuxer of its own kind: playlists and other files that name further
files are never followed.
"""

from __future__ import annotations

from pathlib import Path

from heliograph.modules.assets.sniff import HEAD_BYTES, kind_of

QUICKTIME = "mov,mp4,m4a,3gp,3g2,mj2"
MATROSKA = "matroska,webm"
DEMUXERS = {
    "video/mp4": QUICKTIME,
    "video/quicktime": QUICKTIME,
    "video/webm": MATROSKA,
    "video/x-matroska": MATROSKA,
    "video/x-msvideo": "avi",
}
"""FFmpeg's names."""


def is_film(mime: str) -> bool:
    """Whether files of this type are videos that can be opened here."""
    return mime in DEMUXERS


def demuxer_of(path: Path) -> str:
    """Who opens the video at a place, judged by its first bytes; raises `ValueError` for what is
    no video."""
    with path.open("rb") as file:
        kind = kind_of(file.read(HEAD_BYTES))
    if kind is None or kind.mime not in DEMUXERS:
        raise ValueError("it is no video that is known here")
    return DEMUXERS[kind.mime]
