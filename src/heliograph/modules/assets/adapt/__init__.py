"""Renditions: forms of a file cut for one platform, each made once."""

from heliograph.modules.assets.adapt.renditions import Rendition, Renditions

__all__ = ["Rendition", "Renditions"]
