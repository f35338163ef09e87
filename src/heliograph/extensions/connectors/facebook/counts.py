"""Numbers of posts, videos, stories and the Page; each kind answers to metrics of its own."""

from __future__ import annotations

from heliograph.extensions.connectors.facebook.client import FacebookClient
from heliograph.extensions.connectors.facebook.mapping import (
    COMMENT,
    STORY,
    counters,
    film_numbers,
    latest,
)
from heliograph.sdk.connectors import Metrics

OF_A_POST = ("post_media_view", "post_total_media_view_unique", "post_clicks")
OF_A_FILM = (
    "blue_reels_play_count",
    "post_video_avg_time_watched",
    "post_video_social_actions",
)
OF_A_PAGE = ("page_media_view", "page_total_media_view_unique", "page_views_total")


class Counts:
    """Reads them."""

    def __init__(self, client: FacebookClient) -> None:
        self._client = client

    async def read(self, remote_id: str) -> Metrics | None:
        """The counts of one thing by the id of its receipt; None when it has none or is gone."""
        if remote_id.startswith(COMMENT):
            return None
        if remote_id.startswith(STORY):
            return await self._of_a_story(remote_id.removeprefix(STORY))
        # A post's id is the Page's and its own; a video has one of its own alone.
        if "_" in remote_id:
            return await self._of_a_post(remote_id)
        return await self._of_a_film(remote_id)

    async def of_the_page(self) -> Metrics:
        """Followers now, and what the last whole day brought."""
        page = await self._client.me()
        followers = {} if page.followers_count is None else {"followers": page.followers_count}
        found = await self._client.insights(f"{page.id}/insights", OF_A_PAGE, period="day")
        return followers | latest(found)

    async def _of_a_post(self, post_id: str) -> Metrics | None:
        post = await self._client.post(post_id)
        if post is None:
            return None
        shown = counters(post.comments, post.reactions) | {"shares": post.shares.count}
        return shown | latest(await self._client.insights(f"{post_id}/insights", OF_A_POST))

    async def _of_a_story(self, post_id: str) -> Metrics | None:
        if not await self._client.exists(post_id):
            return None
        return latest(await self._client.insights(f"{post_id}/insights", OF_A_POST))

    async def _of_a_film(self, video_id: str) -> Metrics | None:
        film = await self._client.film(video_id)
        if film is None:
            return None
        found = await self._client.insights(f"{video_id}/video_insights", OF_A_FILM)
        return {**counters(film.comments, film.reactions), **film_numbers(found)}
