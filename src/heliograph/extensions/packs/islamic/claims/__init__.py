"""What a text says that its plan does not hold."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.claims.check import unsupported_claims

__all__ = ["unsupported_claims"]
