"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from heliograph.extensions.connectors.threads.errors import is_expired, is_gone, refusal
from heliograph.extensions.connectors.threads.mapping import (
    Allowances,
    Container,
    Insights,
    Made,
    Me,
    Media,
    Medium,
)
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, commit, parse, renewing
from heliograph.sdk.connectors import ChannelAccess, Quota, Secrets
from heliograph.sdk.errors import OutcomeUnknown

PAGE = 50
OF_A_POST = "views,likes,replies,reposts,quotes,shares"
OF_AN_ACCOUNT = "views,likes,replies,reposts,quotes,clicks,followers_count"


class ThreadsClient:
    """The calls we use. The token travels in a header, so that no address ever carries it."""

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._base = f"{access.base_url.rstrip('/')}/v1.0"

    async def me(self) -> Me:
        """GET /me"""
        fields = "id,username,name,threads_profile_picture_url"
        return parse(Me, self._good(await self._read("me", {"fields": fields})))

    async def create_container(self, user_id: str, parameters: Mapping[str, str]) -> str:
        """POST /<ID>/threads; invisible to everybody until it is published."""
        answer = await ask(self._request("POST", f"{user_id}/threads", data=dict(parameters)))
        return parse(Made, self._good(answer)).id

    async def container(self, container_id: str) -> Container | None:
        """GET /<CONTAINER_ID>; None when there is no such container."""
        answer = await self._read(container_id, {"fields": "status,error_message"})
        return None if is_gone(answer) else parse(Container, self._good(answer))

    async def publish(self, user_id: str, container_id: str, seconds: int) -> str:
        """POST /<ID>/threads_publish: the committing call."""
        path, body = f"{user_id}/threads_publish", {"creation_id": container_id}
        answer = await commit(self._request("POST", path, data=body, seconds=seconds))
        if not answer.ok:
            raise refusal(answer, self._access, committing=True)
        return parse(Made, answer, OutcomeUnknown).id

    async def newest(self, user_id: str, what: str, after: str = "") -> Media:
        """GET /<ID>/threads or /replies, newest first, from behind a cursor if one is given."""
        params = {"fields": "id,text,timestamp,permalink", "limit": str(PAGE)}
        if after:
            params["after"] = after
        return parse(Media, self._good(await self._read(f"{user_id}/{what}", params)))

    async def medium(self, media_id: str) -> Medium | None:
        """GET /<MEDIA_ID>; None when it is gone."""
        answer = await self._read(media_id, {"fields": "id,permalink"})
        return None if is_gone(answer) else parse(Medium, self._good(answer))

    async def allowances(self, user_id: str, fields: str) -> Allowances:
        """GET /<ID>/threads_publishing_limit."""
        path = f"{user_id}/threads_publishing_limit"
        return parse(Allowances, self._good(await self._read(path, {"fields": fields})))

    async def insights(self, media_id: str) -> Insights | None:
        """GET /<MEDIA_ID>/insights; None when the post is gone."""
        answer = await self._read(f"{media_id}/insights", {"metric": OF_A_POST})
        return None if is_gone(answer) else parse(Insights, self._good(answer))

    async def account_insights(self, user_id: str) -> Insights:
        """GET /<ID>/threads_insights."""
        answer = await self._read(f"{user_id}/threads_insights", {"metric": OF_AN_ACCOUNT})
        return parse(Insights, self._good(answer))

    async def delete(self, media_id: str) -> None:
        """DELETE /<MEDIA_ID>; silent when it is gone already."""
        answer = await ask(self._request("DELETE", media_id))
        if not is_gone(answer):
            self._good(answer)

    async def _read(self, path: str, params: Mapping[str, str]) -> Answer:
        return await ask(self._request("GET", path, params=params))

    async def _request(self, method: str, path: str, **parts: Any) -> Answer:
        url = f"{self._base}/{path}"

        async def call(secrets: Secrets) -> Answer:
            headers = bearer(secrets.get("access_token", ""))
            return await self._access.http.request(method, url, headers=headers, **parts)

        answer = await renewing(self._access, call, is_expired)
        self._tell_usage(answer)
        return answer

    def _tell_usage(self, answer: Answer) -> None:
        """Meta tells on every answer how much of an hour's calls the app has used, in percent."""
        try:
            used = int(json.loads(answer.headers["x-app-usage"])["call_count"])
        except (KeyError, ValueError, TypeError):
            return
        resets = self._access.clock.now() + timedelta(hours=1)
        self._access.saw_quota(Quota("calls", 100, max(0, 100 - used), resets, "app"))

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal(answer, self._access)
        return answer
