"""Own sentences around what is quoted: chosen with memory, fitted to limits, the same each time."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.writing.draft import write

__all__ = ["write"]
