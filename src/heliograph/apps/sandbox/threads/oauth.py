"""Threads' consent: a code, a token of one hour, a token of sixty days, and its renewal."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.graph.tokens import Desk
from heliograph.apps.sandbox.threads.manners import GRAPH
from heliograph.apps.sandbox.threads.sign_in import SCOPES

LONG_LIFE = 5_183_944
NEEDED = ("threads_basic",)
DESK = Desk(GRAPH, prefix="THAA", dialect="th", scopes=SCOPES, needed=NEEDED, long_life=LONG_LIFE)


async def short_token(request: Request) -> Response:
    """POST /oauth/access_token: a code becomes a token of one hour."""
    token, grant = await DESK.redeemed(request)
    return JSONResponse({"access_token": token, "user_id": grant.account_id})
