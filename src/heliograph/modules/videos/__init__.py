"""Videos: timelines made of pieces, edited by people, rendered, judged; and the styles of them."""

from heliograph.modules.videos.errors import NoVideoOfThis, StyleNotFound, VideoNotFound
from heliograph.modules.videos.events import RENDERED
from heliograph.modules.videos.jobs import register as register_jobs
from heliograph.modules.videos.repository import files_kept
from heliograph.modules.videos.schemas import VideoCheckOut
from heliograph.modules.videos.service import (
    Composing,
    Inspecting,
    Rendering,
    Report,
    Reports,
    VideoEditor,
    VideosService,
    VideoTools,
    pieces_of,
)
from heliograph.modules.videos.values import VideoWish

__all__ = [
    "RENDERED",
    "Composing",
    "Inspecting",
    "NoVideoOfThis",
    "Rendering",
    "Report",
    "Reports",
    "StyleNotFound",
    "VideoCheckOut",
    "VideoEditor",
    "VideoNotFound",
    "VideoTools",
    "VideoWish",
    "VideosService",
    "files_kept",
    "pieces_of",
    "register_jobs",
]
