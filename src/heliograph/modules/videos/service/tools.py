"""What every service of videos works with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from heliograph.kit.clock import Clock
from heliograph.kit.jobs import JobQueue
from heliograph.kit.pools import BlockingPool
from heliograph.kit.storage import Storage
from heliograph.modules.assets import AssetTools
from heliograph.modules.brands import BrandTools
from heliograph.modules.providers import ProviderTools
from heliograph.sdk.catalogue import Catalogue


@dataclass(frozen=True)
class VideoTools:
    """Made once for a process. `folder` is where files lie while they are worked on; all of it
    can be made again, so it may be emptied while nothing is being made. `pool` is apart from
    that of other work: a render takes minutes."""

    brands: BrandTools
    assets: AssetTools
    providers: ProviderTools
    catalogue: Catalogue
    storage: Storage
    queue: JobQueue
    pool: BlockingPool
    clock: Clock
    folder: Path
