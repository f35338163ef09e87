"""Assets: stored media, and the forms of it that platforms take."""

from heliograph.modules.assets.adapt import Rendition
from heliograph.modules.assets.errors import (
    AssetNotFound,
    CannotAdapt,
    FileRefused,
    FileTooLarge,
)
from heliograph.modules.assets.incoming import MAX_BYTES
from heliograph.modules.assets.service import AssetsService, AssetTools, Origin, wish_of

__all__ = [
    "MAX_BYTES",
    "AssetNotFound",
    "AssetTools",
    "AssetsService",
    "CannotAdapt",
    "FileRefused",
    "FileTooLarge",
    "Origin",
    "Rendition",
    "wish_of",
]
