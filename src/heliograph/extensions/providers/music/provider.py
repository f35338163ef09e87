"""The provider itself. NumPy is loaded when a bed is made, not with the import."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path

from heliograph.extensions.providers.music.moods import LICENCE, moods
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.music import Bed, BedOrder, Mood


class MusicBeds:
    """Implements `heliograph.sdk.music.MusicProvider`."""

    manifest = load_provider_manifest(Path(__file__).parent)
    licence = LICENCE

    def moods(self) -> Sequence[Mood]:
        """Every mood, those with instruments first."""
        return moods()

    def bed(self, order: BedOrder) -> Bed:
        """A bed of exactly `order.seconds`; raises `ValueError` for what cannot be made."""
        made: Bed = importlib.import_module(f"{__package__}.making").bed(order)
        return made
