"""Voices of Azure Speech."""

from heliograph.extensions.providers.azure_speech.provider import AzureSpeech

Provider = AzureSpeech

__all__ = ["AzureSpeech", "Provider"]
