"""Words over the picture besides the captions: hooks, headings, lower thirds, verses, notes."""

from heliograph.extensions.providers.video.drawing.titles.layer import TitleLayer, title_layer

__all__ = ["TitleLayer", "title_layer"]
