"""One table: the codes of the Graph API, as Pages meet them, as our kinds of error."""

from __future__ import annotations

from heliograph.sdk.errors import ChannelClosed, ContentRefused
from heliograph.sdk.graph.errors import RECONNECT, ErrorTable, Rule, later, refused


class AlreadyPosted(ContentRefused):
    """Facebook has this very post already."""


BAD_LINK = refused("link", "Enter an address that opens in a browser")
BAD_IMAGE = refused("media", "Save the picture as JPEG, then send it again")
PAGE_TOKEN_NEEDED = 210

TABLE = ErrorTable(
    platform="facebook",
    name="Facebook",
    by_code={
        PAGE_TOKEN_NEEDED: RECONNECT,
        324: BAD_IMAGE,
        506: Rule(AlreadyPosted, remedy="Vary the text: you posted this one before"),
        1609005: BAD_LINK,
    },
    by_subcode={
        1346003: refused("text", "Facebook took it for abuse: change the text, then send it again"),
        1363047: later(minutes=5),
        1366046: refused("media", "Make the picture smaller than 4 MB"),
        1366051: Rule(AlreadyPosted, field="media", remedy="Upload the pictures anew"),
        1390008: later(minutes=15),
        1404078: Rule(ChannelClosed),
        1609005: BAD_LINK,
        1609008: refused("link", "Take a link that does not lead to Facebook"),
        1609010: later(minutes=5),
        2069019: BAD_IMAGE,
    },
)
"""What all products of the Graph API share stands in `heliograph.sdk.graph.errors.COMMON`."""
