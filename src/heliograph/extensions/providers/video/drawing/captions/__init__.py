"""Captions: cues set in lines, their words marked as they are spoken, in eight manners."""

from heliograph.extensions.providers.video.drawing.captions.layer import CaptionLayer, caption_layer

__all__ = ["CaptionLayer", "caption_layer"]
