"""Hadith that a user brings, each with its grade and its source. Nothing is shipped."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.hadith.collection import Collection
from heliograph.extensions.packs.islamic.hadith.importer import Imported, read_file
from heliograph.extensions.packs.islamic.hadith.record import Grade, Hadith

__all__ = ["Collection", "Grade", "Hadith", "Imported", "read_file"]
