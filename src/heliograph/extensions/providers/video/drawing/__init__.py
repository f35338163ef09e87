"""What is drawn on a video: captions, titles, overlays, cards and computed scenes."""

from heliograph.extensions.providers.video.drawing.captions import caption_layer
from heliograph.extensions.providers.video.drawing.cards import open_ground
from heliograph.extensions.providers.video.drawing.overlays import overlay_layer
from heliograph.extensions.providers.video.drawing.places import said_of
from heliograph.extensions.providers.video.drawing.scenes import Setting
from heliograph.extensions.providers.video.drawing.titles import title_layer

__all__ = ["Setting", "caption_layer", "open_ground", "overlay_layer", "said_of", "title_layer"]
