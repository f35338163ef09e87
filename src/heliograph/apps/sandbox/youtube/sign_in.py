"""Who is calling YouTube, with which scopes, and what the call costs the project that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account, Token
from heliograph.apps.sandbox.answers import moment
from heliograph.apps.sandbox.bearers import living_token
from heliograph.apps.sandbox.codes import OWN_APP
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.world import world_of
from heliograph.apps.sandbox.youtube.manners import refused

AUTH = "https://www.googleapis.com/auth/"
UPLOAD, FULL = f"{AUTH}youtube.upload", f"{AUTH}youtube"
FORCE, READ_ONLY = f"{AUTH}youtube.force-ssl", f"{AUTH}youtube.readonly"
ANALYTICS = f"{AUTH}yt-analytics.readonly"
KNOWN_SCOPES = (UPLOAD, FULL, FORCE, READ_ONLY, ANALYTICS)
TO_READ, TO_CHANGE = (READ_ONLY, FULL, FORCE), (FULL, FORCE)
TO_UPLOAD = (UPLOAD, FULL, FORCE)
PACIFIC = ZoneInfo("America/Los_Angeles")
DAILY_UNITS, DAILY_INSERTS, CHANNEL_INSERTS = 10_000, 100, 100
DAY = 86_400


@dataclass(frozen=True)
class Needs:
    """What a call asks of the token, and its price in units."""

    scopes: tuple[str, ...] = TO_READ
    units: int = 1


async def signed_in(request: Request, needs: Needs | None = None) -> Account:
    """The account of a living token that holds one of the scopes; the call is paid for."""
    needs = needs or Needs()
    token = await check_token(request)
    if needs.units:
        spend(request, Rule("units", DAILY_UNITS, DAY), needs.units)
    if not set(needs.scopes) & set(token.scopes):
        raise refused("insufficientPermissions")
    return token.account


async def check_token(request: Request) -> Token:
    """The token in the header, unless it is unknown, withdrawn or expired."""
    token = await living_token(request, "youtube")
    if token is None:
        raise refused("authError")
    return token


def spend(request: Request, rule: Rule, cost: int = 1) -> None:
    """Take from one of the project's buckets, which are full again at midnight in California."""
    world = world_of(request)
    now = world.clock.seconds()
    daily = Rule(rule.name, rule.limit, seconds_to_midnight(now))
    if world.rates.take("youtube", OWN_APP, daily, now, cost).exceeded:
        raise refused("quotaExceeded")


def spend_insert(request: Request, account: Account) -> None:
    """One more upload: of the project's, which have a bucket of their own, and the channel's."""
    world = world_of(request)
    spend(request, Rule("inserts", DAILY_INSERTS, DAY))
    channel = Rule("channel inserts", CHANNEL_INSERTS, DAY)
    if world.rates.take("youtube", account.id, channel, world.clock.seconds()).exceeded:
        raise refused("uploadLimitExceeded")


def seconds_to_midnight(now: float) -> int:
    """How long until the day ends in California."""
    here = moment(now).astimezone(PACIFIC)
    midnight = datetime.combine(here.date() + timedelta(days=1), time(), PACIFIC)
    return max(1, round(midnight.timestamp() - now))
