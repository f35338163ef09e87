"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from heliograph.extensions.connectors.x.errors import is_expired, is_gone, refusal, tell_quotas
from heliograph.extensions.connectors.x.forms import FileForm
from heliograph.extensions.connectors.x.mapping import OneTweet, OneUser, Tweet, Tweets, User
from heliograph.extensions.connectors.x.uploading import State, Upload
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, commit, parse, renewing
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Secrets
from heliograph.sdk.errors import OutcomeUnknown

UPLOAD_SECONDS = 120
PAGE = 20
USER_FIELDS = "username,name,profile_image_url,public_metrics,verified_type"
LIST_FIELDS = "created_at,entities,attachments,referenced_tweets"


class XClient:
    """The calls we use, signed with the channel's token, which is renewed when it has run out."""

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._base = access.base_url.rstrip("/")

    async def me(self) -> User:
        """GET /2/users/me"""
        answer = await self._ask(
            "GET", "/2/users/me", "profile reads", params={"user.fields": USER_FIELDS}
        )
        return parse(OneUser, answer).data

    async def post(self, payload: Mapping[str, object], seconds: int) -> Tweet:
        """POST /2/tweets: the committing call."""

        async def call(secrets: Secrets) -> Answer:
            parts = {"json": payload, "seconds": seconds}
            return await commit(self._request(secrets, "POST", "/2/tweets", parts))

        answer = await renewing(self._access, call, is_expired)
        made = self._good(answer, "posts")
        return parse(OneTweet, made, OutcomeUnknown).data

    async def recent(self, user_id: str, after: str | None) -> Tweets:
        """GET /2/users/:id/tweets, newest first."""
        params = {"max_results": str(PAGE), "tweet.fields": LIST_FIELDS}
        if after is not None:
            params["pagination_token"] = after
        path = f"/2/users/{quote(user_id, safe='')}/tweets"
        return parse(Tweets, await self._ask("GET", path, "list reads", params=params))

    async def tweets(self, ids: Sequence[str], fields: str) -> Tweets:
        """GET /2/tweets?ids="""
        params = {
            "ids": ",".join(ids),
            "tweet.fields": f"attachments,{fields}",
            "expansions": "attachments.media_keys",
            "media.fields": "public_metrics",
        }
        return parse(Tweets, await self._ask("GET", "/2/tweets", "post reads", params=params))

    async def delete(self, tweet_id: str) -> None:
        """DELETE /2/tweets/:id; silent when it is gone already."""
        path = f"/2/tweets/{quote(tweet_id, safe='')}"
        answer = await self._raw("DELETE", path, {})
        if not is_gone(answer):
            self._good(answer, "deletions")

    async def upload(self, file: MediaFile, category: str) -> Upload:
        """POST /2/media/upload: one picture at once."""
        form = FileForm(file, {"media_category": category})
        return await self._send("/2/media/upload", form)

    async def initialize(self, file: MediaFile, category: str) -> Upload:
        """POST /2/media/upload/initialize"""
        body = {"media_type": file.mime, "total_bytes": file.size, "media_category": category}
        answer = await self._ask("POST", "/2/media/upload/initialize", "uploads", json=body)
        return parse(State, answer).data

    async def append(self, upload_id: str, number: int, form: FileForm) -> bool:
        """POST /2/media/upload/:id/append; False when X no longer knows the upload."""
        path = f"/2/media/upload/{quote(upload_id, safe='')}/append"
        answer = await self._raw("POST", path, _sent(form))
        return not is_gone(answer) and self._good(answer, "uploads").ok

    async def finalize(self, upload_id: str) -> Upload:
        """POST /2/media/upload/:id/finalize"""
        path = f"/2/media/upload/{quote(upload_id, safe='')}/finalize"
        return parse(State, await self._ask("POST", path, "uploads")).data

    async def upload_state(self, upload_id: str) -> Upload | None:
        """GET /2/media/upload?command=STATUS; None when X no longer knows the upload."""
        params = {"command": "STATUS", "media_id": upload_id}
        answer = await self._raw("GET", "/2/media/upload", {"params": params})
        if is_gone(answer):
            return None
        return parse(State, self._good(answer, "upload reads")).data

    async def describe(self, upload_id: str, alt: str) -> None:
        """POST /2/media/metadata"""
        body = {"id": upload_id, "metadata": {"alt_text": {"text": alt}}}
        await self._ask("POST", "/2/media/metadata", "uploads", json=body)

    async def _send(self, path: str, form: FileForm) -> Upload:
        return parse(State, self._good(await self._raw("POST", path, _sent(form)), "uploads")).data

    async def _ask(self, method: str, path: str, quota: str, **parts: Any) -> Answer:
        return self._good(await self._raw(method, path, parts), quota)

    async def _raw(self, method: str, path: str, parts: Mapping[str, Any]) -> Answer:
        async def call(secrets: Secrets) -> Answer:
            return await ask(self._request(secrets, method, path, parts))

        return await renewing(self._access, call, is_expired)

    async def _request(
        self, secrets: Secrets, method: str, path: str, parts: Mapping[str, Any]
    ) -> Answer:
        values = dict(parts)
        form = values.pop("form", None)
        headers = bearer(secrets.get("access_token", ""))
        if isinstance(form, FileForm):
            # The stream is begun anew for a second try with a fresh token.
            values["content"], headers = form.stream(), headers | form.headers
        return await self._access.http.request(
            method, f"{self._base}{path}", headers=headers, **values
        )

    def _good(self, answer: Answer, quota: str) -> Answer:
        tell_quotas(answer, self._access, quota)
        if not answer.ok:
            raise refusal(answer, self._access)
        return answer


def _sent(form: FileForm) -> dict[str, Any]:
    return {"form": form, "seconds": UPLOAD_SECONDS}
