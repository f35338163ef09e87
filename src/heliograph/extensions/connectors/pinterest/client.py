"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from heliograph.extensions.connectors.pinterest.errors import expired, refusal
from heliograph.extensions.connectors.pinterest.mapping import (
    OUR_NAMES,
    Analytics,
    Boards,
    Media,
    MediaPlace,
    Owner,
    Pin,
    Pins,
)
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, commit, parse, renewing
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Quota, Secrets
from heliograph.sdk.errors import OutcomeUnknown
from heliograph.sdk.forms import FilesForm

PAGE = 50
BOARDS = 250
GONE = 404
UPLOAD_SECONDS = 1800


class PinterestClient:
    """The calls we use, signed with the channel's token."""

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._base = access.base_url.rstrip("/")

    async def owner(self) -> Owner:
        """GET /v5/user_account"""
        return parse(Owner, self._good(await self._ask("GET", "/v5/user_account")))

    async def boards(self, bookmark: str | None) -> Boards:
        """GET /v5/boards"""
        params = {"page_size": str(BOARDS)} | ({"bookmark": bookmark} if bookmark else {})
        return parse(Boards, self._good(await self._ask("GET", "/v5/boards", params=params)))

    async def newest(self, board_id: str, bookmark: str | None) -> Pins:
        """GET /v5/boards/<id>/pins, newest first."""
        params = {"page_size": str(PAGE)} | ({"bookmark": bookmark} if bookmark else {})
        path = f"/v5/boards/{quote(board_id, safe='')}/pins"
        return parse(Pins, self._good(await self._ask("GET", path, params=params)))

    async def create(self, pin: Mapping[str, object], seconds: int) -> Pin:
        """POST /v5/pins: the committing call."""

        async def call(secrets: Secrets) -> Answer:
            sent = self._request(secrets, "POST", "/v5/pins", json=pin, seconds=seconds)
            return await commit(sent)

        answer = await renewing(self._access, call, expired)
        return parse(Pin, self._good(answer), OutcomeUnknown)

    async def register(self) -> MediaPlace:
        """POST /v5/media: a place for a video."""
        body = {"media_type": "video"}
        return parse(MediaPlace, self._good(await self._ask("POST", "/v5/media", json=body)))

    async def send(self, place: MediaPlace, file: MediaFile) -> Answer:
        """POST to that place, which is its own permission: no token goes there."""
        form = FilesForm(place.upload_parameters, {"file": file})
        return await ask(
            self._access.http.post(
                place.upload_url,
                content=form.stream(),
                headers=form.headers,
                seconds=UPLOAD_SECONDS,
            )
        )

    async def medium(self, media_id: str) -> Media | None:
        """GET /v5/media/<id>; None when there is no such video."""
        answer = await self._ask("GET", f"/v5/media/{quote(media_id, safe='')}")
        return None if answer.status == GONE else parse(Media, self._good(answer))

    async def analytics(self, pin_id: str, start: date, end: date) -> Analytics | None:
        """GET /v5/pins/<id>/analytics; None when the pin is gone."""
        params = {
            "start_date": start.isoformat(),
            "end_date": end.isoformat(),
            "metric_types": ",".join(OUR_NAMES),
            "app_types": "ALL",
        }
        path = f"/v5/pins/{quote(pin_id, safe='')}/analytics"
        answer = await self._ask("GET", path, params=params)
        return None if answer.status == GONE else parse(Analytics, self._good(answer))

    async def delete(self, pin_id: str) -> None:
        """DELETE /v5/pins/<id>; silent when it is gone."""
        answer = await self._ask("DELETE", f"/v5/pins/{quote(pin_id, safe='')}")
        if answer.status != GONE:
            self._good(answer)

    async def _ask(self, method: str, path: str, **parts: Any) -> Answer:
        async def call(secrets: Secrets) -> Answer:
            return await ask(self._request(secrets, method, path, **parts))

        return await renewing(self._access, call, expired)

    async def _request(self, secrets: Secrets, method: str, path: str, **parts: Any) -> Answer:
        headers = bearer(secrets.get("access_token", ""))
        url = f"{self._base}{path}"
        answer = await self._access.http.request(method, url, headers=headers, **parts)
        self._tell_quota(answer)
        return answer

    def _tell_quota(self, answer: Answer) -> None:
        try:
            # "100, 100;w=1, 1000;w=60": the first number is the window that is nearest its end.
            limit = int(answer.headers["x-ratelimit-limit"].partition(",")[0])
            left = int(answer.headers["x-ratelimit-remaining"].partition(",")[0])
            wait = timedelta(seconds=float(answer.headers["x-ratelimit-reset"].partition(",")[0]))
        except (KeyError, ValueError):
            return
        self._access.saw_quota(Quota("calls", limit, left, self._access.clock.now() + wait))

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal(answer, self._access)
        return answer
