"""Background pictures from OpenAI's image models."""

from heliograph.extensions.providers.openai_images.provider import OpenAIImages

Provider = OpenAIImages

__all__ = ["OpenAIImages", "Provider"]
