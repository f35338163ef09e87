"""The zodiac pack's front door."""

from __future__ import annotations

from heliograph.extensions.packs.zodiac.birth import BirthSign
from heliograph.extensions.packs.zodiac.pack import PACK, ZodiacPack

__all__ = ["PACK", "BirthSign", "ZodiacPack"]
