"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from typing import Any

from heliograph.extensions.connectors.youtube.errors import (
    GONE,
    Bucket,
    is_expired,
    no_thumbnail,
    reason_of,
    refusal,
)
from heliograph.extensions.connectors.youtube.mapping import (
    Channel,
    Channels,
    Item,
    Items,
    Video,
    Videos,
)
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, commit, parse, renewing
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Secrets
from heliograph.sdk.errors import ChannelClosed, OutcomeUnknown
from heliograph.sdk.manifest import ConnectorManifest

API, UPLOAD = "/youtube/v3", "/upload/youtube/v3"
PAGE = 50
Content = Callable[[], AsyncIterator[bytes]]


class YouTubeClient:
    """The calls we use, signed with the channel's token, which is renewed when it has run out."""

    def __init__(self, access: ChannelAccess, manifest: ConnectorManifest) -> None:
        self._access = access
        self._manifest = manifest

    @property
    def access(self) -> ChannelAccess:
        """The channel, with the newest secrets."""
        return self._access

    def address(self, host: str, path: str) -> str:
        """A whole address at one of YouTube's hosts."""
        return self._manifest.address(self._access.base_url, host, path)

    async def channel(self, parts: str) -> Channel:
        """GET /channels?mine=true"""
        params = {"part": parts, "mine": "true"}
        found = parse(Channels, self.good(await self._ask("GET", f"{API}/channels", params=params)))
        if not found.items:
            raise ChannelClosed("This Google account has no YouTube channel.")
        return found.items[0]

    async def videos(self, ids: Sequence[str], parts: str) -> Sequence[Video]:
        """GET /videos?id=, at most fifty; those that are gone are left out."""
        params = {"part": parts, "id": ",".join(ids)}
        answer = await self._ask("GET", f"{API}/videos", params=params)
        return parse(Videos, self.good(answer)).items

    async def delete(self, kind: str, remote_id: str) -> None:
        """DELETE /videos, /comments or /playlistItems; silent when it is gone already."""
        answer = await self._ask("DELETE", f"{API}/{kind}", params={"id": remote_id})
        if answer.status not in GONE or not reason_of(answer).endswith("NotFound"):
            self.good(answer)

    async def playlists(self, page: str = "") -> Items:
        """GET /playlists?mine=true"""
        params = {"part": "snippet", "mine": "true", "maxResults": str(PAGE)}
        params |= {"pageToken": page} if page else {}
        return parse(Items, self.good(await self._ask("GET", f"{API}/playlists", params=params)))

    async def items(self, playlist: str, *, page: str = "", video: str = "") -> Items:
        """GET /playlistItems, newest first in the playlist of uploads."""
        params = {"part": "snippet", "playlistId": playlist, "maxResults": str(PAGE)}
        params |= {"pageToken": page} if page else {}
        params |= {"videoId": video} if video else {}
        path = f"{API}/playlistItems"
        return parse(Items, self.good(await self._ask("GET", path, params=params)))

    async def add_item(self, playlist: str, video: str) -> Item:
        """POST /playlistItems"""
        resource = {"kind": "youtube#video", "videoId": video}
        body = {"snippet": {"playlistId": playlist, "resourceId": resource}}
        return await self._commit("playlistItems", body)

    async def add_comment(self, video: str, text: str) -> Item:
        """POST /commentThreads"""
        top = {"snippet": {"textOriginal": text}}
        return await self._commit(
            "commentThreads", {"snippet": {"videoId": video, "topLevelComment": top}}
        )

    async def threads(self, video: str) -> Answer:
        """GET /commentThreads, newest first."""
        params = {"part": "snippet", "videoId": video, "order": "time", "maxResults": "100"}
        return self.good(await self._ask("GET", f"{API}/commentThreads", params=params))

    async def set_thumbnail(self, video: str, cover: MediaFile) -> None:
        """POST /thumbnails/set; the picture is streamed."""
        answer = await commit(
            self.call(
                "POST",
                self.address("api", f"{UPLOAD}/thumbnails/set"),
                content=cover.read,
                params={"videoId": video, "uploadType": "media"},
                headers={"Content-Type": cover.mime, "Content-Length": str(cover.size)},
            )
        )
        if not answer.ok:
            raise no_thumbnail(answer, self._access)

    def good(self, answer: Answer, bucket: Bucket = "units") -> Answer:
        """The answer, unless it is a refusal."""
        if not answer.ok:
            raise refusal(answer, self._access, bucket)
        return answer

    async def call(
        self, method: str, url: str, *, content: Content | None = None, **parts: Any
    ) -> Answer:
        """One signed call; a body that is streamed is streamed anew after a renewal."""
        own = parts.pop("headers", {})

        async def once(secrets: Secrets) -> Answer:
            headers = bearer(secrets.get("access_token", "")) | own
            if secrets is not self._access.secrets:
                # What comes after must not run into the old token again.
                self._access = replace(self._access, secrets=secrets)
            body = {"content": content()} if content is not None else {}
            return await self._access.http.request(method, url, headers=headers, **body, **parts)

        return await renewing(self._access, once, is_expired)

    async def _ask(self, method: str, path: str, **parts: Any) -> Answer:
        return await ask(self.call(method, self.address("api", path), **parts))

    async def _commit(self, kind: str, body: object) -> Item:
        url, params = self.address("api", f"{API}/{kind}"), {"part": "snippet"}
        answer = await commit(self.call("POST", url, params=params, json=body))
        return parse(Item, self.good(answer), OutcomeUnknown)
