"""One table: the codes of Instagram's publishing calls as our kinds of error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess, Memory
from heliograph.sdk.errors import ChannelClosed, ConnectorError
from heliograph.sdk.graph import errors as graph
from heliograph.sdk.graph.errors import ErrorTable, Rule, error_of, later, refused
from heliograph.sdk.graph.publishing import ContainerMissing

SPAM = "Instagram took it for spam: wait a day, vary the text, then send it again"
MISSING = Rule(ContainerMissing, timedelta(seconds=30))
BY_SUBCODE: Mapping[int, Rule] = {
    2207001: later(),
    2207003: later(seconds=30),
    2207004: refused("media", "Make the picture smaller than 8 MiB"),
    2207005: refused("media", "Save the picture as JPEG"),
    2207006: MISSING,
    2207008: MISSING,
    2207009: refused("media", "Crop the picture to between 4:5 and 1.91:1"),
    2207010: refused("text", "Shorten the caption to 2,200 characters"),
    2207020: later(),
    2207023: refused("kind", "Make it a picture, a carousel, a reel or a story"),
    2207026: refused("media", "Save the video as MP4 with H.264 and AAC"),
    2207027: later(seconds=15),
    2207028: refused("media", "Put two to ten pictures or videos into a carousel"),
    2207032: later(seconds=30),
    2207040: refused("text", "Take out mentions until twenty are left"),
    2207042: later(hours=24),
    2207050: Rule(ChannelClosed),
    2207051: refused("text", SPAM),
    2207052: refused("media", "Make the media address reachable from the internet over https"),
    2207053: later(),
    2207057: refused("options.thumb_offset", "Choose a cover within the length of the video"),
    2207077: later(seconds=30),
    2207081: refused("options.trial", "Post it as an ordinary reel"),
    2207082: later(seconds=30),
}
BY_CODE: Mapping[int, Rule] = {
    -2: later(),
    -1: later(),
    9: later(hours=24),
    25: Rule(ChannelClosed),
    352: BY_SUBCODE[2207026],
    9004: BY_SUBCODE[2207052],
    9007: BY_SUBCODE[2207027],
    36000: BY_SUBCODE[2207004],
    36001: BY_SUBCODE[2207005],
    36003: BY_SUBCODE[2207009],
    36004: BY_SUBCODE[2207010],
}
UNSETTLED = graph.UNSETTLED | {-1}
TABLE = ErrorTable("instagram", "Instagram", BY_CODE, BY_SUBCODE, unsettled=UNSETTLED)
GONE = frozenset({(24, 2207006), (24, 2207008)})
TROUBLE_IN_CONTAINER = re.compile(r"\b(2207\d{3})\b")


def is_gone(answer: Answer) -> bool:
    """Whether the object asked for does not exist (any more)."""
    error = error_of(answer)
    return graph.is_gone(answer) or (error.code, error.subcode) in GONE


def is_forbidden(answer: Answer) -> bool:
    """Whether the token lacks the permission for this one call."""
    code = error_of(answer).code
    return code == 10 or 200 <= code <= 299


def container_trouble(status: str, access: ChannelAccess, dropped: Memory) -> ConnectorError:
    """What follows from a container that failed; its sentence names the subcode."""
    found = TROUBLE_IN_CONTAINER.search(status)
    rule = BY_SUBCODE.get(int(found[1])) if found else None
    return TABLE.container_trouble(rule, status, access, dropped)
