"""Scenes that are computed frame by frame."""

from heliograph.extensions.providers.video.drawing.scenes.opening import Setting, open_scene

__all__ = ["Setting", "open_scene"]
