"""What a network's own pages would give: an account, and the keys to post as it.

Networks without a consent page (a bot's token, a webhook, an app password) hand out keys on a page
of theirs; here is that page. It also makes an account where a consent page finds none.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import all_accounts, ensure_account, tidy_handle
from heliograph.apps.sandbox.networks import PLATFORMS, network
from heliograph.apps.sandbox.timeline.permalinks import rendered
from heliograph.apps.sandbox.world import world_of

LONGEST_NAME = 60


def key_routes() -> list[BaseRoute]:
    """Below the root."""
    return [
        Route("/keys/{platform}", show_keys, methods=["GET"]),
        Route("/keys/{platform}", make_account, methods=["POST"]),
    ]


async def show_keys(request: Request) -> Response:
    """Every account of the network with its keys."""
    platform = str(request.path_params["platform"])
    if platform not in PLATFORMS:
        return PlainTextResponse("There is no such network here.", 404)
    accounts = await world_of(request).store.read(lambda db: all_accounts(db, platform))
    standing = [account for account in accounts if account.revoked_at is None]
    shown = {"platform": platform, "title": network(platform).title, "accounts": standing}
    return rendered("keys.html", shown)


async def make_account(request: Request) -> Response:
    """Make an account of that name, then go back to the page that asked for one."""
    platform = str(request.path_params["platform"])
    name = parse_qs((await request.body()).decode()).get("name", [""])[0].strip()[:LONGEST_NAME]
    if platform not in PLATFORMS or not tidy_handle(platform, _handle(name)).strip("._-"):
        return PlainTextResponse("An account needs a name with a letter or a digit.", 422)
    world = world_of(request)
    now = world.clock.seconds()
    await world.store.write(lambda db: ensure_account(db, platform, _handle(name), name, now))
    return RedirectResponse(_back(request, platform), 303)


def _handle(name: str) -> str:
    return "".join(mark for mark in name.lower() if mark.isascii() and mark.isalnum())


def _back(request: Request, platform: str) -> str:
    """The page of this sandbox that the form stood on; never another site."""
    came = urlsplit(request.headers.get("referer", ""))
    if came.netloc != request.url.netloc:
        return f"/keys/{platform}"
    return f"{came.path}?{came.query}" if came.query else came.path
