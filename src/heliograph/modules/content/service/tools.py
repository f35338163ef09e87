"""What making content works with."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.kit.clock import Clock
from heliograph.kit.jobs import JobQueue
from heliograph.kit.pools import BlockingPool
from heliograph.modules.assets import AssetTools
from heliograph.modules.brands import BrandTools
from heliograph.sdk.catalogue import Catalogue


@dataclass(frozen=True)
class ContentTools:
    """What every content service works with; the services are made from it for a unit of work."""

    brands: BrandTools
    assets: AssetTools
    catalogue: Catalogue
    queue: JobQueue
    pool: BlockingPool
    clock: Clock
