"""A face for every account: drawn from its handle, so that it is always the same one."""

from __future__ import annotations

import hashlib
from html import escape

from starlette.requests import Request
from starlette.responses import Response

from heliograph.apps.sandbox.accounts import find_account
from heliograph.apps.sandbox.world import world_of


async def avatar(request: Request) -> Response:
    """GET /avatar/<platform>/<handle>.svg."""
    platform, handle = str(request.path_params["platform"]), str(request.path_params["handle"])
    account = await world_of(request).store.read(lambda db: find_account(db, platform, handle))
    name = account.name if account else handle
    headers = {"cache-control": "public, max-age=3600", "x-content-type-options": "nosniff"}
    return Response(draw(name, handle.split(".")[0]), media_type="image/svg+xml", headers=headers)


def draw(name: str, handle: str) -> str:
    """A horizon with a rising disc in the account's own two colours, and its first letter."""
    digest = hashlib.sha256(handle.encode()).digest()
    hue = int.from_bytes(digest[:2]) % 360
    other, height = (hue + 40 + digest[2] % 60) % 360, 44 + digest[3] % 16
    letter = escape(next((sign for sign in name if sign.isalnum()), "?").upper())
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" role="img">
<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1">
<stop offset="0" stop-color="hsl({hue} 58% 24%)"/>
<stop offset="1" stop-color="hsl({other} 64% 52%)"/>
</linearGradient></defs>
<rect width="96" height="96" fill="url(#s)"/>
<circle cx="48" cy="{height}" r="25" fill="hsl({other} 90% 82%)" fill-opacity=".28"/>
<path d="M0 78 Q48 62 96 78 V96 H0 Z" fill="hsl({hue} 60% 14%)" fill-opacity=".5"/>
<text x="48" y="62" text-anchor="middle" font-family="Inter, system-ui, sans-serif"
 font-size="44" font-weight="650" fill="#fff">{letter}</text></svg>"""
