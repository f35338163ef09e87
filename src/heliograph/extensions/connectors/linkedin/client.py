"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from heliograph.extensions.connectors.linkedin.errors import has_expired, refusal
from heliograph.extensions.connectors.linkedin.mapping import (
    Comment,
    Comments,
    Counts,
    FoundPosts,
    Initialised,
    Organisation,
    Payload,
    Roles,
    ShareRows,
    Slot,
    UploadState,
    UserInfo,
    encoded,
)
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, commit, parse, renewing
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.errors import OutcomeUnknown, TryLater

VERSION = "202607"
PAGE = 50
UPLOAD_SECONDS = 300
CLOSED, GONE = 403, frozenset({404, 410})
SHARES = "/rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity="


class LinkedInClient:
    """The calls we use, in one version, signed with the channel's token."""

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._base = access.base_url.rstrip("/")
        self._common = {
            "LinkedIn-Version": access.settings.get("linkedin_version") or VERSION,
            "X-Restli-Protocol-Version": "2.0.0",
        }

    async def userinfo(self) -> UserInfo:
        """GET /v2/userinfo"""
        return parse(UserInfo, self._good(await self._get("/v2/userinfo")))

    async def organisation(self, organisation_id: str) -> Organisation:
        """GET /rest/organizations/{id}"""
        answer = await self._get(f"/rest/organizations/{encoded(organisation_id)}")
        return parse(Organisation, self._good(answer))

    async def administered(self) -> Roles | None:
        """GET /rest/organizationAcls; None where the app may not ask."""
        path = "/rest/organizationAcls?q=roleAssignee&role=ADMINISTRATOR&state=APPROVED"
        answer = await self._get(path)
        return None if answer.status == CLOSED else parse(Roles, self._good(answer))

    async def followers(self, urn: str) -> int | None:
        """GET /rest/networkSizes/{urn}; None where the app may not ask."""
        path = f"/rest/networkSizes/{encoded(urn)}?edgeType=COMPANY_FOLLOWED_BY_MEMBER"
        answer = await self._get(path)
        size = self._good(answer).json().get("firstDegreeSize") if answer.status != CLOSED else None
        return size if isinstance(size, int) else None

    async def begin_upload(self, family: str, owner: str, size: int) -> Slot:
        """POST /rest/{images,documents,videos}?action=initializeUpload"""
        asked: dict[str, object] = {"owner": owner}
        if family == "video":
            asked |= {"fileSizeBytes": size, "uploadCaptions": False, "uploadThumbnail": False}
        path = f"/rest/{family}s?action=initializeUpload"
        answer = await ask(self._signed("POST", path, json={"initializeUploadRequest": asked}))
        return parse(Initialised, self._good(answer)).value

    async def put(self, url: str, read: Callable[[], AsyncIterator[bytes]], size: int) -> str:
        """PUT to an upload address, streamed; gives the ETag, empty where there is none."""
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(size)}

        async def call(secrets: Secrets) -> Answer:
            signed = headers | (bearer(secrets.get("access_token", "")) if self._ours(url) else {})
            return await self._access.http.request(
                "PUT", url, content=read(), headers=signed, seconds=UPLOAD_SECONDS
            )

        answer = await ask(renewing(self._access, call, has_expired))
        if answer.status in {CLOSED, *GONE}:
            raise TryLater("LinkedIn's upload address has run out.")
        return str(self._good(answer).headers.get("etag", ""))

    async def finish_video(self, urn: str, token: str, parts: Sequence[str]) -> None:
        """POST /rest/videos?action=finalizeUpload"""
        asked = {"video": urn, "uploadToken": token, "uploadedPartIds": list(parts)}
        path = "/rest/videos?action=finalizeUpload"
        self._good(await ask(self._signed("POST", path, json={"finalizeUploadRequest": asked})))

    async def upload_state(self, family: str, urn: str) -> UploadState:
        """GET /rest/{images,documents,videos}/{urn}; a member's token may read videos alone."""
        answer = await self._get(f"/rest/{family}s/{encoded(urn)}")
        if answer.status == CLOSED:
            return UploadState(status="UNREADABLE")
        if answer.status in GONE:
            return UploadState(status="GONE")
        return parse(UploadState, self._good(answer))

    async def create_post(self, payload: Payload, seconds: int) -> str:
        """POST /rest/posts: the committing call. The URN comes in a header, the body is empty."""
        call = self._signed("POST", "/rest/posts", json=payload, seconds=seconds)
        urn = self._good(await commit(call)).headers.get("x-restli-id", "")
        if not urn:
            raise OutcomeUnknown("LinkedIn said yes without telling the post's id.")
        return str(urn)

    async def posts_of(self, author: str) -> FoundPosts:
        """GET /rest/posts?q=author, for organisations; the last changed first."""
        path = f"/rest/posts?q=author&author={encoded(author)}&count={PAGE}&sortBy=LAST_MODIFIED"
        answer = await self._get(path, headers={"X-RestLi-Method": "FINDER"})
        return parse(FoundPosts, self._good(answer))

    async def delete(self, path: str) -> None:
        """DELETE; silent when it is gone already."""
        answer = await ask(self._signed("DELETE", path))
        if answer.status not in GONE:
            self._good(answer)

    async def comment(self, target: str, payload: Payload, seconds: int) -> Comment:
        """POST /rest/socialActions/{urn}/comments: a committing call as well."""
        path = f"/rest/socialActions/{encoded(target)}/comments"
        answer = await commit(self._signed("POST", path, json=payload, seconds=seconds))
        return parse(Comment, self._good(answer), OutcomeUnknown)

    async def comments(self, target: str) -> Comments | None:
        """GET /rest/socialActions/{urn}/comments; None where the token may not read them."""
        answer = await self._get(f"/rest/socialActions/{encoded(target)}/comments?count={PAGE}")
        return None if answer.status == CLOSED else parse(Comments, self._good(answer))

    async def share_statistics(self, author: str, urns: Sequence[str] = ()) -> ShareRows | None:
        """GET /rest/organizationalEntityShareStatistics: of these posts, or of all in one sum."""
        path = f"{SHARES}{encoded(author)}"
        for name, prefix in (("shares", "urn:li:share:"), ("ugcPosts", "urn:li:ugcPost:")):
            chosen = ",".join(encoded(urn) for urn in urns if urn.startswith(prefix))
            path += f"&{name}=List({chosen})" if chosen else ""
        answer = await self._get(path)
        return None if answer.status == CLOSED else parse(ShareRows, self._good(answer))

    async def page_views(self, author: str) -> int | None:
        """GET /rest/organizationPageStatistics"""
        path = f"/rest/organizationPageStatistics?q=organization&organization={encoded(author)}"
        answer = await self._get(path)
        if answer.status == CLOSED:
            return None
        try:
            row = self._good(answer).json()["elements"][0]["totalPageStatistics"]
            return int(row["views"]["allPageViews"]["pageViews"])
        except (LookupError, TypeError, ValueError):
            return None

    async def member_count(self, query_type: str, entity: str = "") -> int | None:
        """GET /rest/memberCreatorPostAnalytics; of one post or of all; None where there is none."""
        of = f"q=entity&entity={entity}" if entity else "q=me"
        path = f"/rest/memberCreatorPostAnalytics?{of}&queryType={query_type}&aggregation=TOTAL"
        answer = await self._get(path)
        if answer.status == CLOSED or answer.status in GONE:
            return None
        found = parse(Counts, self._good(answer)).elements
        first = found[0] if found else None
        return None if first is None else first.value if first.count is None else first.count

    async def _get(self, path: str, **parts: Any) -> Answer:
        return await ask(self._signed("GET", path, **parts))

    async def _signed(self, method: str, path: str, **parts: Any) -> Answer:
        extra = parts.pop("headers", {})

        async def call(secrets: Secrets) -> Answer:
            headers = self._common | bearer(secrets.get("access_token", "")) | extra
            url = f"{self._base}{path}"
            return await self._access.http.request(method, url, headers=headers, **parts)

        return await renewing(self._access, call, has_expired)

    def _ours(self, url: str) -> bool:
        """Whether an address may be shown the token."""
        host, own = urlsplit(url).hostname or "", urlsplit(self._base).hostname or ""
        return host == own or host == "linkedin.com" or host.endswith(".linkedin.com")

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal(answer, self._access)
        return answer
