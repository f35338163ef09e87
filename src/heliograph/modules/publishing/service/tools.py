"""What every delivery of one worker shares."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.kit.settings import DeliverySettings
from heliograph.modules.publishing.presence import Presence
from heliograph.modules.publishing.service.circuit import Circuits


@dataclass(frozen=True)
class DeliveryTools:
    """The worker's sign of life, what it knows of the platforms, and the limits."""

    presence: Presence
    circuits: Circuits
    settings: DeliverySettings
