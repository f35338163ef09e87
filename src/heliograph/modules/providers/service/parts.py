"""What every service of this module works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from heliograph.kit.clock import Clock
from heliograph.kit.http import HTTPClient
from heliograph.kit.secrets import Vault
from heliograph.kit.settings import ProviderSettings
from heliograph.kit.storage import Storage
from heliograph.sdk.catalogue import Catalogue


@dataclass(frozen=True)
class ProviderParts:
    """Extensions, secrets, the network with its guard, files, the time and the limits.

    `connect` gives the one HTTP client for models; it is made when a model is first asked.
    """

    catalogue: Catalogue
    vault: Vault
    connect: Callable[[], HTTPClient]
    storage: Storage
    clock: Clock
    limits: ProviderSettings
    models_folder: Path
