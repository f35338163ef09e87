"""What the pack plans besides the daily reading: one module for each family of types."""

from __future__ import annotations

from heliograph.extensions.packs.zodiac.types.choose import plan_type

__all__ = ["plan_type"]
