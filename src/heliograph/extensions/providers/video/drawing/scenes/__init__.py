"""Scenes that are computed frame by frame."""

from heliograph.extensions.providers.video.drawing.scenes.opening import open_scene

__all__ = ["open_scene"]
