"""What every delivery of one worker shares."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.kit.settings import DeliverySettings
from heliograph.modules.publishing.presence import Presence
from heliograph.modules.publishing.service.circuit import Circuits
from heliograph.modules.videos import VideoTools

BEGUN = 1
"""The priority of a wake-up for a post that has been tried before: it goes before the newly due."""


@dataclass(frozen=True)
class DeliveryTools:
    """The worker's sign of life, what it knows of the platforms, the limits, and who looks at
    videos that were not made here."""

    presence: Presence
    circuits: Circuits
    settings: DeliverySettings
    videos: VideoTools
