"""Text from the Gemini API of Google."""

from heliograph.extensions.providers.google.provider import GeminiText

Provider = GeminiText

__all__ = ["GeminiText", "Provider"]
