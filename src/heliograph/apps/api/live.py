"""What changed, pushed to open dashboards: names and ids only, the page fetches the rest."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from heliograph.kit.errors import AppError
from heliograph.kit.live import LiveFeed
from heliograph.kit.web.context import Offers, Principal
from heliograph.kit.web.envelope import dumped
from heliograph.modules.workspaces import Gatekeeper

router = APIRouter()
REFUSED = 4401
CROSS_SITE = 4403
CHECK_SECONDS = 30.0


@router.websocket("/live")
async def live(socket: WebSocket) -> None:
    """Send `{"event", "ids"}` for everything that changes in the caller's workspace."""
    offers: Offers = socket.app.state.offers
    gatekeeper = offers.get(Gatekeeper)
    credential = _credential(socket, gatekeeper.cookie_names[0])
    if not _is_same_site(socket):
        await socket.close(CROSS_SITE)
        return
    principal = await _principal(gatekeeper, credential)
    if principal is None:
        await socket.close(REFUSED)
        return
    await socket.accept()
    await _serve(socket, offers.get(LiveFeed), gatekeeper, principal.workspace_id)


async def _serve(
    socket: WebSocket, feed: LiveFeed, gatekeeper: Gatekeeper, workspace_id: UUID
) -> None:
    """Until the browser leaves or the credential ends."""
    credential = _credential(socket, gatekeeper.cookie_names[0])
    tasks = (
        asyncio.create_task(_push(socket, feed, workspace_id)),
        asyncio.create_task(_until_left(socket)),
        asyncio.create_task(_until_refused(gatekeeper, credential)),
    )
    done, waiting = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    if tasks[2] in done:
        await socket.close(REFUSED)


async def _push(socket: WebSocket, feed: LiveFeed, workspace_id: UUID) -> None:
    try:
        async for notice in feed.subscribe(workspace_id):
            await socket.send_text(dumped({"event": notice.name, "ids": notice.ids}).decode())
    except (WebSocketDisconnect, RuntimeError):
        # The browser left while something was being sent.
        return


async def _until_left(socket: WebSocket) -> None:
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return


async def _until_refused(gatekeeper: Gatekeeper, credential: str) -> None:
    while True:
        await asyncio.sleep(CHECK_SECONDS)
        if await _principal(gatekeeper, credential) is None:
            return


async def _principal(gatekeeper: Gatekeeper, credential: str) -> Principal | None:
    if not credential:
        return None
    try:
        return gatekeeper.recall(credential) or await gatekeeper.identify(credential)
    except AppError:
        return None


def _credential(socket: WebSocket, cookie: str) -> str:
    return socket.query_params.get("token") or socket.cookies.get(cookie) or ""


def _is_same_site(socket: WebSocket) -> bool:
    """Browsers always send an Origin; a page of another site must not listen with our cookies."""
    origin = socket.headers.get("origin")
    if origin is None or "token" in socket.query_params:
        return True
    return urlsplit(origin).netloc == socket.headers.get("host", "")
