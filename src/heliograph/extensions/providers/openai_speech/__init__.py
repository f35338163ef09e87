"""Voices of OpenAI, and of servers that speak its protocol."""

from heliograph.extensions.providers.openai_speech.provider import OpenAISpeech

Provider = OpenAISpeech

__all__ = ["OpenAISpeech", "Provider"]
