"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Literal

from heliograph.extensions.connectors.facebook.errors import (
    INVALID,
    error_of,
    is_expired,
    is_gone,
    refusal,
)
from heliograph.extensions.connectors.facebook.mapping import Feed, FeedPost, Insights, Made, Page
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, commit, parse, renewing
from heliograph.sdk.connectors import ChannelAccess, Quota, Secrets
from heliograph.sdk.errors import OutcomeUnknown

GRAPH_VERSION = "v26.0"
AT_ONCE = 50
OF_A_PAGE = "id,name,username,link,followers_count,picture"
OF_A_POST = (
    "id,permalink_url,shares,comments.limit(0).summary(true),reactions.limit(0).summary(true)"
)


class FacebookClient:
    """The calls we use. The token travels in a header, so that no address ever carries it."""

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        version = access.settings.get("graph_version", GRAPH_VERSION)
        self._base = f"{access.base_url.rstrip('/')}/{version}"

    async def me(self) -> Page:
        """GET /me: the Page whose token this is."""
        return parse(Page, self._good(await self._read("me", {"fields": OF_A_PAGE})))

    async def add_photo(self, page_id: str, parameters: Mapping[str, str]) -> str:
        """POST /<PAGE>/photos, unpublished: nobody sees it before its post."""
        call = self._request(
            "POST", f"{page_id}/photos", params={"published": "false"}, data=dict(parameters)
        )
        return parse(Made, self._good(await ask(call))).id

    async def publish(self, page_id: str, parameters: Mapping[str, str], seconds: int) -> str:
        """POST /<PAGE>/feed: the committing call."""
        call = self._request("POST", f"{page_id}/feed", data=dict(parameters), seconds=seconds)
        answer = await commit(call)
        if not answer.ok:
            raise refusal(answer, self._access, committing=True)
        return parse(Made, answer, OutcomeUnknown).id

    async def feed(self, page_id: str, after: str = "") -> Feed:
        """GET /<PAGE>/feed, newest first, from behind a cursor if one is given."""
        params = {"fields": "id,message,created_time,permalink_url", "limit": str(AT_ONCE)}
        if after:
            params["after"] = after
        return parse(Feed, self._good(await self._read(f"{page_id}/feed", params)))

    async def post(self, post_id: str) -> FeedPost | None:
        """GET /<POST>; None when it is gone."""
        answer = await self._read(post_id, {"fields": OF_A_POST})
        return None if is_gone(answer) else parse(FeedPost, self._good(answer))

    async def insights(self, owner: str, names: str, **more: str) -> Insights | None:
        """GET /<ID>/insights; None where Facebook has no such numbers for this object."""
        answer = await self._read(f"{owner}/insights", {"metric": names, **more})
        refused = error_of(answer).code == INVALID
        return None if refused else parse(Insights, self._good(answer))

    async def delete(self, post_id: str) -> None:
        """DELETE /<POST>; silent when it is gone already."""
        answer = await ask(self._request("DELETE", post_id))
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
        """Meta tells on every answer how much of an hour's calls is used, in percent."""
        resets = self._access.clock.now() + timedelta(hours=1)
        scopes: tuple[tuple[str, Literal["app", "channel"]], ...] = (
            ("x-app-usage", "app"),
            ("x-page-usage", "channel"),
        )
        for header, scope in scopes:
            try:
                used = int(json.loads(answer.headers[header])["call_count"])
            except (KeyError, ValueError, TypeError):
                continue
            left = max(0, 100 - used)
            self._access.saw_quota(Quota(f"{scope} calls", 100, left, resets, scope))

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal(answer, self._access)
        return answer
