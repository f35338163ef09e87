"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from heliograph.extensions.connectors.tiktok.errors import (
    UNKNOWN_PUBLISH_IDS,
    code_of,
    commit_refusal,
    is_expired,
    is_good,
    refusal,
)
from heliograph.extensions.connectors.tiktok.mapping import (
    Begun,
    Creator,
    Progress,
    User,
    Users,
    Video,
    Videos,
)
from heliograph.kit.http import Answer
from heliograph.sdk.calls import Wire, ask, bearer, commit, parse, renewing
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.errors import OutcomeUnknown
from heliograph.sdk.manifest import ConnectorManifest

POSTING = "/v2/post/publish"
WHO = "open_id,avatar_url,display_name,username,follower_count"
COUNTS = "id,view_count,like_count,comment_count,share_count"
PAGE = 20
T = TypeVar("T")
Content = Callable[[], AsyncIterator[bytes]]


class Envelope(Wire, Generic[T]):
    """What every answer comes in."""

    data: T


class TikTokClient:
    """The calls we use, signed with the channel's token, which is renewed when it has run out."""

    def __init__(self, access: ChannelAccess, manifest: ConnectorManifest) -> None:
        self._access = access
        self._manifest = manifest

    @property
    def access(self) -> ChannelAccess:
        """The channel, with the newest secrets."""
        return self._access

    def page(self, username: str, video_id: str = "") -> str:
        """Where people see the account, or one of its posts."""
        path = f"/@{username}/video/{video_id}" if video_id else f"/@{username}"
        return self._manifest.address(self._access.base_url, "www", path)

    async def user(self, fields: str = WHO) -> User:
        """GET /v2/user/info/"""
        answer = await self._ask("GET", "/v2/user/info/", params={"fields": fields})
        return parse(Envelope[Users], self.good(answer)).data.user

    async def creator(self) -> Creator:
        """POST creator_info/query/: what the account may do now."""
        answer = await self._ask("POST", f"{POSTING}/creator_info/query/")
        return parse(Envelope[Creator], self.good(answer)).data

    async def open_upload(self, body: object) -> Begun:
        """POST video/init/ for a file that we send: nothing is seen before its last byte."""
        answer = await self._ask("POST", f"{POSTING}/video/init/", json=body)
        return parse(Envelope[Begun], self.good(answer)).data

    async def begin(self, kind: str, body: object) -> str:
        """POST video/init/ or content/init/ for what TikTok fetches: the committing call."""
        url = self._manifest.address(self._access.base_url, "api", f"{POSTING}/{kind}/init/")
        answer = await commit(self.call("POST", url, json=body))
        if not is_good(answer):
            raise commit_refusal(answer, self._access)
        return parse(Envelope[Begun], answer, OutcomeUnknown).data.publish_id

    async def progress(self, publish_id: str) -> Progress | None:
        """POST status/fetch/; None when the account knows no such publish id."""
        body = {"publish_id": publish_id}
        answer = await self._ask("POST", f"{POSTING}/status/fetch/", json=body)
        if code_of(answer) in UNKNOWN_PUBLISH_IDS:
            return None
        return parse(Envelope[Progress], self.good(answer)).data

    async def listed(self, cursor: int = 0) -> Videos:
        """POST /v2/video/list/: public posts, newest first."""
        params = {"fields": "id,title,create_time"}
        body = {"max_count": PAGE} | ({"cursor": cursor} if cursor else {})
        answer = await self._ask("POST", "/v2/video/list/", params=params, json=body)
        return parse(Envelope[Videos], self.good(answer)).data

    async def counts(self, ids: Sequence[str]) -> Sequence[Video]:
        """POST /v2/video/query/, at most twenty; those that are gone or not public are left out."""
        body = {"filters": {"video_ids": list(ids)}}
        answer = await self._ask("POST", "/v2/video/query/", params={"fields": COUNTS}, json=body)
        return parse(Envelope[Videos], self.good(answer)).data.videos

    def good(self, answer: Answer) -> Answer:
        """The answer, unless it is a refusal."""
        if not is_good(answer):
            raise refusal(answer, self._access)
        return answer

    async def put(
        self, url: str, content: Content, headers: dict[str, str], seconds: int
    ) -> Answer:
        """PUT on an upload address, which is its own permission: no token goes there."""
        return await self._access.http.request(
            "PUT", url, content=content(), headers=headers, seconds=seconds
        )

    async def call(self, method: str, url: str, **parts: Any) -> Answer:
        """One signed call."""

        async def once(secrets: Secrets) -> Answer:
            headers = bearer(secrets.get("access_token", ""))
            if secrets is not self._access.secrets:
                # What comes after must not run into the old token again.
                self._access = replace(self._access, secrets=secrets)
            if method == "POST":
                headers["Content-Type"] = "application/json; charset=UTF-8"
            return await self._access.http.request(method, url, headers=headers, **parts)

        return await renewing(self._access, once, is_expired)

    async def _ask(self, method: str, path: str, **parts: Any) -> Answer:
        url = self._manifest.address(self._access.base_url, "api", path)
        return await ask(self.call(method, url, **parts))
