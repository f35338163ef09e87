"""Services of assets, one file for each use."""

from heliograph.modules.assets.service.files import AssetsService, wish_of
from heliograph.modules.assets.service.tools import AssetTools, PublicFile

__all__ = ["AssetTools", "AssetsService", "PublicFile", "wish_of"]
