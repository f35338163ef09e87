"""Really dropping a connection: the server's protocol hands itself to the application."""

from __future__ import annotations

import asyncio

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

KEY = "sandbox.protocol"


class DroppableProtocol(HttpToolsProtocol):
    """uvicorn's protocol, within reach of the application that it serves."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the parent
        """A caller connected."""
        self.lost = asyncio.Event()
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone, whoever ended it."""
        super().connection_lost(exc)
        self.lost.set()

    def on_message_begin(self) -> None:
        """Called by the parser at the start of each request."""
        super().on_message_begin()
        self.scope["extensions"] = {KEY: {"protocol": self}}


async def drop_connection(scope: Scope, *, flush: bool) -> None:
    """Close the caller's connection; what was sent so far still leaves when `flush` is set.

    Outside our own server there is no transport; then the raised error reaches the caller.
    """
    protocol = scope.get("extensions", {}).get(KEY, {}).get("protocol")
    if not isinstance(protocol, DroppableProtocol):
        raise ConnectionResetError("the sandbox dropped this connection on purpose")
    if flush:
        protocol.transport.close()
    else:
        protocol.transport.abort()
    # Until the server has noticed the loss it would answer 500 in our place.
    await protocol.lost.wait()
