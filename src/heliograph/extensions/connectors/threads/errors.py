"""One table: the codes of Threads as our kinds of error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess, Memory
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.graph import errors as graph
from heliograph.sdk.graph.errors import ErrorTable, Rule, error_of, later, refused
from heliograph.sdk.graph.publishing import ContainerMissing

NOT_FOUND = 24
BY_CODE: Mapping[int, Rule] = {NOT_FOUND: Rule(ContainerMissing, timedelta(seconds=30))}
BY_WORD: Mapping[str, Rule] = {
    "THREADS_API__LINK_LIMIT_EXCEEDED": refused("text", "Take out links until five are left"),
    "THREADS_API__GEO_GATING_INVALID_COUNTRY_CODES": refused(
        "options.countries", "Take out the countries that Threads does not know"
    ),
}
IN_CONTAINER: Mapping[str, Rule] = {
    "FAILED_DOWNLOADING_VIDEO": later(minutes=1),
    "FAILED_PROCESSING_AUDIO": refused("media", "Encode the sound anew as AAC, 48 kHz at most"),
    "FAILED_PROCESSING_VIDEO": refused("media", "Save the video as MP4 with H.264 and AAC"),
    "INVALID_ASPEC_RATIO": refused("media", "Crop it to between 1:10 and 10:1"),
    "INVALID_BIT_RATE": refused("media", "Encode the video with less than 100 Mbit/s"),
    "INVALID_DURATION": refused("media", "Cut the video to five minutes"),
    "INVALID_FRAME_RATE": refused("media", "Encode it with 23 to 60 pictures a second"),
    "INVALID_AUDIO_CHANNELS": refused("media", "Encode the sound with one or two channels"),
    "INVALID_AUDIO_CHANNEL_LAYOUT": refused("media", "Encode the sound as mono or stereo"),
    "UNKNOWN": later(minutes=1),
}
TABLE = ErrorTable("threads", "Threads", BY_CODE, by_word=BY_WORD)


def is_gone(answer: Answer) -> bool:
    """Whether the object asked for does not exist (any more)."""
    return graph.is_gone(answer) or error_of(answer).code == NOT_FOUND


def container_trouble(told: str, access: ChannelAccess, dropped: Memory) -> ConnectorError:
    """What follows from a container that failed; `told` is its `error_message`."""
    return TABLE.container_trouble(IN_CONTAINER.get(told), told, access, dropped)
