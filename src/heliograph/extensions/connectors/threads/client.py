"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

from collections.abc import Mapping

from heliograph.extensions.connectors.threads.errors import TABLE, is_gone
from heliograph.extensions.connectors.threads.mapping import Allowances, Me, Media, Medium, Status
from heliograph.sdk.calls import parse
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.graph.client import GraphClient
from heliograph.sdk.graph.containers import Container
from heliograph.sdk.graph.shapes import Insights

PAGE = 50
VERSION = "v1.0"
OF_ME = "id,username,name,threads_profile_picture_url"
OF_A_POST = "views,likes,replies,reposts,quotes,shares"
OF_AN_ACCOUNT = "views,likes,replies,reposts,quotes,clicks,followers_count"


class ThreadsClient(GraphClient):
    """The calls we use."""

    table = TABLE
    gone = staticmethod(is_gone)

    def __init__(self, access: ChannelAccess) -> None:
        super().__init__(access, f"{access.base_url.rstrip('/')}/{VERSION}")

    async def me(self) -> Me:
        """GET /me"""
        return parse(Me, self.good(await self.read("me", {"fields": OF_ME})))

    async def own_id(self) -> str:
        """The id of the account whose token this is."""
        return (await self.me()).id

    async def create_container(self, user_id: str, parameters: Mapping[str, str]) -> str:
        """POST /<ID>/threads; invisible to everybody until it is published."""
        return await self.make(f"{user_id}/threads", parameters)

    async def container(self, container_id: str) -> Container | None:
        """GET /<CONTAINER_ID>; None when there is no such container."""
        answer = await self.read(container_id, {"fields": "status,error_message"})
        if is_gone(answer):
            return None
        told = parse(Status, self.good(answer))
        return Container(told.status, told.error_message)

    async def publish(self, user_id: str, container_id: str, seconds: int) -> str:
        """POST /<ID>/threads_publish: the committing call."""
        body = {"creation_id": container_id}
        return await self.put_out(f"{user_id}/threads_publish", body, seconds)

    async def newest(self, user_id: str, what: str, after: str = "") -> Media:
        """GET /<ID>/threads or /replies, newest first, from behind a cursor if one is given."""
        params = {"fields": "id,text,timestamp,permalink", "limit": str(PAGE)}
        if after:
            params["after"] = after
        return parse(Media, self.good(await self.read(f"{user_id}/{what}", params)))

    async def medium(self, media_id: str) -> Medium | None:
        """GET /<MEDIA_ID>; None when it is gone."""
        answer = await self.read(media_id, {"fields": "id,permalink"})
        return None if is_gone(answer) else parse(Medium, self.good(answer))

    async def allowances(self, user_id: str, fields: str) -> Allowances:
        """GET /<ID>/threads_publishing_limit."""
        path = f"{user_id}/threads_publishing_limit"
        return parse(Allowances, self.good(await self.read(path, {"fields": fields})))

    async def insights(self, media_id: str) -> Insights | None:
        """GET /<MEDIA_ID>/insights; None when the post is gone."""
        answer = await self.read(f"{media_id}/insights", {"metric": OF_A_POST})
        return None if is_gone(answer) else parse(Insights, self.good(answer))

    async def account_insights(self, user_id: str) -> Insights:
        """GET /<ID>/threads_insights."""
        answer = await self.read(f"{user_id}/threads_insights", {"metric": OF_AN_ACCOUNT})
        return parse(Insights, self.good(answer))
