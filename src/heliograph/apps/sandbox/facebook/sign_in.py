"""Who is calling Facebook: a person, or a Page in its own name."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account, Token, find_token
from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.facebook.manners import (
    bad_token,
    envelope,
    no_object,
    too_many,
    usage_headers,
)
from heliograph.apps.sandbox.gate import stamp
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import world_of

SCOPES = (
    "pages_show_list", "pages_manage_posts", "pages_read_engagement", "pages_manage_engagement",
    "read_insights", "pages_read_user_content", "publish_video", "business_management",
)  # fmt: skip
CALLS = Rule("calls", 4800, 86_400)
# The first word of a token's scopes tells whose token it is.
PERSON, PAGE = "person", "page"


@dataclass(frozen=True)
class Call:
    """A checked call: for which Page, by whom, with which parameters."""

    account: Account
    parameters: Mapping[str, JSON]
    scopes: tuple[str, ...]

    def text(self, name: str, default: str = "") -> str:
        """A parameter as text."""
        return text_of(self.parameters.get(name), default)

    @property
    def is_page(self) -> bool:
        """Whether the Page itself is calling."""
        return self.scopes[0] == PAGE

    def needs(self, scope: str) -> None:
        """Refuse unless the person allowed this."""
        if scope not in self.scopes:
            raise envelope(403, 200, f"(#200) Requires {scope} permission")


async def signed_in(request: Request) -> Call:
    """The caller, by a token in the query, the form or the header."""
    parameters = await read_parameters(request)
    text = text_of(parameters.get("access_token"))
    if not text:
        text = request.headers.get("authorization", "").partition(" ")[2].strip()
    token = await living_token(request, text)
    _spend(request, token.account.id)
    return Call(token.account, parameters, token.scopes)


async def page_call(request: Request) -> Call:
    """The same for paths below a Page's id, which must be the caller's own Page."""
    call = await signed_in(request)
    wanted = str(request.path_params["id"])
    if wanted not in ("me", call.account.id):
        raise no_object(wanted)
    if not call.is_page:
        raise envelope(403, 210, "(#210) A page access token is required to request this resource.")
    return call


async def living_token(request: Request, text: str) -> Token:
    """The token behind the text, unless it is unknown, withdrawn or expired."""
    world = world_of(request)
    token = await world.store.read(lambda db: find_token(db, "facebook", text))
    if token is None:
        raise bad_token(467, "Invalid OAuth access token - Cannot parse access token")
    if token.revoked_at is not None:
        raise bad_token(458, "Error validating access token: The user has not authorized the app.")
    now = world.clock.seconds()
    expired = token.expires_at is not None and token.expires_at <= now
    if expired or token.created_at <= world.faults.expired_before("facebook"):
        raise bad_token(463, "Error validating access token: Session has expired.")
    return token


def _spend(request: Request, page_id: str) -> None:
    world = world_of(request)
    now = world.clock.seconds()
    standing = world.rates.take("facebook", page_id, CALLS, now)
    if standing.exceeded:
        raise too_many(80001, math.ceil((standing.resets_at - now) / 60))
    percent = standing.used_percent
    usage = {"call_count": percent, "total_cputime": percent // 2, "total_time": percent // 2}
    stamp(request, usage_headers(page_id, usage, 0))
