"""Puts the sandbox together: one application, all networks, a control API and a viewer."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import Lifespan

from heliograph.apps.sandbox import control
from heliograph.apps.sandbox.codes import app_of
from heliograph.apps.sandbox.faults import FaultDesk, parse_programme
from heliograph.apps.sandbox.gate import Gate
from heliograph.apps.sandbox.media import ENDINGS, MediaFolder
from heliograph.apps.sandbox.networks import PLATFORMS, Network, networks
from heliograph.apps.sandbox.rates import Rates
from heliograph.apps.sandbox.store import JSON, Connection, Store, load_setting, save_setting
from heliograph.apps.sandbox.timeline.pages import page_routes, permalink_routes
from heliograph.apps.sandbox.world import LiveSettings, SandboxClock, World, world_of
from heliograph.kit.clock import Clock, SystemClock
from heliograph.kit.http import HTTPClient, HTTPLimits

LOOPBACK = ("127.0.0.0/8", "::1/128")
# A reel of 300 MiB is the largest file any of the networks fetches.
FETCH_LIMITS = HTTPLimits(total_seconds=60, max_answer_bytes=320_000_000)
_MIMES = {ending: mime for mime, ending in ENDINGS.items()}


def create_sandbox(
    home: Path,
    *,
    seed: int = 1,
    private_networks: Iterable[str] = LOOPBACK,
    clock: Clock | None = None,
) -> Starlette:
    """The sandbox over a folder that it makes and keeps everything in.

    `private_networks` are those from which Instagram may fetch media, besides public addresses.
    """
    home.mkdir(parents=True, exist_ok=True)
    store = Store(home / "sandbox.db")
    kept = store.write_now(_prepare)
    settings = LiveSettings(**kept["live"])
    world = World(
        store=store, clock=SandboxClock(clock or SystemClock(), kept["clock_offset_s"]),
        faults=FaultDesk(), rates=Rates(settings.rate_scale), media=MediaFolder(home / "media"),
        http=HTTPClient(FETCH_LIMITS, private_networks), seed=seed, settings=settings,
    )  # fmt: skip
    for platform, programme in kept["faults"].items():
        world.faults.put(platform, parse_programme(programme), world.clock.seconds())
    app = Starlette(routes=_routes(world), lifespan=_closing(world))
    app.state.world = world
    return app


def _prepare(db: Connection) -> dict[str, JSON]:
    """Make what must exist from the first start on; load what an earlier run has set."""
    if load_setting(db, "bluesky_secret") is None:
        save_setting(db, "bluesky_secret", secrets.token_urlsafe(32))
    for platform in PLATFORMS:
        app_of(db, platform)
    programmes = {platform: load_setting(db, f"faults:{platform}") for platform in PLATFORMS}
    return {
        "live": load_setting(db, "live") or {},
        "clock_offset_s": load_setting(db, "clock_offset_s") or 0.0,
        "faults": {platform: body for platform, body in programmes.items() if body},
    }


def _routes(world: World) -> list[BaseRoute]:
    return [
        *permalink_routes(),
        *(_network(world, one) for one in networks()),
        Mount("/_sandbox", routes=control.routes()),
        Route("/media/{name}", media_file),
        *page_routes(),
    ]


def _network(world: World, one: Network) -> Mount:
    return Mount(
        f"/{one.name}", Gate(Router(one.routes(), redirect_slashes=False), one.manners, world)
    )


def _closing(world: World) -> Lifespan[Starlette]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await world.http.close()
        world.store.close()

    return lifespan


async def media_file(request: Request) -> Response:
    """GET /media/<sha256>.<ending>: a file as it was uploaded."""
    path = world_of(request).media.path(_asked(request).stem)
    if path is None:
        return PlainTextResponse("There is no such file.", 404)
    headers = {
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
    }
    mime = _MIMES.get(_asked(request).suffix, "application/octet-stream")
    return FileResponse(path, media_type=mime, headers=headers)


def _asked(request: Request) -> Path:
    """The name in the address, as a path to take apart."""
    return Path(str(request.path_params["name"]))
