"""Channels: connected accounts on social networks."""

from heliograph.modules.channels.errors import (
    ChannelNotFound,
    ConnectionRefused,
    PlatformUnknown,
    PlatformUnreachable,
    SecretsMissing,
)
from heliograph.modules.channels.events import (
    CONNECTED,
    HEALTH_CHANGED,
    LOST_ACCESS,
    RECONNECTED,
    RENEWAL_FAILED,
)
from heliograph.modules.channels.jobs import register as register_jobs
from heliograph.modules.channels.repository import channel_cards
from heliograph.modules.channels.service import (
    ChannelCard,
    ChannelsService,
    ChannelTools,
    NewChannel,
    OpenChannel,
)

__all__ = [
    "CONNECTED",
    "HEALTH_CHANGED",
    "LOST_ACCESS",
    "RECONNECTED",
    "RENEWAL_FAILED",
    "ChannelCard",
    "ChannelNotFound",
    "ChannelTools",
    "ChannelsService",
    "ConnectionRefused",
    "NewChannel",
    "OpenChannel",
    "PlatformUnknown",
    "PlatformUnreachable",
    "SecretsMissing",
    "channel_cards",
    "register_jobs",
]
