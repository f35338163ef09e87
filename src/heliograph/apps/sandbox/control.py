"""The control API under /_sandbox: accounts, what really stands, faults, time and limits."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import (
    Account,
    all_accounts,
    ensure_account,
    find_account,
    revoke_account,
    tidy_handle,
)
from heliograph.apps.sandbox.answers import iso_milliseconds, text_of
from heliograph.apps.sandbox.codes import App, add_app, app_of
from heliograph.apps.sandbox.counting import audience_of, counts_of, followers_of
from heliograph.apps.sandbox.faults import ProgrammeRefused, parse_programme
from heliograph.apps.sandbox.links import permalink
from heliograph.apps.sandbox.networks import PLATFORMS, network, networks
from heliograph.apps.sandbox.posts import Post, Wanted, list_posts, remove_all_posts
from heliograph.apps.sandbox.store import JSON, Connection, save_setting
from heliograph.apps.sandbox.world import SettingsRefused, world_of

Handler = Callable[[Request], Awaitable[Response]]


class ControlRefused(Exception):
    """The control API says what is wrong in one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def routes() -> list[BaseRoute]:
    """Everything the control API offers."""
    table: list[tuple[str, Handler, str]] = [
        ("/health", health, "GET"), ("/accounts", create_account, "POST"),
        ("/accounts", list_accounts, "GET"), ("/posts", show_posts, "GET"),
        ("/posts", delete_posts, "DELETE"), ("/faults/{platform}", show_faults, "GET"),
        ("/faults/{platform}", put_faults, "PUT"), ("/faults/{platform}", put_faults, "POST"),
        ("/exhaust/{platform}", exhaust, "POST"), ("/exhaust/{platform}", refill, "DELETE"),
        ("/revoke", revoke, "POST"), ("/settings", show_settings, "GET"),
        ("/settings", put_settings, "PUT"), ("/clock", show_clock, "GET"),
        ("/clock", move_clock, "POST"), ("/apps", show_apps, "GET"),
        ("/apps/{platform}", put_app, "PUT"), ("/calls", show_calls, "GET"),
        ("/calls", forget_calls, "DELETE"),
        ("/audience/{platform}/{handle}", show_audience, "GET"),
    ]  # fmt: skip
    return [Route(path, _guarded(handler), methods=[method]) for path, handler, method in table]


def _guarded(handler: Handler) -> Handler:
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except ControlRefused as refusal:
            return JSONResponse({"error": str(refusal)}, refusal.status)
        except (ProgrammeRefused, SettingsRefused) as refusal:
            return JSONResponse({"error": str(refusal)}, 422)

    return answer


async def health(request: Request) -> Response:
    """Whether the sandbox answers, and what it holds."""
    world = world_of(request)
    posts = await world.store.read(
        lambda db: db.execute("select count(*) from posts").fetchone()[0]
    )
    return JSONResponse({"status": "ok", "posts": posts, "platforms": list(PLATFORMS)})


async def create_account(request: Request) -> Response:
    """Make an account, or find the one of that handle; gives its secrets."""
    body = await _body(request)
    platform = _platform(text_of(body.get("platform")))
    handle, name = text_of(body.get("handle")), text_of(body.get("name"))
    if not tidy_handle(platform, handle).strip("._-"):
        raise ControlRefused(422, "An account needs a `handle` with at least one letter or digit.")
    world = world_of(request)
    now = world.clock.seconds()
    account = await world.store.write(lambda db: ensure_account(db, platform, handle, name, now))
    return JSONResponse(_account(request, account))


async def list_accounts(request: Request) -> Response:
    """Every account with its secrets and its followers."""
    platform = request.query_params.get("platform")
    accounts = await world_of(request).store.read(lambda db: all_accounts(db, platform))
    return JSONResponse([_account(request, account) for account in accounts])


async def show_posts(request: Request) -> Response:
    """What really stands, oldest first; delays and faults change nothing here."""
    world, query = world_of(request), request.query_params
    platform, wanted = query.get("platform"), query.get("account")
    now = world.clock.seconds()

    def read(db: Connection) -> list[tuple[Account, Post]]:
        for one in networks():
            one.settle(db, now)
        accounts = {account.id: account for account in all_accounts(db, platform)}
        posts = list_posts(db, Wanted(platform, limit=1_000_000))
        return [(accounts[post.account_id], post) for post in reversed(posts)]

    rows = await world.store.write(read)
    return JSONResponse([
        _post(request, account, post)
        for account, post in rows
        if not wanted or wanted in (account.handle, account.id)
        or tidy_handle(account.platform, wanted) == account.handle
    ])  # fmt: skip


async def delete_posts(request: Request) -> Response:
    """Take everything down."""
    platform = request.query_params.get("platform")
    world = world_of(request)
    gone = await world.store.write(lambda db: remove_all_posts(db, platform))
    return JSONResponse({"deleted": gone})


async def show_faults(request: Request) -> Response:
    """The programme of a platform and what it has done so far."""
    platform = _platform(str(request.path_params["platform"]))
    return JSONResponse(world_of(request).faults.report(platform))


async def put_faults(request: Request) -> Response:
    """Start a programme from its beginning; an empty one ends all trouble."""
    platform = _platform(str(request.path_params["platform"]))
    world = world_of(request)
    body = await _body(request)
    world.faults.put(platform, parse_programme(body), world.clock.seconds())
    # Kept, so that a sandbox that was killed goes on with the same trouble.
    await world.store.write(lambda db: save_setting(db, f"faults:{platform}", body))
    return JSONResponse(world.faults.report(platform))


async def exhaust(request: Request) -> Response:
    """Empty the rate bucket of a platform, or of one account on it."""
    platform = _platform(str(request.path_params["platform"]))
    world = world_of(request)
    body = await _body(request)
    account = await _maybe_account(request, platform, text_of(body.get("handle")))
    seconds = float(body.get("seconds") or 300)
    until = world.clock.seconds() + seconds
    world.rates.exhaust(platform, account.id if account else "", until)
    return JSONResponse({"exhausted_until": until})


async def refill(request: Request) -> Response:
    """Fill the buckets of a platform again."""
    platform = _platform(str(request.path_params["platform"]))
    world_of(request).rates.refill(platform)
    return JSONResponse({"refilled": platform})


async def revoke(request: Request) -> Response:
    """The person withdraws the permission: every token of the account is dead."""
    body = await _body(request)
    platform = _platform(text_of(body.get("platform")))
    account = await _maybe_account(request, platform, text_of(body.get("handle")))
    if account is None:
        raise ControlRefused(422, "Name the account by its `handle`.")
    world = world_of(request)
    now = world.clock.seconds()

    def store(db: Connection) -> None:
        revoke_account(db, account, now)
        network(platform).end_access(db, account.id, now)

    await world.store.write(store)
    return JSONResponse({"revoked": account.handle})


async def show_settings(request: Request) -> Response:
    """The live settings."""
    return JSONResponse(asdict(world_of(request).settings))


async def put_settings(request: Request) -> Response:
    """Change some of the live settings."""
    world = world_of(request)
    await world.change_settings(await _body(request))
    return JSONResponse(asdict(world.settings))


async def show_clock(request: Request) -> Response:
    """The sandbox's time and how far it runs ahead."""
    clock = world_of(request).clock
    return JSONResponse({"now": iso_milliseconds(clock.seconds()), "ahead_s": clock.offset_s})


async def move_clock(request: Request) -> Response:
    """Let time pass: tokens age, containers expire, numbers grow."""
    world = world_of(request)
    ahead = (await _body(request)).get("advance_s")
    if isinstance(ahead, bool) or not isinstance(ahead, (int, float)) or ahead < 0:
        raise ControlRefused(422, "`advance_s` is a number of at least 0; time only goes forward.")
    world.clock.offset_s += ahead
    kept = world.clock.offset_s
    await world.store.write(lambda db: save_setting(db, "clock_offset_s", kept))
    return await show_clock(request)


async def show_apps(request: Request) -> Response:
    """The program that each network knows from the start: id, secret, redirect addresses."""
    apps = await world_of(request).store.write(
        lambda db: {platform: app_of(db, platform) for platform in PLATFORMS}
    )
    return JSONResponse({name: _app(app) for name, app in apps.items()})


async def put_app(request: Request) -> Response:
    """Register redirect addresses for a network's program; from then on they are matched to the
    letter."""
    platform = _platform(str(request.path_params["platform"]))
    addresses = (await _body(request)).get("redirect_uris")
    if not isinstance(addresses, list) or not all(isinstance(one, str) for one in addresses):
        raise ControlRefused(422, "`redirect_uris` is a list of addresses.")
    world = world_of(request)
    now = world.clock.seconds()

    def change(db: Connection) -> App:
        app = replace(app_of(db, platform), redirect_uris=tuple(addresses))
        add_app(db, platform, app, now)
        return app

    return JSONResponse(_app(await world.store.write(change)))


async def show_calls(request: Request) -> Response:
    """The last calls that the networks received, oldest first."""
    query = request.query_params
    platform, kind = query.get("platform"), query.get("kind")
    found = [
        asdict(call) | {"at": iso_milliseconds(call.at)}
        for call in world_of(request).calls
        if (not platform or call.platform == platform) and (not kind or call.kind == kind)
    ]
    return JSONResponse(found[-int(query.get("limit", "100000")) :])


async def forget_calls(request: Request) -> Response:
    """Start the call log anew."""
    calls = world_of(request).calls
    gone = len(calls)
    calls.clear()
    return JSONResponse({"forgotten": gone})


async def show_audience(request: Request) -> Response:
    """The truth about an audience, to compare with what was learned of it."""
    platform = _platform(str(request.path_params["platform"]))
    account = await _maybe_account(request, platform, str(request.path_params["handle"]))
    if account is None:
        raise ControlRefused(404, "There is no such account.")
    world = world_of(request)
    audience = audience_of(world.seed, platform, account.handle)
    return JSONResponse({
        "followers": followers_of(world, account), "tastes": audience.tastes,
        "peaks_utc": audience.peaks, "weekend": audience.weekend,
        "hour_of_week": [audience.hour_weight(hour) for hour in range(168)],
    })  # fmt: skip


async def _body(request: Request) -> dict[str, JSON]:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        raise ControlRefused(422, "The body is not JSON.") from None
    if not isinstance(body, dict):
        raise ControlRefused(422, "The body is a JSON object.")
    return body


def _platform(name: str) -> str:
    if name not in PLATFORMS:
        raise ControlRefused(404, f"No such platform here: {name}. Known: {', '.join(PLATFORMS)}.")
    return name


async def _maybe_account(request: Request, platform: str, handle: str) -> Account | None:
    if not handle:
        return None
    wanted = tidy_handle(platform, handle)
    world = world_of(request)
    account = await world.store.read(
        lambda db: find_account(db, platform, wanted) or find_account(db, platform, handle)
    )
    if account is None:
        raise ControlRefused(404, f"There is no account {handle} on {platform}.")
    return account


def _account(request: Request, account: Account) -> dict[str, JSON]:
    base = f"{request.url.scheme}://{request.url.netloc}/{account.platform}"
    followers = followers_of(world_of(request), account)
    return {**account.shown(), "followers": followers, "base_url": base}


def _post(request: Request, account: Account, post: Post) -> dict[str, JSON]:
    origin = f"{request.url.scheme}://{request.url.netloc}"
    counts = counts_of(world_of(request), account, post)
    media = [{**item, "url": f"{origin}/media/{item['file']}"} for item in post.media]
    return {
        "id": post.id, "platform": post.platform, "account": account.handle,
        "account_id": account.id, "text": post.text, "hash": post.text_hash(), "media": media,
        "created_at": iso_milliseconds(post.created_at),
        "edited_at": iso_milliseconds(post.edited_at) if post.edited_at else None,
        "accepted_at": iso_milliseconds(post.created_at),
        "key": post.key, "url": permalink(origin, account, post), "metrics": asdict(counts),
        "kind": post.extra.get("product", "status").lower(),
    }  # fmt: skip


def _app(app: App) -> dict[str, JSON]:
    return {
        "client_id": app.client_id, "client_secret": app.client_secret,
        "redirect_uris": list(app.redirect_uris),
    }  # fmt: skip
