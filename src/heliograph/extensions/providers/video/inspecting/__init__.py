"""Looking at a finished file: what the gate of videos judges by."""

from heliograph.extensions.providers.video.inspecting.whole import inspected, looked_at

__all__ = ["inspected", "looked_at"]
