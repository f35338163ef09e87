"""Background pictures from Leonardo.Ai."""

from heliograph.extensions.providers.leonardo.provider import Leonardo

Provider = Leonardo

__all__ = ["Leonardo", "Provider"]
