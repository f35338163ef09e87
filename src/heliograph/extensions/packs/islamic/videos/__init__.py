"""Videos of plans: stillness, the Arabic first, the reference in sight, nothing recited."""

from heliograph.extensions.packs.islamic.videos.board import storyboard_of

__all__ = ["storyboard_of"]
