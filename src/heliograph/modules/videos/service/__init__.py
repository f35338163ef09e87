"""Services of videos, one file for each use."""

from heliograph.modules.videos.service.composing import COMPOSE_JOB, Composing
from heliograph.modules.videos.service.editing import Change, SceneChange, VideoEditor
from heliograph.modules.videos.service.rendering import RENDER_JOB, Rendering, pieces_of
from heliograph.modules.videos.service.reports import Inspecting, Report, Reports, VideoCover
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.modules.videos.service.videos import VideosService

__all__ = [
    "COMPOSE_JOB",
    "RENDER_JOB",
    "Change",
    "Composing",
    "Inspecting",
    "Rendering",
    "Report",
    "Reports",
    "SceneChange",
    "VideoCover",
    "VideoEditor",
    "VideoTools",
    "VideosService",
    "pieces_of",
]
