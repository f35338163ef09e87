"""Reading a linked page for its card: title, description and picture as the page offers them."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from heliograph.kit.http import Answer, HTTPClient, HTTPTrouble

HOPS = 4
SECONDS = 10
THUMB_BYTES = 1_000_000
THUMB_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
LONGEST_TITLE, LONGEST_DESCRIPTION = 300, 1000


@dataclass(frozen=True)
class Page:
    """What a page says of itself."""

    title: str
    description: str = ""
    picture_url: str = ""


@dataclass(frozen=True)
class Picture:
    """A small picture, whole."""

    mime: str
    data: bytes


async def read_page(http: HTTPClient, link: str) -> Page:
    """The page behind a link. One that cannot be read goes by its host: a post must not wait
    for somebody else's server."""
    answer = await _fetched(http, link)
    plain = Page(urlsplit(link).hostname or link)
    if answer is None or "html" not in answer.headers.get("content-type", ""):
        return plain
    reader = _HeadReader()
    reader.feed(answer.body.decode(errors="replace"))
    title = reader.named("og:title", "twitter:title") or " ".join("".join(reader.title).split())
    picture = reader.named("og:image", "twitter:image")
    return Page(
        title[:LONGEST_TITLE] or plain.title,
        reader.named("og:description", "twitter:description", "description")[:LONGEST_DESCRIPTION],
        urljoin(answer.url, picture) if picture else "",
    )


async def read_picture(http: HTTPClient, url: str) -> Picture | None:
    """A page's picture, where it can be a thumb."""
    answer = await _fetched(http, url)
    if answer is None or not 0 < len(answer.body) <= THUMB_BYTES:
        return None
    mime = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Picture(mime, answer.body) if mime in THUMB_TYPES else None


async def _fetched(http: HTTPClient, url: str) -> Answer | None:
    """The answer at the end of a few redirections; None when there is no good one."""
    for _ in range(HOPS):
        if urlsplit(url).scheme not in {"http", "https"}:
            return None
        try:
            answer = await http.get(url, seconds=SECONDS)
        except HTTPTrouble:
            return None
        target = answer.headers.get("location")
        if not (300 <= answer.status < 400 and target):
            return answer if answer.ok else None
        url = urljoin(url, target)
    return None


class _HeadReader(HTMLParser):
    """Collects the title and the named sentences of a page's head."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self._named: dict[str, str] = {}
        self._in_title = False

    def named(self, *names: str) -> str:
        """The first of these that the page has, in one line."""
        found = next((self._named[name] for name in names if self._named.get(name)), "")
        return " ".join(found.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self._in_title = not self.title
        if tag == "meta":
            given = {name: value or "" for name, value in attrs}
            name = given.get("property") or given.get("name") or ""
            self._named.setdefault(name.lower(), given.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
