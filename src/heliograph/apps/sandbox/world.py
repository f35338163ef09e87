"""Everything the sandbox's parts share, handed to them instead of fetched."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import timedelta

from starlette.requests import Request

from heliograph.apps.sandbox.faults import FaultDesk
from heliograph.apps.sandbox.media import MediaFolder
from heliograph.apps.sandbox.rates import Rates
from heliograph.apps.sandbox.store import JSON, Store, save_setting
from heliograph.kit.clock import Clock
from heliograph.kit.http import HTTPClient


class SandboxClock:
    """The machine's time, plus how far the control API moved it forward."""

    def __init__(self, inner: Clock, offset_s: float = 0.0) -> None:
        self._inner = inner
        self.offset_s = offset_s

    def seconds(self) -> float:
        """The sandbox's present moment in seconds since 1970."""
        return (self._inner.now() + timedelta(seconds=self.offset_s)).timestamp()


@dataclass(frozen=True)
class LiveSettings:
    """What the control API may change while the sandbox runs.

    `pace`: how many audience seconds pass in one real second. `insights_lag_s`: how far
    Instagram's insights run behind, in real seconds. `container_s`: how long an Instagram
    container is in progress. `instagram_tallest`: the smallest width by height allowed.
    `rate_scale`: every rate limit times this; 1 gives the platforms' own figures.
    """

    pace: float = 60.0
    insights_lag_s: float = 4.0
    container_s: float = 1.0
    instagram_tallest: float = 0.8
    instagram_daily_posts: int = 100
    bluesky_image_bytes: int = 2_000_000
    rate_scale: float = 100.0


class SettingsRefused(Exception):
    """A live setting that does not exist or is no positive number."""


@dataclass(frozen=True)
class LoggedCall:
    """One call that a network received, and what became of it."""

    at: float
    platform: str
    method: str
    path: str
    kind: str
    status: int
    fate: str


@dataclass
class World:
    """One sandbox: its memory, its time, its troubles and its audience's pace."""

    store: Store
    clock: SandboxClock
    faults: FaultDesk
    rates: Rates
    media: MediaFolder
    http: HTTPClient
    seed: int
    settings: LiveSettings
    calls: deque[LoggedCall] = field(default_factory=lambda: deque(maxlen=200_000))

    async def change_settings(self, wanted: Mapping[str, JSON]) -> None:
        """Apply and keep some live settings; raises `SettingsRefused` and changes nothing."""
        known = {field.name for field in fields(LiveSettings)}
        for name, value in wanted.items():
            if name not in known:
                raise SettingsRefused(f"No such setting: {name}. Known: {sorted(known)}.")
            if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
                raise SettingsRefused(f"`{name}` is a number of at least 0.")
        self.settings = replace(self.settings, **wanted)
        self.rates.scale = self.settings.rate_scale
        kept = asdict(self.settings)
        await self.store.write(lambda db: save_setting(db, "live", kept))

    def visible_until(self, platform: str) -> float:
        """Posts made after this moment are hidden from lists and looks."""
        return self.clock.seconds() - self.faults.programme(platform).list_delay_s


def world_of(request: Request) -> World:
    """The world of the application that received this request."""
    world = request.app.state.world
    if not isinstance(world, World):
        raise TypeError("this application was not made by create_sandbox")
    return world
