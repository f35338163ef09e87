"""Which scene is drawn by what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from heliograph.extensions.providers.video.drawing.places import TITLED
from heliograph.extensions.providers.video.drawing.scenes.aurora import Aurora
from heliograph.extensions.providers.video.drawing.scenes.field import Size
from heliograph.extensions.providers.video.drawing.scenes.gradient import Gradient
from heliograph.extensions.providers.video.drawing.scenes.light_rays import LightRays
from heliograph.extensions.providers.video.drawing.scenes.moon import MoonScene
from heliograph.extensions.providers.video.drawing.scenes.particles import Particles
from heliograph.extensions.providers.video.drawing.scenes.pattern import Pattern
from heliograph.extensions.providers.video.drawing.scenes.sky_map import SkyMap
from heliograph.extensions.providers.video.drawing.scenes.star_flight import StarFlight
from heliograph.extensions.providers.video.frames import Ground
from heliograph.sdk.timeline import Drawn, Look


@dataclass(frozen=True)
class Order:
    """What a scene is drawn from: what it shows, the frame's size, the look, and its times."""

    shot: Drawn
    size: Size
    look: Look
    frames: int
    fps: int
    language: str


Opener = Callable[[Order], Ground]


def _number(order: Order, name: str, usual: float) -> float:
    """A value of the shot, or the usual one where it is missing or no number."""
    value = order.shot.values.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return usual
    return float(value)


def _moon(one: Order) -> Ground:
    shown = (_number(one, "phase", 180.0), min(max(_number(one, "titled", TITLED), 0.0), 0.5))
    return MoonScene(one.size, one.look, one.shot.seed, shown, (one.frames, one.fps))


def _particles(one: Order) -> Ground:
    kind = str(one.shot.values.get("kind", "dust"))
    return Particles(one.size, one.look, one.shot.seed, (one.fps, kind))


def _pattern(one: Order) -> Ground:
    form = (round(_number(one, "order", 8)), _number(one, "begun", 0.0))
    return Pattern(one.size, one.look, form, (one.frames, one.fps))


def _sky_map(one: Order) -> Ground:
    times = (one.fps, one.language)
    return SkyMap(one.size, one.look, one.shot.seed, one.shot.values, times)


_SCENES: dict[str, Opener] = {
    "gradient": lambda one: Gradient(one.size, one.look, one.shot.seed, one.fps),
    "star_flight": lambda one: StarFlight(one.size, one.look, one.shot.seed, one.fps),
    "light_rays": lambda one: LightRays(one.size, one.look, one.shot.seed, one.fps),
    "aurora": lambda one: Aurora(one.size, one.look, one.shot.seed, one.fps),
    "particles": _particles,
    "moon": _moon,
    "pattern": _pattern,
    "sky_map": _sky_map,
}


def open_scene(
    shot: Drawn, size: Size, look: Look, times: tuple[int, int], language: str = "en"
) -> Ground:
    """The ground of a drawn scene; `times` is how many frames it lasts, and frames a second."""
    order = Order(shot, size, look, times[0], times[1], language)
    return _SCENES[shot.scene](order)
