"""Reading claims about the sky out of a text, and holding them against its plan."""

from __future__ import annotations

from heliograph.extensions.packs.zodiac.claims.check import unsupported_claims

__all__ = ["unsupported_claims"]
