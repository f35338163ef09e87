"""The Islamic pack's front door."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.pack import PACK, IslamicPack

__all__ = ["PACK", "IslamicPack"]
