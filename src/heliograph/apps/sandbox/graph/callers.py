"""Who is calling a product of the Graph API, and what they may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account, Token, find_token
from heliograph.apps.sandbox.answers import is_yes, read_parameters, text_of
from heliograph.apps.sandbox.bearers import is_expired
from heliograph.apps.sandbox.graph.product import Product
from heliograph.apps.sandbox.posts import Post, find_post
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import world_of


@dataclass(frozen=True)
class Call:
    """A checked call: who, with which parameters, allowed to do what."""

    product: Product
    account: Account
    parameters: Mapping[str, JSON]
    scopes: tuple[str, ...]

    def text(self, name: str, default: str = "") -> str:
        """A parameter as text."""
        return text_of(self.parameters.get(name), default)

    def is_yes(self, name: str) -> bool:
        """Whether a parameter means true."""
        return is_yes(self.parameters.get(name))

    def needs(self, *scopes: str) -> None:
        """Refuse unless the person allowed one of these."""
        if not set(scopes) & set(self.scopes):
            raise self.product.no_scope(scopes[0])

    def limit(self) -> int:
        """How many rows of a list are wanted."""
        wanted = self.text("limit", "25")
        return max(1, min(100, int(wanted))) if wanted.isdigit() else 25


async def signed_in(product: Product, request: Request) -> Call:
    """The caller, by a token in the query, the form or the header."""
    parameters = await read_parameters(request)
    text = text_of(parameters.get("access_token"))
    if not text:
        text = request.headers.get("authorization", "").partition(" ")[2].strip()
    token = await living_token(product, request, text)
    product.spend(request, token.account.id)
    return Call(product, token.account, parameters, token.scopes)


async def my_call(product: Product, request: Request) -> Call:
    """The same for paths below an account's id, which must be the caller's own."""
    call = await signed_in(product, request)
    wanted = str(request.path_params["id"])
    if wanted not in ("me", call.account.id):
        raise product.no_object(wanted)
    return call


async def living_token(product: Product, request: Request, text: str) -> Token:
    """The token behind the text, unless it is unknown, withdrawn or expired."""
    world = world_of(request)
    token = await world.store.read(lambda db: find_token(db, product.name, text))
    if token is None:
        raise product.bad_token(467, "Invalid OAuth access token - Cannot parse access token")
    if token.revoked_at is not None:
        words = "Error validating access token: The user has not authorized the app."
        raise product.bad_token(458, words)
    if is_expired(world, token):
        raise product.expired()
    return token


async def my_post(request: Request, call: Call) -> Post:
    """The caller's own published post of the path."""
    world, name = world_of(request), call.product.name
    wanted, visible = str(request.path_params["id"]), world.visible_until(name)
    post = await world.store.read(lambda db: find_post(db, wanted, visible))
    if post is None or post.account_id != call.account.id:
        raise call.product.no_object(wanted)
    return post
