"""Which scene is drawn by what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from heliograph.extensions.providers.video.drawing.places import SAID, TITLED
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
class Setting:
    """What a shot is drawn for: the frame's size, the look, how many frames at how many a second,
    the language of its labels, and how much of the frame's foot captions take (in shares of the
    shorter side)."""

    size: Size
    look: Look
    frames: int
    fps: int
    language: str = "en"
    said: float = SAID


Opener = Callable[[Drawn, Setting], Ground]


def _number(shot: Drawn, name: str, usual: float) -> float:
    """A value of the shot, or the usual one where it is missing or no number."""
    value = shot.values.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return usual
    return float(value)


def _moon(shot: Drawn, to: Setting) -> Ground:
    titled = min(max(_number(shot, "titled", TITLED), 0.0), 0.5)
    shown = (_number(shot, "phase", 180.0), titled, to.said)
    return MoonScene(to.size, to.look, shot.seed, shown, (to.frames, to.fps))


def _particles(shot: Drawn, to: Setting) -> Ground:
    kind = str(shot.values.get("kind", "dust"))
    return Particles(to.size, to.look, shot.seed, (to.fps, kind))


def _pattern(shot: Drawn, to: Setting) -> Ground:
    form = (round(_number(shot, "order", 8)), _number(shot, "begun", 0.0))
    return Pattern(to.size, to.look, form, (to.frames, to.fps))


def _sky_map(shot: Drawn, to: Setting) -> Ground:
    words = (to.fps, to.language, to.said)
    return SkyMap(to.size, to.look, shot.seed, shot.values, words)


_SCENES: dict[str, Opener] = {
    "gradient": lambda shot, to: Gradient(to.size, to.look, shot.seed, to.fps),
    "star_flight": lambda shot, to: StarFlight(to.size, to.look, shot.seed, to.fps),
    "light_rays": lambda shot, to: LightRays(to.size, to.look, shot.seed, to.fps),
    "aurora": lambda shot, to: Aurora(to.size, to.look, shot.seed, to.fps),
    "particles": _particles,
    "moon": _moon,
    "pattern": _pattern,
    "sky_map": _sky_map,
}


def open_scene(shot: Drawn, setting: Setting) -> Ground:
    """The ground of a drawn scene."""
    return _SCENES[shot.scene](shot, setting)
