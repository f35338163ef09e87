"""The general pack: any subject, told from what a person enters."""

from pathlib import Path

from heliograph.sdk.plain import PlainPack

PACK = PlainPack(Path(__file__).parent)

__all__ = ["PACK"]
