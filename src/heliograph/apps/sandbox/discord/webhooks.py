"""The webhook of the path: whose it is, where it writes, how many calls it has left."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import (
    Account,
    Token,
    digits_of,
    find_account,
    find_token,
    revoke_token,
)
from heliograph.apps.sandbox.discord.manners import rate_headers, refused, too_many
from heliograph.apps.sandbox.gate import stamp
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import World, world_of

WEBHOOK = Rule("webhook", 5, 2)
CHANNEL = Rule("channel", 30, 60)
TOKEN_LENGTH = 68


@dataclass(frozen=True)
class Webhook:
    """A webhook whose address is right."""

    account: Account
    token: str

    @property
    def channel_id(self) -> str:
        """The channel it writes to."""
        return channel_of(self.account)

    @property
    def guild_id(self) -> str:
        """The server that the channel belongs to."""
        return guild_of(self.account)


def guild_of(account: Account) -> str:
    """The server of an account's channel."""
    return digits_of("discord-guild", account.handle, "10", 17)


def channel_of(account: Account) -> str:
    """The channel of an account."""
    return digits_of("discord-channel", account.handle, "11", 17)


def fresh_token() -> str:
    """The secret half of a webhook's address."""
    return secrets.token_urlsafe(TOKEN_LENGTH)[:TOKEN_LENGTH]


async def called(request: Request) -> Webhook:
    """The webhook of the path; spends from its buckets."""
    world = world_of(request)
    webhook_id, shown = str(request.path_params["id"]), str(request.path_params["token"])

    def find(db: Connection) -> tuple[Account | None, Token | None]:
        return find_account(db, "discord", webhook_id), find_token(db, "discord", shown)

    account, token = await world.store.read(find)
    if account is None or account.id != webhook_id or account.revoked_at is not None:
        raise refused(10015)
    if token is None or token.account.id != account.id:
        raise refused(50027)
    if token.revoked_at is not None:
        raise refused(10015)
    if token.created_at <= world.faults.expired_before("discord"):
        raise refused(50027)
    _spend(request, world, account)
    return Webhook(account, shown)


async def show(request: Request) -> Response:
    """GET a webhook: its address is all the permission it takes."""
    webhook = await called(request)
    return JSONResponse(_entity(request, webhook))


async def remove(request: Request) -> Response:
    """DELETE a webhook."""
    webhook, world = await called(request), world_of(request)
    now = world.clock.seconds()
    await world.store.write(lambda db: revoke_token(db, webhook.token, now))
    return Response(status_code=204)


def _entity(request: Request, webhook: Webhook) -> dict[str, JSON]:
    origin = f"{request.url.scheme}://{request.url.netloc}"
    account = webhook.account
    return {
        "id": account.id, "type": 1, "name": account.name, "avatar": None,
        "channel_id": webhook.channel_id, "guild_id": webhook.guild_id, "application_id": None,
        "token": webhook.token,
        "url": f"{origin}/discord/api/webhooks/{account.id}/{webhook.token}",
    }  # fmt: skip


def _spend(request: Request, world: World, account: Account) -> None:
    now = world.clock.seconds()
    rules = [WEBHOOK, CHANNEL] if request.method == "POST" else [WEBHOOK]
    for rule in rules:
        standing = world.rates.take("discord", account.id, rule, now)
        if standing.exceeded:
            raise too_many(standing, now)
        if rule is WEBHOOK:
            stamp(request, rate_headers(standing, now))
