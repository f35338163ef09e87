"""Music: composes beds that lie under a voice, offline and repeatably."""

from heliograph.extensions.providers.music.provider import MusicBeds

Provider = MusicBeds

__all__ = ["MusicBeds", "Provider"]
