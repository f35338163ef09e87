"""What making content works with."""

from __future__ import annotations

from dataclasses import dataclass, field

from heliograph.kit.clock import Clock
from heliograph.kit.embeddings import Embedder, open_embedder
from heliograph.kit.jobs import JobQueue
from heliograph.kit.pools import BlockingPool
from heliograph.modules.assets import AssetTools
from heliograph.modules.brands import BrandTools
from heliograph.modules.providers import ProviderTools
from heliograph.modules.templates import TemplateTools
from heliograph.sdk.catalogue import Catalogue


@dataclass(frozen=True)
class ContentTools:
    """What every content service works with; the services are made from it for a unit of work."""

    brands: BrandTools
    assets: AssetTools
    catalogue: Catalogue
    queue: JobQueue
    pool: BlockingPool
    """What is drawn and measured."""
    planning: BlockingPool
    """What packs compute of a piece; while one is drawn, the next is planned."""
    clock: Clock
    providers: ProviderTools
    embedder: Embedder = field(default_factory=open_embedder)

    @property
    def templates(self) -> TemplateTools:
        """Makes services that fill templates."""
        return TemplateTools(self.brands, self.catalogue, self.clock)
