"""The first comment: said once below a post, and looked for by its words."""

from __future__ import annotations

from heliograph.extensions.connectors.instagram.client import InstagramClient
from heliograph.sdk.connectors import Absent, Found, OutgoingPost, Receipt, Sighting, Unclear
from heliograph.sdk.graph.publishing import CLOCK_TOLERANCE, MOST_PAGES
from heliograph.sdk.matching import fingerprint


class FirstComment:
    """Comments of one account below its own posts."""

    def __init__(self, client: InstagramClient, seconds: int) -> None:
        self._client = client
        self._seconds = seconds

    async def publish(self, post: OutgoingPost, root: Receipt) -> Receipt:
        """Say it."""
        comment_id = await self._client.comment(root.remote_id, post.text, self._seconds)
        return Receipt("published", comment_id, root.url)

    async def look(self, post: OutgoingPost, root: Receipt) -> Sighting:
        """Compare our words with the comments since the first sending."""
        if post.first_sent_at is None:
            return Absent()
        since = post.first_sent_at - CLOCK_TOLERANCE
        wanted, cursor = fingerprint(post.text), ""
        for _ in range(MOST_PAGES):
            page = await self._client.comments(root.remote_id, cursor)
            for one in page.items:
                is_new = one.timestamp is None or one.timestamp >= since
                if is_new and fingerprint(one.text) == wanted:
                    return Found(Receipt("published", one.id, root.url))
            cursor = page.paging.cursors.after
            if not cursor or not page.items:
                return Absent()
        return Unclear("The post has so many comments that they could not all be read.")
