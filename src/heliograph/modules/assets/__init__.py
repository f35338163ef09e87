"""Assets: stored media."""

from heliograph.modules.assets.errors import AssetNotFound, FileRefused, FileTooLarge
from heliograph.modules.assets.service import AssetsService, AssetTools, Origin

__all__ = [
    "AssetNotFound",
    "AssetTools",
    "AssetsService",
    "FileRefused",
    "FileTooLarge",
    "Origin",
]
