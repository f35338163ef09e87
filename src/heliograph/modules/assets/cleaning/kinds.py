"""Which cleaner is for which kind of file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from heliograph.modules.assets.cleaning.avi import AVI
from heliograph.modules.assets.cleaning.cleaner import AsItIs, Cleaner
from heliograph.modules.assets.cleaning.drawings import SVG
from heliograph.modules.assets.cleaning.films import MP4
from heliograph.modules.assets.cleaning.matroska import Matroska
from heliograph.modules.assets.cleaning.photographs import JPEG
from heliograph.modules.assets.cleaning.pictures import GIF, PNG, WebP

_CLEANERS: Mapping[str, Callable[[], Cleaner]] = {
    "image/jpeg": JPEG,
    "image/png": PNG,
    "image/webp": WebP,
    "image/gif": GIF,
    "image/svg+xml": SVG,
    "video/mp4": MP4,
    "video/quicktime": MP4,
    "video/webm": Matroska,
    "video/x-matroska": Matroska,
    "video/x-msvideo": AVI,
}


def cleaner_for(mime: str) -> Cleaner:
    """A fresh cleaner for one file of a kind."""
    return _CLEANERS.get(mime, AsItIs)()
