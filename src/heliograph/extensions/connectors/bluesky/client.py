"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from heliograph.extensions.connectors.bluesky.errors import name_of, refusal, session_is_over
from heliograph.extensions.connectors.bluesky.mapping import (
    COLLECTION,
    Blob,
    BlobAnswer,
    PostView,
    PostViews,
    Profile,
    RecordAnswer,
    Resolved,
    SessionAnswer,
)
from heliograph.extensions.connectors.bluesky.session import Session, SessionKeeper
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, commit, parse
from heliograph.sdk.connectors import ChannelAccess, MediaFile
from heliograph.sdk.errors import OutcomeUnknown

UPLOAD_SECONDS = 120
# How a server without an AppView, or cut off from it, says that it cannot answer for the app.
NO_APPVIEW = frozenset({"MethodNotImplemented", "XRPCNotSupported", "UpstreamFailure"})

Send = Callable[[Session], Awaitable[Answer]]


class BlueskyClient:
    """The calls we use, made in the channel's session."""

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._sessions = SessionKeeper(access)

    async def session(self) -> SessionAnswer:
        """com.atproto.server.getSession"""
        return await self._sessions.described()

    async def profile(self, did: str) -> Profile | None:
        """app.bsky.actor.getProfile; None on a server without an AppView."""
        answer = await self._get("app.bsky.actor.getProfile", {"actor": did})
        return parse(Profile, answer) if answer.ok else None

    async def resolve(self, handle: str) -> str | None:
        """com.atproto.identity.resolveHandle; None when nobody has this handle."""
        answer = await self._get("com.atproto.identity.resolveHandle", {"handle": handle})
        if answer.status == 400 and not session_is_over(answer):
            return None
        return parse(Resolved, self._good(answer)).did

    async def upload(self, file: MediaFile) -> Blob:
        """com.atproto.repo.uploadBlob; the file is streamed, never held whole."""

        async def send(session: Session) -> Answer:
            headers = {"Content-Type": file.mime, "Content-Length": str(file.size)}
            return await ask(
                self._access.http.post(
                    f"{session.server}/xrpc/com.atproto.repo.uploadBlob",
                    headers=bearer(session.access) | headers,
                    content=file.read(),
                    seconds=UPLOAD_SECONDS,
                )
            )

        return parse(BlobAnswer, self._good(await self._in_session(send))).blob

    async def put_record(
        self, key: str, record: Mapping[str, object], seconds: int
    ) -> RecordAnswer:
        """com.atproto.repo.putRecord: the committing call, and a repeatable one."""

        async def send(session: Session) -> Answer:
            body = {"repo": session.did, "collection": COLLECTION, "rkey": key, "record": record}
            return await commit(
                self._access.http.post(
                    f"{session.server}/xrpc/com.atproto.repo.putRecord",
                    headers=bearer(session.access),
                    json=body,
                    seconds=seconds,
                )
            )

        answer = self._good(await self._in_session(send))
        return parse(RecordAnswer, answer, OutcomeUnknown)

    async def get_record(self, key: str) -> RecordAnswer | None:
        """com.atproto.repo.getRecord; None when there is no such record."""

        async def send(session: Session) -> Answer:
            params = {"repo": session.did, "collection": COLLECTION, "rkey": key}
            return await self._read(session, "com.atproto.repo.getRecord", params)

        answer = await self._in_session(send)
        if name_of(answer) == "RecordNotFound":
            return None
        return parse(RecordAnswer, self._good(answer))

    async def posts(self, uris: Sequence[str]) -> Sequence[PostView]:
        """app.bsky.feed.getPosts; nothing on a server without an AppView."""
        answer = await self._get("app.bsky.feed.getPosts", [("uris", uri) for uri in uris])
        if answer.status in {404, 501} or name_of(answer) in NO_APPVIEW:
            return ()
        return parse(PostViews, self._good(answer)).posts

    async def delete(self, key: str) -> None:
        """com.atproto.repo.deleteRecord; silent when the record is gone already."""

        async def send(session: Session) -> Answer:
            body = {"repo": session.did, "collection": COLLECTION, "rkey": key}
            url = f"{session.server}/xrpc/com.atproto.repo.deleteRecord"
            headers = bearer(session.access)
            return await ask(self._access.http.post(url, headers=headers, json=body))

        self._good(await self._in_session(send))

    async def _get(self, name: str, params: Mapping[str, str] | list[tuple[str, str]]) -> Answer:
        return await self._in_session(lambda session: self._read(session, name, params))

    async def _read(self, session: Session, name: str, params: Any) -> Answer:
        url = f"{session.server}/xrpc/{name}"
        headers = bearer(session.access)
        return await ask(self._access.http.get(url, headers=headers, params=params))

    async def _in_session(self, send: Send) -> Answer:
        """Make a call; once more in a new session when the old one is over."""
        session = await self._sessions.current()
        answer = await send(session)
        if session_is_over(answer):
            answer = await send(await self._sessions.renew(session))
        return answer

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal(answer, self._access)
        return answer
