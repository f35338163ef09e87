"""What every service of this module works with."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.kit.clock import Clock
from heliograph.modules.brands import BrandTools
from heliograph.sdk.catalogue import Catalogue


@dataclass(frozen=True)
class TemplateParts:
    """Brands (whose words are looked for), extensions (packs and platforms), and the time."""

    brands: BrandTools
    catalogue: Catalogue
    clock: Clock
