"""Videos of plans: their scenes, and the picture that fits each sentence."""

from heliograph.extensions.packs.zodiac.videos.board import storyboard_of

__all__ = ["storyboard_of"]
