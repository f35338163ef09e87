"""Who is calling TikTok, with which scope, and how often."""

from __future__ import annotations

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account, Token
from heliograph.apps.sandbox.bearers import living_token
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.tiktok.manners import refused
from heliograph.apps.sandbox.world import world_of

BASIC, PROFILE, STATS = "user.info.basic", "user.info.profile", "user.info.stats"
PUBLISH, UPLOAD, LIST = "video.publish", "video.upload", "video.list"
KNOWN_SCOPES = (BASIC, PROFILE, STATS, PUBLISH, UPLOAD, LIST)
MINUTE, DAY = 60, 86_400
PER_MINUTE = {"init": 6, "creator": 20, "status": 30, "read": 600}
POSTS = Rule("posts", 15, DAY)
DRAFTS = Rule("drafts", 5, DAY)


async def signed_in(request: Request, scope: str, bucket: str) -> Account:
    """The account of a living token that holds the scope; the call is counted."""
    token = await check_token(request)
    world = world_of(request)
    rule = Rule(bucket, PER_MINUTE[bucket], MINUTE)
    if world.rates.take("tiktok", token.account.id, rule, world.clock.seconds()).exceeded:
        raise refused("rate_limit_exceeded")
    if scope not in token.scopes:
        raise refused("scope_not_authorized")
    return token.account


async def check_token(request: Request) -> Token:
    """The token in the header, unless it is unknown, withdrawn or expired."""
    token = await living_token(request, "tiktok")
    if token is None:
        raise refused("access_token_invalid")
    return token


def spend_post(request: Request, account: Account, rule: Rule = POSTS) -> None:
    """One more post, or draft, of the account's daily number."""
    world = world_of(request)
    if world.rates.take("tiktok", account.id, rule, world.clock.seconds()).exceeded:
        drafts = "spam_risk_too_many_pending_share"
        raise refused(drafts if rule is DRAFTS else "spam_risk_too_many_posts")


def has_posts_left(request: Request, account: Account) -> bool:
    """Whether the account may post once more today."""
    world = world_of(request)
    standing = world.rates.take("tiktok", account.id, POSTS, world.clock.seconds(), cost=0)
    return standing.remaining > 0
