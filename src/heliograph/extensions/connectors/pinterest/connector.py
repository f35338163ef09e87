"""Pinterest: one call makes a pin, of pictures at public addresses or of a video that was uploaded;
a look reads the board's newest pins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from heliograph.extensions.connectors.pinterest.client import PinterestClient
from heliograph.extensions.connectors.pinterest.mapping import (
    WEB,
    aware,
    is_same,
    to_account,
    to_account_metrics,
    to_metrics,
    to_pin,
    to_receipt,
)
from heliograph.extensions.connectors.pinterest.videos import Videos
from heliograph.sdk.connectors import (
    Absent,
    Account,
    ChannelAccess,
    Found,
    Memory,
    Metrics,
    OutgoingPost,
    Receipt,
    Sighting,
    Unclear,
)
from heliograph.sdk.errors import ReconnectNeeded
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import refuse_broken_rules, refuse_with

CLOCK_TOLERANCE = timedelta(minutes=2)
MOST_PAGES = 10
# Pinterest gives at most 90 days; a day less, because its day may have begun before ours.
NUMBERS_OF = timedelta(days=89)
LONGEST_LINK = 2048
COVERS = ("image/jpeg", "image/png")


class PinterestConnector:
    """One account that pins to one board."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._client = PinterestClient(access)
        self._videos = Videos(self._client, access)
        base = access.base_url.rstrip("/")
        # The API's own hosts show no pages; a base URL of our choosing stands for all of them.
        host = urlsplit(base).hostname or ""
        self._site = WEB if host.endswith("pinterest.com") else base

    async def identify(self) -> Account:
        """Ask whose token this is."""
        return to_account(await self._client.owner())

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Have a video uploaded and processed; pictures Pinterest fetches itself."""
        refuse_broken_rules(self.manifest, post)
        refuse_with([*_check_link(post), *_check_cover(post)], "Pinterest", "this pin")
        memory = {**memory, "board_id": memory.get("board_id") or self._board(post)}
        return await self._videos.ready(post, memory) if post.kind == "video" else memory

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Make the pin."""
        pin = to_pin(post, memory)
        return to_receipt(await self._client.create(pin, self.manifest.call_seconds), self._site)

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Compare words and link with the board's pins since the first sending."""
        if post.first_sent_at is None or "board_id" not in memory:
            return Absent()
        since, bookmark = post.first_sent_at - CLOCK_TOLERANCE, None
        for _ in range(MOST_PAGES):
            page = await self._client.newest(memory["board_id"], bookmark)
            for pin in page.items:
                if is_same(post, pin, since):
                    return Found(to_receipt(pin, self._site))
            times = [aware(pin.created_at) for pin in page.items if pin.created_at]
            bookmark = page.bookmark
            if not bookmark or (times and max(times) < since):
                return Absent()
        return Unclear("The board has got so many pins since that its list could not be read.")

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts, pin by pin."""
        today, found = self._access.clock.now().date(), {}
        for pin_id in remote_ids:
            analytics = await self._client.analytics(pin_id, today - NUMBERS_OF, today)
            if analytics is not None:
                found[pin_id] = to_metrics(analytics)
        return found

    async def delete(self, remote_id: str) -> None:
        """Take the pin down."""
        await self._client.delete(remote_id)

    async def account_metrics(self) -> Metrics:
        """The account's own counts; its views are those of the last month."""
        return to_account_metrics(await self._client.owner())

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """The boards that pins may go to."""
        found: list[str] = []
        bookmark = None
        for _ in range(MOST_PAGES):
            page = await self._client.boards(bookmark)
            found += [board.id for board in page.items]
            bookmark = page.bookmark
            if not bookmark:
                break
        return {"board_id": tuple(found)}

    def _board(self, post: OutgoingPost) -> str:
        board_id = str(post.options.get("board_id") or "")
        board_id = board_id or self._access.secrets.get("board_id", "")
        if not board_id:
            raise ReconnectNeeded("No board was chosen for this channel.")
        return board_id


def _check_link(post: OutgoingPost) -> list[Problem]:
    length = len(post.link or "")
    if length <= LONGEST_LINK:
        return []
    remedy = f"Take a link of at most {LONGEST_LINK} characters"
    return [Problem("link", "pinterest.link", str(length), str(LONGEST_LINK), remedy)]


def _check_cover(post: OutgoingPost) -> list[Problem]:
    if post.cover is None or post.kind != "video" or post.cover.mime in COVERS:
        return []
    remedy = "Save the cover as JPEG or PNG"
    return [Problem("cover", "pinterest.cover", post.cover.mime, ", ".join(COVERS), remedy)]
