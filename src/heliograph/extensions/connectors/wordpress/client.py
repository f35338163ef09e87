"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

from heliograph.extensions.connectors.wordpress.errors import is_api_error, is_page, refusal
from heliograph.extensions.connectors.wordpress.mapping import Made, Medium, Term, User
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, commit, parse
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Secrets
from heliograph.sdk.errors import ChannelClosed, OutcomeUnknown, ReconnectNeeded, TryLater

UPLOAD_SECONDS = 300
PAGE = 100
POST_FIELDS = "id,link,slug,status,date_gmt"
API_LINK = re.compile(r"<([^>]+)>\s*;\s*rel=\"?https://api\.w\.org/\"?")
MOVED = frozenset({301, 302, 307, 308})


class WordPressClient:
    """The calls we use, signed with the user's application password."""

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._site = access.base_url.rstrip("/")
        self._api = ""

    async def find_api(self) -> str:
        """HEAD on the site, whose Link header says where the API lives."""
        if self._api:
            return self._api
        answer = await ask(self._access.http.request("HEAD", f"{self._site}/"))
        if answer.status in MOVED:
            place = urljoin(answer.url, answer.headers.get("location", ""))
            raise ReconnectNeeded(f"The site answers at another address: {place.split('?')[0]}")
        if answer.status >= 500:
            raise TryLater(f"The site answered {answer.status}.")
        self._api = _api_in(answer) or f"{self._site}/wp-json/"
        return self._api

    async def me(self) -> User:
        """GET /users/me?context=edit"""
        answer = await self._ask("GET", "users/me", params={"context": "edit"})
        return parse(User, self._good(answer))

    async def upload(self, file: MediaFile, name: str) -> Medium:
        """POST /media with the raw file as its body, streamed."""
        headers = {
            "Content-Type": file.mime,
            "Content-Length": str(file.size),
            "Content-Disposition": f'attachment; filename="{name}"',
        }
        answer = await self._ask(
            "POST", "media", content=file.read(), headers=headers, seconds=UPLOAD_SECONDS
        )
        return parse(Medium, self._good(answer))

    async def describe(self, medium_id: int, alt: str) -> None:
        """POST /media/{id}"""
        self._good(await self._ask("POST", f"media/{medium_id}", json={"alt_text": alt}))

    async def media_there(self, ids: Sequence[int]) -> set[int]:
        """GET /media?include=: which of these files the library still has."""
        params = {"include": _joined(ids), "per_page": str(PAGE), "_fields": "id"}
        answer = await self._ask("GET", "media", params=params)
        return {medium.id for medium in parse(list[Medium], self._good(answer))}

    async def terms(self, taxonomy: str, search: str = "") -> list[Term]:
        """GET /categories or /tags, the most used first."""
        params = {"per_page": str(PAGE), "_fields": "id,name", "orderby": "count", "order": "desc"}
        if search:
            params["search"] = search
        return parse(list[Term], self._good(await self._ask("GET", taxonomy, params=params)))

    async def make_term(self, taxonomy: str, name: str) -> int | None:
        """POST /categories or /tags; the old one's number where it exists, None where the user
        may not make any."""
        answer = await self._ask("POST", taxonomy, json={"name": name})
        if is_api_error(answer, "term_exists"):
            return int(answer.json()["data"]["term_id"])
        if answer.status == 403 and is_api_error(answer, "rest_cannot_create"):
            return None
        return parse(Term, self._good(answer)).id

    async def make_post(self, payload: Mapping[str, object], seconds: int) -> Made:
        """POST /posts: the committing call."""
        parts = await self._parts("posts", json=payload, seconds=seconds)
        answer = await commit(self._access.http.request("POST", **parts))
        if not answer.ok:
            raise refusal(answer, self._access)
        return parse(Made, answer, OutcomeUnknown)

    async def by_slug(self, slug: str) -> Made | None:
        """GET /posts?slug= in every status but the trash."""
        params = {"slug": slug, "status": "any", "context": "edit", "_fields": POST_FIELDS}
        answer = self._good(await self._ask("GET", "posts", params=params))
        found = parse(list[Made], answer)
        return next((made for made in found if made.slug == slug), None)

    async def standing(self, ids: Sequence[int]) -> set[int]:
        """GET /posts?include=: which of these posts are there."""
        params = {
            "include": _joined(ids),
            "per_page": str(PAGE),
            "status": "any",
            "context": "edit",
            "_fields": "id",
        }
        answer = self._good(await self._ask("GET", "posts", params=params))
        return {made.id for made in parse(list[Made], answer)}

    async def count(self, what: str, **filters: str) -> int:
        """How many things a list has, by its X-WP-Total."""
        params = {**filters, "per_page": "1", "_fields": "id"}
        answer = self._good(await self._ask("GET", what, params=params))
        total = answer.headers.get("x-wp-total", "")
        if not total.isdecimal():
            raise TryLater("The site did not say how many there are.")
        return int(total)

    async def delete(self, post_id: int) -> None:
        """DELETE /posts/{id}: into the trash; for good where the site has no trash."""
        answer = await self._ask("DELETE", f"posts/{post_id}")
        if is_api_error(answer, "rest_trash_not_supported"):
            answer = await self._ask("DELETE", f"posts/{post_id}", params={"force": "true"})
        if not is_api_error(answer, "rest_post_invalid_id", "rest_already_trashed"):
            self._good(answer)

    async def _ask(self, method: str, path: str, **parts: Any) -> Answer:
        return await ask(self._access.http.request(method, **await self._parts(path, **parts)))

    async def _parts(self, path: str, **parts: Any) -> dict[str, Any]:
        """The whole request. Without pretty permalinks the path travels in `rest_route`."""
        headers = basic(self._access.secrets) | parts.pop("headers", {})
        place = urlsplit(await self.find_api())
        query = dict(parse_qsl(place.query))
        if "rest_route" in query:
            query["rest_route"] = f"{query['rest_route'].rstrip('/')}/wp/v2/{path}"
            url = urlunsplit(place._replace(query=""))
        else:
            url = f"{urlunsplit(place).rstrip('/')}/wp/v2/{path}"
        return {**parts, "url": url, "headers": headers, "params": query | parts.get("params", {})}

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal(answer, self._access)
        if is_page(answer):
            raise ChannelClosed(
                "The site sent a page in place of the API's answer: a plugin or a firewall "
                "stands between. Its owner must let the REST API through."
            )
        return answer


def basic(secrets: Secrets) -> dict[str, str]:
    """The header that shows user and password; `ReconnectNeeded` when they cannot be right."""
    user = secrets.get("username", "").strip()
    password = secrets.get("application_password", "").strip()
    if not user or not password:
        raise ReconnectNeeded("No user name and application password are stored.")
    if not (password.isascii() and password.isprintable() and user.isprintable()):
        raise ReconnectNeeded(
            "The stored password has characters that no application password has."
        )
    return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}


def _api_in(answer: Answer) -> str:
    """The API's address, when it is on the very host that was asked: no other gets the password."""
    found = API_LINK.search(answer.headers.get("link", ""))
    if found is None:
        return ""
    asked, told = urlsplit(answer.url), urlsplit(urljoin(answer.url, found.group(1)))
    same = (told.scheme, told.netloc.lower()) == (asked.scheme, asked.netloc.lower())
    return urlunsplit(told) if same else ""


def _joined(ids: Sequence[int]) -> str:
    return ",".join(str(one) for one in ids)
