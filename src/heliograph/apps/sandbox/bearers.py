"""Bearer tokens: which one a call shows in its header, and whether it still opens anything."""

from __future__ import annotations

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Token, find_token
from heliograph.apps.sandbox.world import World, world_of


async def living_token(request: Request, platform: str) -> Token | None:
    """The token in the header, unless it is unknown, withdrawn or expired."""
    token = await shown_token(request, platform)
    if token is None or token.revoked_at is not None or is_expired(world_of(request), token):
        return None
    return token


async def shown_token(request: Request, platform: str) -> Token | None:
    """The token in the header, dead or alive, for platforms that tell why it opens nothing."""
    kind, _, text = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer":
        return None
    return await world_of(request).store.read(lambda db: find_token(db, platform, text.strip()))


def is_expired(world: World, token: Token) -> bool:
    """Whether its time has run out, or a programme of faults has ended it early."""
    is_over = token.expires_at is not None and token.expires_at <= world.clock.seconds()
    return is_over or token.created_at <= world.faults.expired_before(token.account.platform)
