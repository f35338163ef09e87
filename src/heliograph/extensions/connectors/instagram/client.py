"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.extensions.connectors.instagram.errors import error_of, is_gone, refusal
from heliograph.extensions.connectors.instagram.mapping import (
    FEED_METRICS,
    Container,
    Insights,
    Made,
    Me,
    Media,
    Medium,
)
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, commit, parse
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import OutcomeUnknown

GRAPH_VERSION = "v26.0"
PAGE = 50


class InstagramClient:
    """The calls we use. The token travels in a header, so that no address ever carries it."""

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        version = access.settings.get("graph_version", GRAPH_VERSION)
        self._base = f"{access.base_url.rstrip('/')}/{version}"

    async def me(self) -> Me:
        """GET /me"""
        fields = "user_id,username,name,account_type,profile_picture_url,followers_count"
        return parse(Me, self._good(await self._read("me", {"fields": fields})))

    async def create_container(self, user_id: str, parameters: Mapping[str, str]) -> str:
        """POST /<IG_ID>/media; invisible to everybody until it is published."""
        answer = await ask(self._post(f"{user_id}/media", data=dict(parameters)))
        return parse(Made, self._good(answer)).id

    async def container(self, container_id: str) -> Container | None:
        """GET /<CONTAINER_ID>; None when there is no such container."""
        answer = await self._read(container_id, {"fields": "status_code,status"})
        return None if is_gone(answer) else parse(Container, self._good(answer))

    async def publish(self, user_id: str, container_id: str, seconds: int) -> str:
        """POST /<IG_ID>/media_publish: the committing call."""
        path, body = f"{user_id}/media_publish", {"creation_id": container_id}
        answer = await commit(self._post(path, data=body, seconds=seconds))
        if not answer.ok:
            raise refusal(answer, self._access, committing=True)
        return parse(Made, answer, OutcomeUnknown).id

    async def newest(self, user_id: str, after: str = "") -> Media:
        """GET /<IG_ID>/media, newest first, from behind a cursor if one is given."""
        params = {"fields": "id,caption,timestamp,permalink", "limit": str(PAGE)}
        if after:
            params["after"] = after
        return parse(Media, self._good(await self._read(f"{user_id}/media", params)))

    async def medium(self, media_id: str, fields: str) -> Medium | None:
        """GET /<MEDIA_ID>; None when it is gone."""
        answer = await self._read(media_id, {"fields": fields})
        return None if is_gone(answer) else parse(Medium, self._good(answer))

    async def insights(self, media_id: str) -> Insights | None:
        """GET /<MEDIA_ID>/insights; None where Instagram has none to give for this post."""
        params = {"metric": ",".join(FEED_METRICS)}
        answer = await self._read(f"{media_id}/insights", params)
        # Code 10 means too few viewers, code 100 a metric that this kind of post lacks.
        refused = error_of(answer).code in {10, 100}
        return None if refused else parse(Insights, self._good(answer))

    async def delete(self, media_id: str) -> None:
        """DELETE /<MEDIA_ID>; silent when it is gone already."""
        answer = await ask(self._request("DELETE", media_id))
        if not is_gone(answer):
            self._good(answer)

    async def _read(self, path: str, params: Mapping[str, str]) -> Answer:
        return await ask(self._request("GET", path, params=params))

    async def _post(self, path: str, **parts: Any) -> Answer:
        return await self._request("POST", path, **parts)

    async def _request(self, method: str, path: str, **parts: Any) -> Answer:
        headers = bearer(self._access.secrets.get("access_token", ""))
        url = f"{self._base}/{path}"
        return await self._access.http.request(method, url, headers=headers, **parts)

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal(answer, self._access)
        return answer
