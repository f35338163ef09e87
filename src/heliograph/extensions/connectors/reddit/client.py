"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import unescape

from heliograph.extensions.connectors.reddit.errors import expired, refusal
from heliograph.extensions.connectors.reddit.mapping import (
    About,
    Flair,
    Lease,
    Listing,
    Made,
    MadeAnswer,
    Me,
    Requirements,
    Thing,
    ThingsAnswer,
    Upload,
)
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, commit, parse, renewing
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Quota, Secrets
from heliograph.sdk.errors import OutcomeUnknown, TryLater

UPLOAD_SECONDS = 1800
PAGE = 100
VERSION = "0.1"
LOCATION = re.compile(r"<Location>(.+?)</Location>")


class RedditClient:
    """The calls we use, signed with the channel's token."""

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._base = access.base_url.rstrip("/")

    async def me(self) -> Me:
        """GET /api/v1/me"""
        return parse(Me, await self._ask("GET", "/api/v1/me"))

    async def about(self, subreddit: str) -> About | None:
        """GET /r/<sr>/about; None when there is no such subreddit."""
        answer = await self._answer("GET", f"/r/{quote(subreddit, safe='')}/about")
        # For a name nobody has taken Reddit leads to its search page.
        if answer.status in (302, 404):
            return None
        return parse(About, self._good(answer))

    async def requirements(self, subreddit: str) -> Requirements:
        """GET /api/v1/<sr>/post_requirements"""
        path = f"/api/v1/{quote(subreddit, safe='')}/post_requirements"
        return parse(Requirements, await self._ask("GET", path))

    async def flairs(self, subreddit: str) -> list[Flair]:
        """GET /r/<sr>/api/link_flair_v2; none where the subreddit keeps them to itself."""
        answer = await self._answer("GET", f"/r/{quote(subreddit, safe='')}/api/link_flair_v2")
        return [] if answer.status in (403, 404) else parse(list[Flair], self._good(answer))

    async def lease(self, file: MediaFile) -> Lease:
        """POST /api/media/asset.json"""
        form = {"filepath": _name_of(file), "mimetype": file.mime}
        return parse(Lease, await self._ask("POST", "/api/media/asset.json", data=form))

    async def upload(self, lease: Lease, file: MediaFile) -> Upload:
        """POST the form to the address of the lease: every field, then the file, no token."""
        scheme = urlsplit(self._base).scheme
        address = lease.args.action
        address = f"{scheme}:{address}" if address.startswith("//") else address
        form = LeasedForm(lease, file)
        answer = await ask(
            self._access.http.post(
                address,
                content=form.stream(),
                headers=form.headers,
                seconds=UPLOAD_SECONDS,
            )
        )
        found = LOCATION.search(answer.body.decode(errors="replace"))
        if not answer.ok or found is None:
            raise TryLater(f"Reddit's storage answered {answer.status} to an upload.")
        return Upload(lease.asset.asset_id, unescape(found[1]))

    async def submit(self, form: Mapping[str, str], seconds: int) -> Made:
        """POST /api/submit: a committing call."""
        answer = await self._commit("/api/submit", seconds, data=form)
        return parse(MadeAnswer, answer, OutcomeUnknown).json_.data

    async def submit_gallery(self, body: Mapping[str, object], seconds: int) -> Made:
        """POST /api/submit_gallery_post.json: a committing call."""
        answer = await self._commit("/api/submit_gallery_post.json", seconds, json=body)
        return parse(MadeAnswer, answer, OutcomeUnknown).json_.data

    async def comment(self, thing: str, text: str, seconds: int) -> Thing:
        """POST /api/comment: a committing call."""
        form = {"api_type": "json", "thing_id": thing, "text": text}
        answer = await self._commit("/api/comment", seconds, data=form)
        return parse(ThingsAnswer, answer, OutcomeUnknown).json_.data.things[0].data

    async def newest(
        self, name: str, what: str, after: str | None
    ) -> tuple[list[Thing], str | None]:
        """GET /user/<name>/submitted or /comments, newest first, and where to go on."""
        params = {"limit": str(PAGE), "sort": "new", "raw_json": "1"}
        if after:
            params["after"] = after
        path = f"/user/{quote(name, safe='')}/{what}"
        page = parse(Listing, await self._ask("GET", path, params=params)).data
        return [child.data for child in page.children], page.after

    async def info(self, names: Sequence[str]) -> list[Thing]:
        """GET /api/info"""
        params = {"id": ",".join(names), "raw_json": "1"}
        page = parse(Listing, await self._ask("GET", "/api/info", params=params)).data
        return [child.data for child in page.children]

    async def delete(self, name: str) -> None:
        """POST /api/del, which says nothing of whether it stood."""
        await self._ask("POST", "/api/del", data={"id": name})

    async def _ask(self, method: str, path: str, **parts: Any) -> Answer:
        return self._good(await self._answer(method, path, **parts))

    async def _answer(self, method: str, path: str, **parts: Any) -> Answer:
        async def call(secrets: Secrets) -> Answer:
            return await ask(self._request(secrets, method, path, **parts))

        return await renewing(self._access, call, expired)

    async def _commit(self, path: str, seconds: int, **parts: Any) -> Answer:
        async def call(secrets: Secrets) -> Answer:
            return await commit(self._request(secrets, "POST", path, seconds=seconds, **parts))

        return self._good(await renewing(self._access, call, expired))

    async def _request(self, secrets: Secrets, method: str, path: str, **parts: Any) -> Answer:
        name = program_name(secrets.get("client_id", ""), self._access.settings.get("username", ""))
        headers = {**bearer(secrets.get("access_token", "")), "User-Agent": name}
        url = f"{self._base}{path}"
        answer = await self._access.http.request(method, url, headers=headers, **parts)
        self._tell_quota(answer)
        return answer

    def _tell_quota(self, answer: Answer) -> None:
        try:
            used = int(float(answer.headers["x-ratelimit-used"]))
            left = int(float(answer.headers["x-ratelimit-remaining"]))
            wait = timedelta(seconds=float(answer.headers["x-ratelimit-reset"]))
        except (KeyError, ValueError):
            return
        resets_at = self._access.clock.now() + wait
        self._access.saw_quota(Quota("calls", used + left, left, resets_at, "app"))

    def _good(self, answer: Answer) -> Answer:
        trouble = refusal(answer, self._access)
        if trouble is not None:
            raise trouble
        return answer


class LeasedForm:
    """A multipart form with the lease's fields and one file, as a stream of known length."""

    def __init__(self, lease: Lease, file: MediaFile) -> None:
        self._file = file
        boundary = f"heliograph-{file.sha256[:32]}"
        fields = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{pair.name}"\r\n\r\n'
            f"{pair.value}\r\n"
            for pair in lease.args.fields
        )
        self._head = (
            f'{fields}--{boundary}\r\nContent-Disposition: form-data; name="file"; '
            f'filename="{_name_of(file)}"\r\nContent-Type: {file.mime}\r\n\r\n'
        ).encode()
        self._tail = f"\r\n--{boundary}--\r\n".encode()
        self.headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(self._head) + file.size + len(self._tail)),
        }

    async def stream(self) -> AsyncIterator[bytes]:
        """The whole form, piece by piece."""
        yield self._head
        async for chunk in self._file.read():
            yield chunk
        yield self._tail


def program_name(client_id: str, username: str) -> str:
    """How we call ourselves: Reddit slows down programs that share a name with others."""
    app = re.sub(r"[^A-Za-z0-9_-]", "", client_id) or "unnamed"
    person = re.sub(r"[^A-Za-z0-9_-]", "", username) or "heliograph"
    return f"web:heliograph-{app}:{VERSION} (by /u/{person})"


def _name_of(file: MediaFile) -> str:
    return f"{file.sha256[:16]}.{file.mime.rpartition('/')[2]}"
