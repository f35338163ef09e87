"""Assets: stored media, the library they lie in, and the forms of them that platforms take."""

from heliograph.modules.assets.adapt import Rendition
from heliograph.modules.assets.errors import (
    AssetNotFound,
    CannotAdapt,
    FileRefused,
    FileTooLarge,
    QuotaReached,
)
from heliograph.modules.assets.incoming import MAX_BYTES
from heliograph.modules.assets.jobs import register as register_jobs
from heliograph.modules.assets.licences import KINDS as LICENCE_KINDS
from heliograph.modules.assets.licences import Licence
from heliograph.modules.assets.service import AssetsService, AssetTools, wish_of
from heliograph.modules.assets.values import Origin

__all__ = [
    "LICENCE_KINDS",
    "MAX_BYTES",
    "AssetNotFound",
    "AssetTools",
    "AssetsService",
    "CannotAdapt",
    "FileRefused",
    "FileTooLarge",
    "Licence",
    "Origin",
    "QuotaReached",
    "Rendition",
    "register_jobs",
    "wish_of",
]
