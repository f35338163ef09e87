"""Facebook Login: a code, a person's token, one that lasts sixty days, and the Pages' own."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account, all_accounts, grant_token
from heliograph.apps.sandbox.answers import read_parameters, text_of, texts_of
from heliograph.apps.sandbox.codes import (
    App,
    Grant,
    known_app,
    redeem_code,
    redirect_allowed,
    sent_pair,
    serves,
    trusted_app,
)
from heliograph.apps.sandbox.consent import Ask, Question, allow, back_to, page_or_no
from heliograph.apps.sandbox.facebook.manners import PRODUCT
from heliograph.apps.sandbox.facebook.sign_in import (
    PAGE,
    PERSON,
    SCOPES,
    check_app_token,
    is_page,
    signed_in,
)
from heliograph.apps.sandbox.graph.callers import Call, living_token
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

CODE_S, SHORT_S, LONG_S = 600, 7200, 5_184_000
BUSINESS, OWNED, CLIENT = "880000000000001", "owned.", "client."


async def authorize(request: Request) -> Response:
    """GET shows the question; POST carries the person's answer."""
    told = texts_of(await read_parameters(request))
    client_id, target = told.get("client_id", ""), told.get("redirect_uri", "")
    app = await known_app(request, "facebook", client_id)
    if app is None:
        raise PRODUCT.envelope(400, 101, "Error validating application. Invalid application ID.")
    if not redirect_allowed(app, target):
        raise PRODUCT.envelope(
            400, 191, "Can't load URL: its domain is not among the app's domains."
        )
    scopes = told.get("scope", "")
    if not set(scopes.split(",")) <= set(SCOPES):
        raise PRODUCT.bad_parameter("Invalid scopes")
    state = told.get("state", "")
    ask = Ask(
        Question("facebook", client_id, scopes, told),
        Grant(client_id, "", target, scopes),
        {"error": "access_denied", "error_reason": "user_denied",
         "error_description": "Permissions error", "state": state},
        PRODUCT.bad_parameter("No such Page"),
    )  # fmt: skip
    early = await page_or_no(request, ask)
    return early or back_to(target, {"code": await allow(request, ask), "state": state}, "#_=_")


async def tokens(request: Request) -> Response:
    """GET /oauth/access_token: a code for a token, or a token for one that lasts."""
    parameters = await read_parameters(request)
    app = await _client(request, parameters)
    if text_of(parameters.get("grant_type")) == "fb_exchange_token":
        return await _long(request, text_of(parameters.get("fb_exchange_token")))
    world = world_of(request)
    now, token = world.clock.seconds(), _new_token()

    def exchange(db: Connection) -> bool:
        grant = redeem_code(db, "facebook", text_of(parameters.get("code")), now, CODE_S)
        if grant is None or not serves(grant, app, parameters):
            return False
        scopes = ("facebook", f"{PERSON} {grant.scopes.replace(',', ' ')}")
        grant_token(db, token, grant.account_id, scopes, now, now + SHORT_S)
        return True

    if not await world.store.write(exchange):
        raise PRODUCT.bad_parameter(
            "This authorization code has been used, is wrong or has expired."
        )
    return JSONResponse({"access_token": token, "token_type": "bearer", "expires_in": SHORT_S})


async def my_pages(request: Request) -> Response:
    """GET /me/accounts: the Pages of the person, each with a token of its own.

    The Page chosen on the consent page comes first; the person manages all others here as well,
    but for those that belong to a business.
    """
    call = await _person(request)
    pages = await _pages(request, lambda page: not page.handle.startswith((OWNED, CLIENT)))
    pages.sort(key=lambda page: page.id != call.account.id)
    return await _listed(request, call, pages)


async def my_businesses(request: Request) -> Response:
    """GET /me/businesses: one, where the person allowed to see it."""
    call = await _person(request)
    call.needs("business_management")
    return JSONResponse({"data": [{"id": BUSINESS, "name": "Sandbox Portfolio"}]})


async def owned_pages(request: Request) -> Response:
    """GET /<BUSINESS>/owned_pages: Pages whose handle begins with `owned.`."""
    return await _of_business(request, OWNED)


async def client_pages(request: Request) -> Response:
    """GET /<BUSINESS>/client_pages: Pages whose handle begins with `client.`."""
    return await _of_business(request, CLIENT)


async def _of_business(request: Request, prefix: str) -> Response:
    call = await _person(request)
    call.needs("business_management")
    if str(request.path_params["id"]) != BUSINESS:
        raise PRODUCT.no_object(str(request.path_params["id"]))
    pages = await _pages(request, lambda page: page.handle.startswith(prefix))
    return await _listed(request, call, pages)


async def _person(request: Request) -> Call:
    call = await signed_in(request)
    if is_page(call):
        raise PRODUCT.bad_parameter("Tried accessing nonexisting field (accounts)")
    call.needs("pages_show_list")
    return call


async def _pages(request: Request, wanted: Callable[[Account], bool]) -> list[Account]:
    everyone = await world_of(request).store.read(lambda db: all_accounts(db, "facebook"))
    return [page for page in everyone if wanted(page)]


async def _listed(request: Request, call: Call, pages: list[Account]) -> Response:
    """A part of the Pages, each with a new token, from behind the caller's cursor."""
    ids, after = [page.id for page in pages], call.text("after")
    start = ids.index(after) + 1 if after in ids else 0
    part = pages[start : start + call.limit()]
    world = world_of(request)
    now = world.clock.seconds()
    scopes = ("facebook", " ".join((PAGE, *call.scopes[1:])))

    def grant(db: Connection) -> list[tuple[Account, str]]:
        found = [(page, _new_token()) for page in part]
        for page, token in found:
            grant_token(db, token, page.id, scopes, now, None)
        return found

    rows = [_page(request, *pair) for pair in await world.store.write(grant)]
    paging = {"cursors": {"before": part[0].id, "after": part[-1].id}} if part else {}
    return JSONResponse({"data": rows, "paging": paging})


async def debug_token(request: Request) -> Response:
    """GET /debug_token: what a token is worth."""
    parameters = await read_parameters(request)
    client_id = await check_app_token(request, text_of(parameters.get("access_token")))
    token = await living_token(PRODUCT, request, text_of(parameters.get("input_token")))
    told = {
        "app_id": client_id, "is_valid": True, "expires_at": int(token.expires_at or 0),
        "scopes": list(token.scopes[1:]), "type": token.scopes[0].upper(),
    }  # fmt: skip
    return JSONResponse({"data": told})


async def _long(request: Request, text: str) -> Response:
    token = await living_token(PRODUCT, request, text)
    world = world_of(request)
    now, made = world.clock.seconds(), _new_token()
    owner, scopes = token.account.id, ("facebook", " ".join(token.scopes))
    await world.store.write(lambda db: grant_token(db, made, owner, scopes, now, now + LONG_S))
    return JSONResponse({"access_token": made, "token_type": "bearer", "expires_in": LONG_S})


async def _client(request: Request, parameters: Mapping[str, JSON]) -> App:
    app = await trusted_app(request, "facebook", *sent_pair(parameters))
    if app is None:
        raise PRODUCT.envelope(400, 1, "Error validating client secret.")
    return app


def _page(request: Request, page: Account, token: str) -> dict[str, JSON]:
    picture = f"{request.url.scheme}://{request.url.netloc}/avatar/facebook/{page.handle}.svg"
    return {
        "id": page.id, "name": page.name, "access_token": token,
        "tasks": ["MANAGE", "CREATE_CONTENT", "ANALYZE"], "picture": {"data": {"url": picture}},
    }  # fmt: skip


def _new_token() -> str:
    return "EAAG" + secrets.token_urlsafe(48)
