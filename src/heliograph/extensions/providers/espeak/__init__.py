"""eSpeak NG: the voice that needs no key and no network."""

from heliograph.extensions.providers.espeak.provider import EspeakProvider

Provider = EspeakProvider

__all__ = ["EspeakProvider", "Provider"]
