"""The first comment under a post or a video."""

from __future__ import annotations

from heliograph.extensions.connectors.facebook.client import FacebookClient
from heliograph.extensions.connectors.facebook.looking import CLOCK_TOLERANCE
from heliograph.extensions.connectors.facebook.mapping import COMMENT, STORY, find_comment
from heliograph.sdk.connectors import (
    Absent,
    Follows,
    Found,
    OutgoingPost,
    Receipt,
    Sighting,
)
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.problems import Problem

NO_COMMENTS = Problem(
    "first_comment",
    "facebook.comment",
    "a comment under a story",
    "comments under posts and videos",
    "Leave the first comment out: nobody can comment on a story",
)


class Steps:
    """One comment in the Page's name."""

    def __init__(self, client: FacebookClient) -> None:
        self._client = client

    def check(self, follows: Follows) -> None:
        """Raise `ContentRefused` where no comment can be."""
        if follows.root.remote_id.startswith(STORY):
            raise ContentRefused("Facebook takes no comments under stories.", [NO_COMMENTS])

    async def publish(self, post: OutgoingPost, follows: Follows, seconds: int) -> Receipt:
        """Write it."""
        made = await self._client.comment(follows.root.remote_id, post.text, seconds)
        return _receipt(made, follows)

    async def look(self, post: OutgoingPost, follows: Follows, page_id: str) -> Sighting:
        """The Page's own comment with our words, among the newest."""
        since = (post.first_sent_at or post.intended_at) - CLOCK_TOLERANCE
        comments = await self._client.comments(follows.root.remote_id)
        ours = find_comment(post, page_id, comments.items, since)
        return Found(_receipt(ours.id, follows)) if ours else Absent()


def _receipt(made: str, follows: Follows) -> Receipt:
    return Receipt("published", f"{COMMENT}{made}", follows.root.url)
