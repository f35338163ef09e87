"""Festival and Flite: English voices of programs that may be installed on this machine."""

from heliograph.extensions.providers.festival.provider import FestivalProvider

Provider = FestivalProvider

__all__ = ["FestivalProvider", "Provider"]
