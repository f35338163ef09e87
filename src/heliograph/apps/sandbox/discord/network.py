"""Discord as one of the sandbox's networks."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import Account, digits_of, grant_token, plain_letters
from heliograph.apps.sandbox.discord.manners import DiscordManners
from heliograph.apps.sandbox.discord.routes import routes
from heliograph.apps.sandbox.discord.webhooks import channel_of, fresh_token, guild_of
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.timeline.markup import by_pattern
from heliograph.apps.sandbox.timeline.permalinks import post_page


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """A webhook's address as Discord shows it; a channel's base URL replaces its host."""
    token = fresh_token()
    grant_token(db, token, account.id, ("discord", ""), account.now, None)
    return {"webhook_url": f"https://discord.com/api/webhooks/{account.id}/{token}"}


def _permalink(account: Account, post: Post) -> str:
    return f"/channels/{guild_of(account)}/{channel_of(account)}/{post.id}"


def _permalinks() -> list[BaseRoute]:
    page = post_page(lambda db, found: str(found["id"]))
    return [Route("/discord/channels/{guild}/{channel}/{id}", page)]


NETWORK = Network(
    name="discord",
    title="Discord",
    manners=DiscordManners(),
    rates=Rates(likes=0.03, replies=0.0, reblogs=0.0, quotes=0.0, saves=0.0),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=plain_letters,
    account_id=lambda handle: digits_of("discord", handle, "12", 17),
    secrets=_secrets,
    marked_up=lambda post: by_pattern(post.text, links=True),
)
