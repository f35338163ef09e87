"""The pack's hard checks: what breaks one of them is not posted."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.respect.check import Respect
from heliograph.extensions.packs.islamic.respect.piece import Account, Picture, Piece

__all__ = ["Account", "Picture", "Piece", "Respect"]
