"""Who is calling Reddit, with what program, and how many calls are left."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import is_yes, read_parameters, text_of
from heliograph.apps.sandbox.bearers import living_token
from heliograph.apps.sandbox.gate import stamp
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.reddit.manners import plain, rate_headers
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import world_of

# A hundred a minute, averaged over ten minutes.
CALLS = Rule("calls", 1000, 600)
# platform:app id:version (by /u/name)
OWN_NAME = re.compile(r"[\w.-]+:[\w.-]+:[\w.-]+ \(by /?u/[\w-]+\)")


@dataclass(frozen=True)
class Call:
    """A checked call: who, with which parameters."""

    account: Account
    parameters: Mapping[str, JSON]

    def text(self, name: str, default: str = "") -> str:
        """A parameter as text."""
        return text_of(self.parameters.get(name), default)

    def says(self, name: str) -> bool:
        """Whether a parameter means yes."""
        return is_yes(self.parameters.get(name))


async def signed_in(request: Request, scope: str) -> Call:
    """The caller, who must have been allowed the scope."""
    check_program(request)
    token = await living_token(request, "reddit")
    if token is None:
        raise plain(401)
    _spend(request, token.account.id)
    if not {scope, "*"} & set(token.scopes):
        raise plain(403)
    return Call(token.account, await read_parameters(request))


def check_program(request: Request) -> None:
    """Programs that do not say who they are share one small allowance, which is always used up."""
    if not OWN_NAME.search(request.headers.get("user-agent", "")):
        raise plain(429, rate_headers(100, 0, 60))


def _spend(request: Request, account_id: str) -> None:
    world = world_of(request)
    now = world.clock.seconds()
    standing = world.rates.take("reddit", account_id, CALLS, now)
    left = max(1, math.ceil(standing.resets_at - now))
    used = standing.limit - standing.remaining
    headers = rate_headers(used, standing.remaining, left)
    if standing.exceeded:
        raise plain(429, headers)
    stamp(request, headers)
