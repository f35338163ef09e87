"""Files fetched from an address that somebody gave: from public places only, within limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from urllib.parse import unquote, urljoin, urlsplit

from heliograph.kit.database import UnitOfWork
from heliograph.kit.http import AddressRefused, HTTPTrouble, Reading
from heliograph.modules.assets.errors import FetchFailed, FetchRefused, FileTooLarge
from heliograph.modules.assets.service.files import AssetsService
from heliograph.modules.assets.service.tools import AssetTools
from heliograph.modules.assets.values import Asset, Origin, Stored

MOST_HOPS = 5
LONGEST = 2_000
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FetchService:
    """Fetches files for one workspace."""

    def __init__(self, work: UnitOfWork, tools: AssetTools) -> None:
        self._tools = tools
        self._files = AssetsService(work, tools)

    async def fetch(self, url: str, origin: Origin) -> Asset:
        """Keep the file at an address; raises `FetchRefused` for a private or odd address,
        `FetchFailed` when no file comes, and what keeping a file raises. Called with no
        transaction open."""
        stored = await self._stored(url)
        title = origin.title or _name_of(url)
        return await self._files.add(stored, replace(origin, url=url, title=title))

    async def _stored(self, url: str) -> Stored:
        for _ in range(MOST_HOPS + 1):
            _check(url)
            try:
                async with self._tools.http.reading(url) as answer:
                    if answer.status not in REDIRECTS:
                        return await self._kept(answer)
                    # Every hop is judged like the first: its name, and the address behind it.
                    url = urljoin(url, answer.headers.get("location", ""))
            except AddressRefused as error:
                raise FetchRefused("That address leads into a private network") from error
            except HTTPTrouble as error:
                raise FetchFailed("The server cannot be reached or stopped answering") from error
        raise FetchFailed(f"The address was passed on more than {MOST_HOPS} times")

    async def _kept(self, answer: Reading) -> Stored:
        most = self._tools.settings.fetch_bytes
        if not 200 <= answer.status < 300:
            raise FetchFailed(f"The server answered {answer.status}")
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            raise FetchFailed("The server sends the file packed, although it was asked not to")
        length = answer.headers.get("content-length", "")
        if length.isdigit() and int(length) > most:
            raise FileTooLarge(f"{length} bytes, allowed {most}")
        return await self._files.store(_whole(answer.body, length), most)


async def _whole(body: AsyncIterator[bytes], length: str) -> AsyncIterator[bytes]:
    """The body; raises `FetchFailed` when it ends before it should."""
    seen = 0
    async for chunk in body:
        seen += len(chunk)
        yield chunk
    if length.isdigit() and seen < int(length):
        raise FetchFailed(f"The file broke off after {seen} of {length} bytes")


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_odd = parts.port == 0 or not parts.hostname
    except ValueError as error:
        raise FetchRefused("That is no web address") from error
    if len(url) > LONGEST or parts.scheme not in ("http", "https") or is_odd:
        raise FetchRefused("That is no web address")
    if parts.username is not None or parts.password is not None:
        raise FetchRefused("An address with a user name or password is not fetched")


def _name_of(url: str) -> str:
    """What the last part of an address calls the file."""
    last = unquote(urlsplit(url).path.rpartition("/")[2])
    return " ".join(last.rpartition(".")[0].replace("_", " ").replace("-", " ").split())[:120]
