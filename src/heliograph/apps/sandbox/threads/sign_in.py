"""Who is calling Threads, what they may do, and how near they are to being throttled."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account, Token, find_token
from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.gate import stamp
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.threads.manners import (
    bad_token,
    no_object,
    no_scope,
    too_many,
    usage_headers,
)
from heliograph.apps.sandbox.world import world_of

SCOPES = (
    "threads_basic", "threads_content_publish", "threads_manage_replies", "threads_read_replies",
    "threads_manage_insights", "threads_delete", "threads_keyword_search",
    "threads_manage_mentions", "threads_location_tagging", "threads_profile_discovery",
    "threads_share_to_instagram",
)  # fmt: skip
# 4,800 calls in 24 hours times the account's impressions, of which a young account has few.
CALLS = Rule("calls", 4800, 86_400)


@dataclass(frozen=True)
class Call:
    """A checked call: who, with which parameters, allowed to do what."""

    account: Account
    parameters: Mapping[str, JSON]
    scopes: tuple[str, ...]

    def text(self, name: str, default: str = "") -> str:
        """A parameter as text."""
        return text_of(self.parameters.get(name), default)

    def needs(self, scope: str) -> None:
        """Refuse unless the person allowed this."""
        if scope not in self.scopes:
            raise no_scope(scope)


async def signed_in(request: Request) -> Call:
    """The caller, by a token in the query, the form or the header."""
    parameters = await read_parameters(request)
    text = text_of(parameters.get("access_token"))
    if not text:
        text = request.headers.get("authorization", "").partition(" ")[2].strip()
    token = await living_token(request, text)
    _spend(request, token.account.id)
    return Call(token.account, parameters, token.scopes)


async def my_call(request: Request) -> Call:
    """The same for paths below an account's id, which must be the caller's own."""
    call = await signed_in(request)
    wanted = str(request.path_params["id"])
    if wanted not in ("me", call.account.id):
        raise no_object(wanted)
    return call


async def living_token(request: Request, text: str) -> Token:
    """The token behind the text, unless it is unknown, withdrawn or expired."""
    world = world_of(request)
    token = await world.store.read(lambda db: find_token(db, "threads", text))
    if token is None:
        raise bad_token(467, "Invalid OAuth access token - Cannot parse access token")
    if token.revoked_at is not None:
        raise bad_token(458, "Error validating access token: The user has not authorized the app.")
    now = world.clock.seconds()
    expired = token.expires_at is not None and token.expires_at <= now
    if expired or token.created_at <= world.faults.expired_before("threads"):
        raise bad_token(463, "Error validating access token: Session has expired.")
    return token


def _spend(request: Request, account_id: str) -> None:
    world = world_of(request)
    now = world.clock.seconds()
    standing = world.rates.take("threads", account_id, CALLS, now)
    if standing.exceeded:
        raise too_many(613, math.ceil((standing.resets_at - now) / 60))
    percent = standing.used_percent
    usage = {"call_count": percent, "total_cputime": percent // 2, "total_time": percent // 2}
    stamp(request, usage_headers(account_id, usage, 0))
