"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from heliograph.extensions.connectors.instagram.errors import TABLE, is_forbidden, is_gone
from heliograph.extensions.connectors.instagram.mapping import (
    Comments,
    Limits,
    Made,
    Me,
    Media,
    Medium,
    Status,
)
from heliograph.sdk.calls import ask, hide_secrets, parse
from heliograph.sdk.connectors import ChannelAccess, MediaFile
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.graph.client import GraphClient, base_of
from heliograph.sdk.graph.containers import Container
from heliograph.sdk.graph.errors import INVALID, error_of
from heliograph.sdk.graph.shapes import Insights
from heliograph.sdk.graph.uploads import send_video

PAGE = 50
OF_AN_ACCOUNT = "username,name,profile_picture_url,followers_count,media_count"
FACEBOOK = "graph.facebook.com"
FEW_VIEWERS = 10


class InstagramClient(GraphClient):
    """The calls we use."""

    table = TABLE
    gone = staticmethod(is_gone)

    def __init__(self, access: ChannelAccess) -> None:
        super().__init__(access, base_of(access))
        by_host = urlsplit(access.base_url).hostname == FACEBOOK
        self._by_facebook = by_host or access.settings.get("login") == "facebook"

    async def me(self) -> Me:
        """GET /me, or with a token of Facebook Login, whose /me is a Page, GET /<IG_ID>."""
        stored = self._access.secrets.get("user_id", "")
        if self._by_facebook and stored:
            path, fields = stored, f"id,{OF_AN_ACCOUNT}"
        else:
            path, fields = "me", f"user_id,account_type,{OF_AN_ACCOUNT}"
        return parse(Me, self.good(await self.read(path, {"fields": fields})))

    async def own_id(self) -> str:
        """The id of the account whose token this is."""
        return (await self.me()).user_id

    async def create_container(self, user_id: str, parameters: Mapping[str, str]) -> Made:
        """POST /<IG_ID>/media; invisible to everybody until it is published."""
        answer = await ask(self.request("POST", f"{user_id}/media", data=dict(parameters)))
        return parse(Made, self.good(answer))

    async def send(self, uri: str, file: MediaFile) -> None:
        """POST the bytes of a video to the address that came with its container."""
        await send_video(self._access, self.table, uri, file)

    async def container(self, container_id: str) -> Container | None:
        """GET /<CONTAINER_ID>; None when there is no such container."""
        answer = await self.read(container_id, {"fields": "status_code,status"})
        if is_gone(answer):
            return None
        told = parse(Status, self.good(answer))
        return Container(told.status_code, told.status)

    async def publish(self, user_id: str, container_id: str, seconds: int) -> str:
        """POST /<IG_ID>/media_publish: the committing call."""
        body = {"creation_id": container_id}
        return await self.put_out(f"{user_id}/media_publish", body, seconds)

    async def newest(self, user_id: str, what: str, after: str = "") -> Media:
        """GET /<IG_ID>/media or /stories, newest first, from behind a cursor if one is given."""
        params = {"fields": "id,caption,timestamp,permalink", "limit": str(PAGE)}
        if after:
            params["after"] = after
        return parse(Media, self.good(await self.read(f"{user_id}/{what}", params)))

    async def medium(self, media_id: str, fields: str) -> Medium | None:
        """GET /<MEDIA_ID>; None when it is gone."""
        answer = await self.read(media_id, {"fields": fields})
        return None if is_gone(answer) else parse(Medium, self.good(answer))

    async def limit(self, user_id: str) -> Limits:
        """GET /<IG_ID>/content_publishing_limit"""
        path, fields = f"{user_id}/content_publishing_limit", "quota_usage,config"
        return parse(Limits, self.good(await self.read(path, {"fields": fields})))

    async def insights(self, owner: str, names: Sequence[str], **more: str) -> Insights | None:
        """GET /<ID>/insights; None where Instagram refuses one of these metrics here, and empty
        where too few people saw the post."""
        params = {"metric": ",".join(names), **more}
        answer = await self.read(f"{owner}/insights", params)
        code = error_of(answer).code
        if code == FEW_VIEWERS:
            return Insights()
        return None if code == INVALID else parse(Insights, self.good(answer))

    async def comment(self, media_id: str, message: str, seconds: int) -> str:
        """POST /<MEDIA_ID>/comments: committing, for everybody sees it at once."""
        return await self.put_out(f"{media_id}/comments", {"message": message}, seconds)

    async def comments(self, media_id: str, after: str = "") -> Comments:
        """GET /<MEDIA_ID>/comments, newest first."""
        params = {"fields": "id,text,timestamp", "limit": str(PAGE)}
        if after:
            params["after"] = after
        return parse(Comments, self.good(await self.read(f"{media_id}/comments", params)))

    async def delete(self, object_id: str) -> None:
        """DELETE /<ID>; silent when it is gone already. `ContentRefused` for most tokens, for
        the permission is one that few apps have; the token itself is none the worse."""
        answer = await ask(self.request("DELETE", object_id))
        if is_forbidden(answer):
            words = hide_secrets(error_of(answer).words, self._access.secrets)
            raise ContentRefused(f"Instagram lets this token delete nothing: {words}")
        if not is_gone(answer):
            self.good(answer)
