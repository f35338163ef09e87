"""Canvas: draws pictures from design files, offline and repeatably."""

from heliograph.extensions.providers.canvas.provider import CanvasProvider
from heliograph.sdk.typesetting.errors import FontsMissing

Provider = CanvasProvider

__all__ = ["CanvasProvider", "FontsMissing", "Provider"]
