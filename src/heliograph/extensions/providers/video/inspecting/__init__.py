"""Looking at a finished file: what the gate of videos judges by."""

from heliograph.extensions.providers.video.inspecting.whole import inspected

__all__ = ["inspected"]
