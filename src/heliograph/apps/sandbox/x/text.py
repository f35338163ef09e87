"""X's measure of a text, and what it makes of the addresses in it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from heliograph.apps.sandbox.store import JSON

LONGEST = 280
URL_WEIGHT = 23
# A bare domain is an address as well, when it ends in a domain that people know.
URL = re.compile(
    r"https?://[^\s<>\"]+[^\s<>\"'.,;:!?()\[\]{}…»”]"
    r"|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|de|co)\b(?:/[^\s<>\"]*[^\s<>\"'.,;:!?)])?",
    re.IGNORECASE,
)
HASHTAG = re.compile(r"(?<![\w&/])#(\w*[^\W\d_]\w*)")
CASHTAG = re.compile(r"(?<!\S)\$([A-Za-z]{1,6})\b")
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_PICTURE = "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030]"
_DRESS = "(?:\ufe0f|[\U0001f3fb-\U0001f3ff])?"
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3|"
    f"{_PICTURE}{_DRESS}[\U000e0020-\U000e007f]*(?:\u200d{_PICTURE}{_DRESS})*"
)


@dataclass(frozen=True)
class ShortLink:
    """One address and the short one that stands for it."""

    short: str
    written: str

    @property
    def expanded(self) -> str:
        """The whole address, also where only a domain was written."""
        return self.written if "://" in self.written else f"http://{self.written}"


def measure(text: str) -> int:
    """The weighted length: an address is 23, an emoji 2, an ideograph 2, most letters 1."""
    composed = unicodedata.normalize("NFC", text)
    rest, addresses = URL.subn("", composed)
    rest, emoji = _EMOJI.subn("", rest)
    return addresses * URL_WEIGHT + emoji * 2 + sum(_weight(letter) for letter in rest)


def _weight(letter: str) -> int:
    return 1 if any(low <= ord(letter) <= high for low, high in _LIGHT) else 2


def short_links(text: str) -> list[ShortLink]:
    """The addresses of a text in order, each with its short form."""
    return [ShortLink(short_form(found), found) for found in URL.findall(text)]


def short_form(address: str) -> str:
    """The short address of an address or of a picture; always the same."""
    digest = hashlib.sha256(address.encode()).hexdigest()
    return f"https://t.co/{digest[:10]}"


def shortened(text: str) -> str:
    """The text as X gives it back: short addresses, and three signs as HTML writes them."""
    brief = URL.sub(lambda match: short_form(match.group()), text)
    return brief.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def url_entities(shown: str, links: list[ShortLink]) -> Iterator[dict[str, JSON]]:
    """Where in the shown text each short address stands, and what it leads to."""
    place = 0
    for link in links:
        place = shown.index(link.short, place)
        end = place + len(link.short)
        yield {
            "start": place, "end": end, "url": link.short, "expanded_url": link.expanded,
            "display_url": re.sub(r"^https?://(www\.)?", "", link.written)[:27],
        }  # fmt: skip
        place = end
