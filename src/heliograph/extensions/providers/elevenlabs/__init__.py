"""Voices of ElevenLabs."""

from heliograph.extensions.providers.elevenlabs.provider import ElevenLabs

Provider = ElevenLabs

__all__ = ["ElevenLabs", "Provider"]
