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
    GUARDS_CHANGED,
    HEALTH_CHANGED,
    HEARD,
    LOST_ACCESS,
    RECONNECTED,
    RENEWAL_FAILED,
)
from heliograph.modules.channels.jobs import register as register_jobs
from heliograph.modules.channels.repository import (
    channel_cards,
    channel_guards,
    guards_of,
    living_channels,
)
from heliograph.modules.channels.service import (
    ChannelCard,
    ChannelsService,
    ChannelTools,
    NewChannel,
    OpenChannel,
)

__all__ = [
    "CONNECTED",
    "GUARDS_CHANGED",
    "HEALTH_CHANGED",
    "HEARD",
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
    "channel_guards",
    "guards_of",
    "living_channels",
    "register_jobs",
]
