"""Instagram Login: a code, a token of one hour, a token of sixty days, and its renewal."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.graph.tokens import Desk
from heliograph.apps.sandbox.instagram.manners import GRAPH
from heliograph.apps.sandbox.instagram.sign_in import BASIC, SCOPES

LONG_LIFE = 5_183_944
DESK = Desk(GRAPH, prefix="IGAA", dialect="ig", scopes=SCOPES, needed=BASIC, long_life=LONG_LIFE)


async def short_token(request: Request) -> Response:
    """POST /oauth/access_token: a code becomes a token of one hour."""
    token, grant = await DESK.redeemed(request)
    told = {
        "access_token": token, "user_id": int(grant.account_id),
        "permissions": grant.scopes.split(","),
    }  # fmt: skip
    return JSONResponse(told)
