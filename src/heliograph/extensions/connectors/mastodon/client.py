"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal
from urllib.parse import quote

from heliograph.extensions.connectors.mastodon.errors import refusal
from heliograph.extensions.connectors.mastodon.forms import FileForm
from heliograph.extensions.connectors.mastodon.limits import Configuration, Instance
from heliograph.extensions.connectors.mastodon.mapping import (
    Attachment,
    Credentials,
    Scheduled,
    Status,
)
from heliograph.extensions.connectors.mastodon.quotas import quota_of
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, commit, parse
from heliograph.sdk.connectors import ChannelAccess, MediaFile
from heliograph.sdk.errors import OutcomeUnknown

PAGE = 40
UPLOAD_SECONDS = 120
GONE = frozenset({404, 410})
# Servers older than 4.3, and relatives of Mastodon, cannot read several statuses at once.
UNKNOWN_ROUTE = frozenset({404, 405, 422})


class MastodonClient:
    """The calls we use, signed with the channel's token."""

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._base = access.base_url.rstrip("/")

    async def credentials(self) -> Credentials:
        """GET /api/v1/accounts/verify_credentials"""
        answer = await self._ask("GET", "/api/v1/accounts/verify_credentials")
        return parse(Credentials, self._good(answer))

    async def limits(self) -> Configuration | None:
        """GET /api/v2/instance; None where a server does not know this page."""
        answer = await self._ask("GET", "/api/v2/instance")
        return parse(Instance, answer).configuration if answer.ok else None

    async def upload(
        self, file: MediaFile, words: Mapping[str, str], thumbnail: MediaFile | None
    ) -> Attachment:
        """POST /api/v2/media; the file is streamed, never held whole."""
        form = FileForm(file, words, thumbnail)
        answer = await self._ask(
            "POST",
            "/api/v2/media",
            content=form.stream(),
            headers=form.headers,
            seconds=UPLOAD_SECONDS,
        )
        return parse(Attachment, self._good(answer))

    async def media_state(self, media_id: str) -> Literal["ready", "working", "gone", "failed"]:
        """GET /api/v1/media/:id, where 206 means that it is still being processed and 422 that
        it could not be."""
        answer = await self._ask("GET", f"/api/v1/media/{quote(media_id, safe='')}")
        if answer.status in GONE:
            return "gone"
        if answer.status == 422:
            return "failed"
        return "working" if self._good(answer).status == 206 else "ready"

    async def post_status(
        self, payload: Mapping[str, object], key: str, seconds: int
    ) -> Status | Scheduled:
        """POST /api/v1/statuses: the committing call; with `scheduled_at` it gives what waits."""
        answer = await commit(
            self._request(
                "POST",
                "/api/v1/statuses",
                json=payload,
                headers={"Idempotency-Key": key},
                seconds=seconds,
            )
        )
        if "scheduled_at" in payload:
            return parse(Scheduled, self._good(answer), OutcomeUnknown)
        return parse(Status, self._good(answer), OutcomeUnknown)

    async def edit_status(self, status_id: str, payload: Mapping[str, object]) -> Status:
        """PUT /api/v1/statuses/:id: the status keeps its id, and readers see that it changed."""
        path = f"/api/v1/statuses/{quote(status_id, safe='')}"
        return parse(Status, self._good(await self._ask("PUT", path, json=payload)))

    async def scheduled(self, before: str | None) -> list[Scheduled]:
        """GET /api/v1/scheduled_statuses: what waits for its time."""
        params = {"limit": str(PAGE)} | ({"max_id": before} if before else {})
        answer = await self._ask("GET", "/api/v1/scheduled_statuses", params=params)
        return parse(list[Scheduled], self._good(answer))

    async def unschedule(self, scheduled_id: str) -> bool:
        """DELETE /api/v1/scheduled_statuses/:id; False when it no longer waited."""
        path = f"/api/v1/scheduled_statuses/{quote(scheduled_id, safe='')}"
        answer = await self._ask("DELETE", path)
        return answer.status != 404 and self._good(answer).ok

    async def recent(self, account_id: str, before: str | None) -> list[Status]:
        """GET /api/v1/accounts/:id/statuses, newest first."""
        params = {"limit": str(PAGE), "exclude_reblogs": "true"}
        if before is not None:
            params["max_id"] = before
        path = f"/api/v1/accounts/{quote(account_id, safe='')}/statuses"
        return parse(list[Status], self._good(await self._ask("GET", path, params=params)))

    async def statuses(self, ids: Sequence[str]) -> list[Status] | None:
        """GET /api/v1/statuses?id[]=; None where the server has no such call."""
        params = [("id[]", one) for one in ids]
        answer = await self._ask("GET", "/api/v1/statuses", params=params)
        if answer.status in UNKNOWN_ROUTE:
            return None
        return parse(list[Status], self._good(answer))

    async def status(self, status_id: str) -> Status | None:
        """GET /api/v1/statuses/:id; None when it is gone."""
        answer = await self._ask("GET", f"/api/v1/statuses/{quote(status_id, safe='')}")
        return None if answer.status in GONE else parse(Status, self._good(answer))

    async def delete(self, status_id: str) -> bool:
        """DELETE /api/v1/statuses/:id; False when it was gone already."""
        answer = await self._ask("DELETE", f"/api/v1/statuses/{quote(status_id, safe='')}")
        return answer.status != 404 and self._good(answer).ok

    async def _ask(self, method: str, path: str, **parts: Any) -> Answer:
        return await ask(self._request(method, path, **parts))

    async def _request(self, method: str, path: str, **parts: Any) -> Answer:
        token = self._access.secrets.get("access_token", "")
        headers = bearer(token) | parts.pop("headers", {})
        url = f"{self._base}{path}"
        answer = await self._access.http.request(method, url, headers=headers, **parts)
        quota = quota_of(answer, method, path)
        if quota is not None:
            self._access.saw_quota(quota)
        return answer

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal(answer, self._access)
        return answer
