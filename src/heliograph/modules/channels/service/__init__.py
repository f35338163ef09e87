"""The rules of channels, one file per use case."""

from heliograph.modules.channels.service.channels import ChannelsService
from heliograph.modules.channels.service.consent import Consented, ConsentOrder, ConsentService
from heliograph.modules.channels.service.tools import ChannelTools
from heliograph.modules.channels.service.values import ChannelCard, NewChannel, OpenChannel

__all__ = [
    "ChannelCard",
    "ChannelTools",
    "ChannelsService",
    "ConsentOrder",
    "ConsentService",
    "Consented",
    "NewChannel",
    "OpenChannel",
]
