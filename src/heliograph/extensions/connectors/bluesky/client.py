"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from heliograph.extensions.connectors.bluesky.embeds import Blob
from heliograph.extensions.connectors.bluesky.errors import name_of, refusal, session_is_over
from heliograph.extensions.connectors.bluesky.mapping import (
    COLLECTION,
    BlobAnswer,
    PostView,
    PostViews,
    Profile,
    RecordAnswer,
    Resolved,
    ServiceToken,
    SessionAnswer,
)
from heliograph.extensions.connectors.bluesky.quotas import quota_of
from heliograph.extensions.connectors.bluesky.session import Session, Sessions
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, commit, parse
from heliograph.sdk.connectors import ChannelAccess, MediaFile
from heliograph.sdk.errors import OutcomeUnknown

UPLOAD_SECONDS = 120
# How a server without an AppView, or cut off from it, says that it cannot answer for the app.
NO_APPVIEW = frozenset({"MethodNotImplemented", "XRPCNotSupported", "UpstreamFailure"})

Stream = Callable[[], AsyncIterator[bytes]]
Parameters = Mapping[str, str] | Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Wish:
    """One call: what is asked of the data server, and which allowance it draws on."""

    name: str
    params: Parameters | None = None
    body: Mapping[str, object] | None = None
    stream: Stream | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: int = 60
    commits: bool = False
    allowance: str = "calls"

    @property
    def method(self) -> str:
        """Queries are read, procedures posted."""
        return "GET" if self.body is None and self.stream is None else "POST"


class BlueskyClient:
    """The calls we use, made in the channel's session."""

    def __init__(self, access: ChannelAccess, sessions: Sessions) -> None:
        self._access = access
        self._sessions = sessions

    async def session(self) -> SessionAnswer:
        """com.atproto.server.getSession"""
        return await self._sessions.described()

    async def owner(self) -> Session:
        """Whose repository we write to, and where it lies."""
        return await self._sessions.current()

    async def profile(self, did: str) -> Profile | None:
        """app.bsky.actor.getProfile; None on a server without an AppView."""
        answer = await self._call(Wish("app.bsky.actor.getProfile", {"actor": did}))
        return parse(Profile, answer) if answer.ok else None

    async def resolve(self, handle: str) -> str | None:
        """com.atproto.identity.resolveHandle; None when nobody has this handle."""
        wish = Wish("com.atproto.identity.resolveHandle", {"handle": handle})
        answer = await self._call(wish)
        if answer.status == 400 and not session_is_over(answer):
            return None
        return parse(Resolved, self._good(answer)).did

    async def service_token(self, audience: str, method: str, expires_at: int) -> str:
        """com.atproto.server.getServiceAuth: lets another service act for the account once."""
        params = {"aud": audience, "lxm": method, "exp": str(expires_at)}
        answer = await self._call(Wish("com.atproto.server.getServiceAuth", params))
        return parse(ServiceToken, self._good(answer)).token

    async def upload(self, stream: Stream, mime: str, size: int) -> Blob:
        """com.atproto.repo.uploadBlob; the file is streamed, never held whole."""
        wish = Wish(
            "com.atproto.repo.uploadBlob",
            stream=stream,
            headers={"Content-Type": mime, "Content-Length": str(size)},
            seconds=UPLOAD_SECONDS,
            allowance="uploads",
        )
        return parse(BlobAnswer, self._good(await self._call(wish))).blob

    async def upload_file(self, file: MediaFile) -> Blob:
        """The same with a stored file."""
        return await self.upload(file.read, file.mime, file.size)

    async def put_record(
        self, key: str, record: Mapping[str, object], seconds: int
    ) -> RecordAnswer:
        """com.atproto.repo.putRecord: the committing call, and a repeatable one."""
        body = {**await self._place_of(key), "record": record}
        wish = Wish(
            "com.atproto.repo.putRecord",
            body=body,
            seconds=seconds,
            commits=True,
            allowance="writes",
        )
        return parse(RecordAnswer, self._good(await self._call(wish)), OutcomeUnknown)

    async def get_record(self, key: str) -> RecordAnswer | None:
        """com.atproto.repo.getRecord; None when there is no such record."""
        wish = Wish("com.atproto.repo.getRecord", await self._place_of(key))
        answer = await self._call(wish)
        if name_of(answer) == "RecordNotFound":
            return None
        return parse(RecordAnswer, self._good(answer))

    async def posts(self, uris: Sequence[str]) -> Sequence[PostView]:
        """app.bsky.feed.getPosts; nothing on a server without an AppView."""
        wish = Wish("app.bsky.feed.getPosts", [("uris", uri) for uri in uris])
        answer = await self._call(wish)
        if answer.status in {404, 501} or name_of(answer) in NO_APPVIEW:
            return ()
        return parse(PostViews, self._good(answer)).posts

    async def delete(self, key: str) -> None:
        """com.atproto.repo.deleteRecord; silent when the record is gone already."""
        wish = Wish("com.atproto.repo.deleteRecord", body=await self._place_of(key))
        self._good(await self._call(wish))

    async def _place_of(self, key: str) -> dict[str, str]:
        session = await self._sessions.current()
        return {"repo": session.did, "collection": COLLECTION, "rkey": key}

    async def _call(self, wish: Wish) -> Answer:
        """Make a call; once more in a new session when the old one is over."""
        session = await self._sessions.current()
        answer = await self._once(session, wish)
        if session_is_over(answer):
            answer = await self._once(await self._sessions.renew(session), wish)
        quota = quota_of(answer, wish.allowance)
        if quota is not None:
            self._access.saw_quota(quota)
        return answer

    async def _once(self, session: Session, wish: Wish) -> Answer:
        url = f"{session.server}/xrpc/{wish.name}"

        async def call(shown: Mapping[str, str]) -> Answer:
            request = self._access.http.request(
                wish.method,
                url,
                headers={**shown, **wish.headers},
                params=wish.params,
                json=wish.body,
                content=wish.stream() if wish.stream else None,
                seconds=wish.seconds,
            )
            return await (commit(request) if wish.commits else ask(request))

        return await session.send(wish.method, url, call)

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal(answer, self._access)
        return answer
