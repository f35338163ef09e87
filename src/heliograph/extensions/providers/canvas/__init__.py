"""Canvas: draws pictures from design files, offline and repeatably."""

from heliograph.extensions.providers.canvas.errors import FontsMissing
from heliograph.extensions.providers.canvas.provider import CanvasProvider

Provider = CanvasProvider

__all__ = ["CanvasProvider", "FontsMissing", "Provider"]
