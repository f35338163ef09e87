"""Services of providers."""

from heliograph.modules.providers.service.estimate import Wanted
from heliograph.modules.providers.service.providers import ProvidersService
from heliograph.modules.providers.service.tools import ProviderTools

__all__ = ["ProviderTools", "ProvidersService", "Wanted"]
