"""Model providers: who writes and paints, in which tier, for how much."""

from heliograph.modules.providers.errors import ProviderInvalid, ProviderNotFound
from heliograph.modules.providers.repository import files_kept
from heliograph.modules.providers.service import ProvidersService, ProviderTools, Wanted
from heliograph.modules.providers.values import CallContext, Receipt, voice_of

__all__ = [
    "CallContext",
    "ProviderInvalid",
    "ProviderNotFound",
    "ProviderTools",
    "ProvidersService",
    "Receipt",
    "Wanted",
    "files_kept",
    "voice_of",
]
