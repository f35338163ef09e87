"""Text from any server that speaks the chat completions of OpenAI."""

from heliograph.extensions.providers.openai.provider import ChatCompletions

Provider = ChatCompletions

__all__ = ["ChatCompletions", "Provider"]
