"""Background pictures from Stability AI."""

from heliograph.extensions.providers.stability.provider import StableImage

Provider = StableImage

__all__ = ["Provider", "StableImage"]
