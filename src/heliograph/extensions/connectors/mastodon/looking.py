"""Looking for our post: among what the account has posted, and among what waits for its time."""

from __future__ import annotations

from datetime import datetime, timedelta

from heliograph.extensions.connectors.mastodon.client import MastodonClient
from heliograph.extensions.connectors.mastodon.mapping import (
    WAITING,
    Scheduled,
    Status,
    is_same,
    to_receipt,
    to_waiting,
    waits,
)
from heliograph.sdk.connectors import (
    Absent,
    ChannelAccess,
    Found,
    Memory,
    OutgoingPost,
    Receipt,
    Sighting,
    Unclear,
)
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.problems import Problem

CLOCK_TOLERANCE = timedelta(minutes=2)
# Between the end of the waiting and the status that comes of it lies the server's own queue.
IN_THE_MAKING = timedelta(minutes=5)
SOON = timedelta(seconds=20)
MOST_PAGES = 10
TOO_MANY = "The account has posted so much since that its list could not be read."
WITHDRAWN = Problem(
    "publish_at",
    "mastodon.withdrawn",
    "taken back at the server",
    "waiting there",
    "Schedule the post anew if it shall still appear",
)


class Looking:
    """Reads what one account has."""

    def __init__(self, client: MastodonClient, access: ChannelAccess) -> None:
        self._client = client
        self._access = access

    async def post(self, post: OutgoingPost, memory: Memory, key_holds: bool) -> Sighting:
        """Compare our words with the account's posts since the first sending."""
        if post.publish_at is not None and (waiting := await self._waiting(post)) is not None:
            return Found(to_waiting(waiting, self._access.clock.now()))
        begun = post.first_sent_at or self._access.clock.now()
        since = max(begun, post.publish_at or begun) - CLOCK_TOLERANCE
        account_id = memory.get("account_id") or (await self._client.credentials()).id
        status, saw_all = await self._search(post, account_id, since)
        if status is not None:
            return Found(to_receipt(status))
        if post.publish_at is not None and memory.get("accepted", "").startswith(WAITING):
            return self._no_longer_waiting(post.publish_at, memory["accepted"])
        if key_holds:
            return Absent(only_same_key=True)
        return Absent() if saw_all else Unclear(TOO_MANY)

    def _no_longer_waiting(self, due: datetime, waiting_id: str) -> Sighting:
        """What the server had promised to publish neither waits nor stands."""
        now = self._access.clock.now()
        if due <= now < due + IN_THE_MAKING:
            return Found(Receipt("accepted", waiting_id, after=SOON))
        raise ContentRefused("Somebody took the post back at the server.", [WITHDRAWN])

    async def _waiting(self, post: OutgoingPost) -> Scheduled | None:
        before: str | None = None
        for _ in range(MOST_PAGES):
            page = await self._client.scheduled(before)
            found = next((one for one in page if waits(post, one)), None)
            if found is not None or not page or page[-1].id == before:
                return found
            before = page[-1].id
        return None

    async def _search(
        self, post: OutgoingPost, account_id: str, since: datetime
    ) -> tuple[Status | None, bool]:
        """Our post among the account's, and whether all posts since then were read."""
        before: str | None = None
        for _ in range(MOST_PAGES):
            page = await self._client.recent(account_id, before)
            recent = [status for status in page if status.created_at >= since]
            for status in recent:
                if is_same(post, status):
                    return status, True
            if not page or len(recent) < len(page):
                return None, True
            before = page[-1].id
        return None, False
