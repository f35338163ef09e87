"""Brands: who speaks, how, and in which dress."""

from heliograph.modules.brands.errors import BrandNotFound, PackUnknown
from heliograph.modules.brands.schemas import Background, BrandOrder, KitOut
from heliograph.modules.brands.service import BrandsService, BrandTools

__all__ = [
    "Background",
    "BrandNotFound",
    "BrandOrder",
    "BrandTools",
    "BrandsService",
    "KitOut",
    "PackUnknown",
]
