"""Voices of Google Cloud."""

from heliograph.extensions.providers.google_speech.provider import GoogleSpeech

Provider = GoogleSpeech

__all__ = ["GoogleSpeech", "Provider"]
