"""Text from the Messages API of Anthropic."""

from heliograph.extensions.providers.anthropic.provider import AnthropicText

Provider = AnthropicText

__all__ = ["AnthropicText", "Provider"]
