"""Who is calling X, with which scopes, and how many calls are left."""

from __future__ import annotations

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.bearers import living_token
from heliograph.apps.sandbox.gate import stamp
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.world import world_of
from heliograph.apps.sandbox.x.manners import forbidden, rate_headers, too_many, unauthorized

QUARTER, DAY = 900, 86_400
POSTS = Rule("posts", 100, QUARTER)
POSTS_OF_APP = Rule("posts of the app", 10_000, DAY)
REMOVALS = Rule("removals", 50, QUARTER)
UPLOADS = Rule("uploads", 500, QUARTER)
UPLOAD_STATES = Rule("upload states", 1000, QUARTER)
READS = Rule("reads", 5000, QUARTER)
SINGLE_READS = Rule("single reads", 900, QUARTER)
TIMELINES = Rule("timelines", 900, QUARTER)
OWN_PROFILE = Rule("own profile", 75, QUARTER)


async def signed_in(request: Request, rule: Rule, *scopes: str) -> Account:
    """The account of a living token that holds the scopes; spends from the account's bucket."""
    token = await living_token(request, "x")
    if token is None:
        raise unauthorized()
    spend(request, token.account.id, rule)
    if not set(scopes) <= set(token.scopes):
        raise forbidden("Forbidden")
    return token.account


def spend(request: Request, who: str, rule: Rule) -> None:
    """Take one call from a bucket and stamp the answer with what is left."""
    world = world_of(request)
    standing = world.rates.take("x", who, rule, world.clock.seconds())
    if standing.exceeded:
        raise too_many(standing.resets_at, standing.limit)
    stamp(request, rate_headers(standing.limit, standing.remaining, standing.resets_at))


def spend_of_app(request: Request) -> None:
    """Take one post from the day's allowance that all accounts of the app share."""
    world = world_of(request)
    standing = world.rates.take("x", "the app", POSTS_OF_APP, world.clock.seconds())
    if standing.exceeded:
        raise too_many(standing.resets_at, standing.limit)
    values = (standing.limit, standing.remaining, int(standing.resets_at) + 1)
    names = ("limit", "remaining", "reset")
    stamp(request, {
        f"x-app-limit-24hour-{name}": str(value) for name, value in zip(names, values, strict=True)
    })  # fmt: skip
