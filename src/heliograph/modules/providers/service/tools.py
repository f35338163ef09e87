"""How the services of this module are made for a unit of work."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.kit.database import UnitOfWork
from heliograph.modules.providers.service.parts import ProviderParts
from heliograph.modules.providers.service.providers import ProvidersService


@dataclass(frozen=True)
class ProviderTools(ProviderParts):
    """What every providers service works with, and how one is made for a unit of work."""

    def service(self, work: UnitOfWork) -> ProvidersService:
        """The service over one unit of work."""
        return ProvidersService(work, self)
