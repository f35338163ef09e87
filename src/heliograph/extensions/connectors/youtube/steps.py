"""Later steps of a video: its thumbnail, its place in a playlist, the first comment.

Their receipts name what they made, so that it can be taken back: `cover:`, `playlist:` and
`comment:` before the id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from heliograph.extensions.connectors.youtube.checks import no_playlist, refuse_cover
from heliograph.extensions.connectors.youtube.client import YouTubeClient
from heliograph.extensions.connectors.youtube.mapping import Item
from heliograph.extensions.connectors.youtube.watching import CLOCK_TOLERANCE, Watching
from heliograph.sdk.calls import Wire, parse
from heliograph.sdk.connectors import (
    Absent,
    Follows,
    Found,
    MediaFile,
    Memory,
    OutgoingPost,
    Receipt,
    Sighting,
)
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.problems import Problem

KINDS = {"playlist": "playlistItems", "comment": "comments"}
STAYS = Problem(
    "cover",
    "youtube.delete",
    "a thumbnail",
    "changing it in YouTube Studio",
    "Choose another thumbnail in YouTube Studio",
)


class CommentSnippet(Wire):
    """A comment's words and when they were written."""

    textOriginal: str = ""  # noqa: N815 - the platform's name
    publishedAt: datetime | None = None  # noqa: N815 - the platform's name


class Comment(Wire):
    """The first comment of a thread."""

    snippet: CommentSnippet


class ThreadSnippet(Wire):
    """What a thread begins with."""

    topLevelComment: Comment  # noqa: N815 - the platform's name


class Thread(Wire):
    """One thread of comments."""

    id: str
    snippet: ThreadSnippet


class Threads(Wire):
    """The newest threads of a video."""

    items: tuple[Thread, ...] = ()


class Steps:
    """One later step at a time."""

    def __init__(self, client: YouTubeClient, watching: Watching) -> None:
        self._client = client
        self._watching = watching

    async def prepare(self, post: OutgoingPost, follows: Follows, memory: Memory) -> Memory:
        """Check the thumbnail, or find the playlist's id."""
        if follows.action == "cover":
            refuse_cover(_cover(post))
        if follows.action != "playlist" or "playlist_id" in memory:
            return memory
        wanted, known = str(post.options.get("playlist") or ""), await self.playlists()
        found = known.get(wanted) or (wanted if wanted in known.values() else None)
        if found is None:
            raise no_playlist(wanted, list(known))
        return {**memory, "playlist_id": found}

    async def publish(self, post: OutgoingPost, follows: Follows, memory: Memory) -> Receipt:
        """Carry it out; setting the same thumbnail twice changes nothing."""
        video = follows.root.remote_id
        if follows.action == "playlist":
            item = await self._client.add_item(memory["playlist_id"], video)
            return self._receipt("playlist", item.id, video)
        if follows.action == "comment":
            thread = await self._client.add_comment(video, post.text)
            return self._receipt("comment", thread.id, video)
        cover = _cover(post)
        if cover is not None:
            await self._client.set_thumbnail(video, cover)
        return self._receipt("cover", video, video)

    async def look(self, post: OutgoingPost, follows: Follows, memory: Memory) -> Sighting:
        """Find what the step made."""
        video = follows.root.remote_id
        if post.first_sent_at is None or follows.action == "cover":
            return Absent()
        if follows.action == "playlist":
            playlist = memory.get("playlist_id", "")
            found = (await self._client.items(playlist, video=video)).items if playlist else ()
            made = found[0].id if found else None
        else:
            made = await self._own_comment(post, video, post.first_sent_at)
        return Found(self._receipt(follows.action, made, video)) if made else Absent()

    async def delete(self, remote_id: str) -> None:
        """Take back what a step made."""
        action, _, made = remote_id.partition(":")
        if action not in KINDS:
            raise ContentRefused("YouTube lets nobody take a thumbnail back.", [STAYS])
        await self._client.delete(KINDS[action], made)

    async def playlists(self) -> dict[str, str]:
        """The channel's playlists: id by name, and by name with id where two share one."""
        found: list[Item] = []
        page = await self._client.playlists()
        found.extend(page.items)
        while page.next_page:
            page = await self._client.playlists(page.next_page)
            found.extend(page.items)
        return _by_name(found)

    async def _own_comment(
        self, post: OutgoingPost, video: str, first_sent_at: datetime
    ) -> str | None:
        since = first_sent_at - CLOCK_TOLERANCE
        for thread in parse(Threads, await self._client.threads(video)).items:
            comment = thread.snippet.topLevelComment.snippet
            is_new = comment.publishedAt is None or comment.publishedAt >= since
            if is_new and comment.textOriginal.split() == post.text.split():
                return thread.id
        return None

    def _receipt(self, action: str, made: str, video: str) -> Receipt:
        url = self._watching.url(video)
        suffix = f"&lc={made}" if action == "comment" else ""
        return Receipt("published", f"{action}:{made}", f"{url}{suffix}")


def is_step(remote_id: str) -> bool:
    """Whether an id is one of a later step, not of a video."""
    return ":" in remote_id


def _cover(post: OutgoingPost) -> MediaFile | None:
    return post.cover or next(iter(post.media), None)


def _by_name(playlists: Sequence[Item]) -> dict[str, str]:
    names = Counter(one.snippet.title for one in playlists)
    return {
        one.snippet.title if names[one.snippet.title] == 1 else f"{one.snippet.title} ({one.id})": (
            one.id
        )
        for one in playlists
    }
