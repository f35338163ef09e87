"""Renders timelines to video files."""

from heliograph.extensions.providers.video.provider import VideoProvider

Provider = VideoProvider

__all__ = ["Provider", "VideoProvider"]
