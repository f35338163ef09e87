"""Who is calling Pinterest, and how many calls are left."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.bearers import living_token
from heliograph.apps.sandbox.gate import stamp
from heliograph.apps.sandbox.pinterest.manners import (
    forbidden,
    rate_headers,
    too_many,
    unauthorized,
)
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import world_of

CALLS = Rule("calls", 1000, 60)


@dataclass(frozen=True)
class Call:
    """A checked call: who, with which parameters."""

    account: Account
    parameters: Mapping[str, JSON]

    def text(self, name: str, default: str = "") -> str:
        """A parameter as text."""
        return text_of(self.parameters.get(name), default)


async def signed_in(request: Request, *scopes: str) -> Call:
    """The caller, who must have been allowed every scope."""
    token = await living_token(request, "pinterest")
    if token is None:
        raise unauthorized()
    world = world_of(request)
    now = world.clock.seconds()
    standing = world.rates.take("pinterest", token.account.id, CALLS, now)
    left = max(1, math.ceil(standing.resets_at - now))
    if standing.exceeded:
        raise too_many(standing.limit, left)
    stamp(request, rate_headers(standing.limit, standing.remaining, left))
    if not set(scopes) <= set(token.scopes):
        raise forbidden()
    return Call(token.account, await read_parameters(request))
