"""Brands: who speaks, how, and in which dress."""

from heliograph.modules.brands.errors import BrandNotFound, PackUnknown
from heliograph.modules.brands.schemas import BrandOrder
from heliograph.modules.brands.service import BrandsService, BrandTools

__all__ = [
    "BrandNotFound",
    "BrandOrder",
    "BrandTools",
    "BrandsService",
    "PackUnknown",
]
