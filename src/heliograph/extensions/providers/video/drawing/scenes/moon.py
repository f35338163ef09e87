"""The Moon at its real phase: its light turns the last degrees into place as the camera nears."""

from __future__ import annotations

from math import cos, radians

import cv2
import numpy as np

from heliograph.extensions.providers.video.drawing.motion import smooth
from heliograph.extensions.providers.video.drawing.places import focus, stage
from heliograph.extensions.providers.video.drawing.scenes.field import (
    Size,
    develop,
    fade,
    grid_of,
    tint,
    tones_of,
    vignette,
)
from heliograph.extensions.providers.video.drawing.scenes.points import Lamp, Points
from heliograph.extensions.providers.video.drawing.scenes.skies import starry
from heliograph.extensions.providers.video.drawing.sprites import Pixels, blank, sprite_of
from heliograph.extensions.providers.video.frames import Planes, Sprite
from heliograph.extensions.providers.video.laying import lay
from heliograph.sdk.artwork.colour import Floats
from heliograph.sdk.artwork.moon import moon_disc
from heliograph.sdk.artwork.noise import smoke
from heliograph.sdk.timeline import Look

_TONE = (0.985, 0.965, 0.925)
_RADIUS = 0.285
# The light turns through so many degrees in the first share of the scene, then stands.
_TURN, _TURNING = 9.0, 0.6
_KEYS = 4
_NEARER = 0.10


class MoonScene:
    """One disc, its halo in thin haze, and the stars it leaves visible. `shown` is the phase in
    degrees, and how much of the frame titles above it and captions below it take."""

    def __init__(
        self,
        size: Size,
        look: Look,
        seed: int,
        shown: tuple[float, float, float],
        times: tuple[int, int],
    ) -> None:
        phase, titled, said = shown
        self._size, (self._frames, self._fps) = size, times
        self._tones, self._grid = tones_of(look), grid_of(size)
        self._lamp = Lamp(size)
        random = np.random.default_rng(seed)
        self._haze = smoke(random, self._grid.shape, (2.0, 2.8), 0.5)
        self._stars = starry(random, size, 620)
        self._phase = phase % 360
        room = stage(size, titled, said)
        self._at = focus(size, titled, said)
        self._radius = min(_RADIUS * min(size) * (1 + _NEARER), room.height / 2)
        side = round(self._radius * 2)
        starts = [self._phase - _TURN * (1 - key / (_KEYS - 1)) for key in range(_KEYS)]
        self._discs = [_hazy(moon_disc(side, round(one % 360, 2), _TONE, True)) for one in starts]
        self._share = (1 - cos(radians(self._phase))) / 2
        self._dim = vignette(self._grid)[..., None]

    def frame(self, index: int) -> Planes:
        """The view at a frame."""
        part = index / max(1, self._frames - 1)
        planes = develop(self._sky(index / self._fps), self._size)
        zoom = (1 + _NEARER * smooth(part)) / (1 + _NEARER)
        self._lamp.add(planes, self._seen(zoom))
        disc = self._placed(self._disc(min(1.0, part / _TURNING)), zoom)
        if disc is not None:
            lay(planes, [disc])
        return planes

    def _sky(self, time: float) -> Floats:
        grid, tones = self._grid, self._tones
        rows, columns = grid.shape
        move = np.array([[1, 0, columns * 0.006 * time], [0, 1, 0]], dtype=np.float32)
        moved = cv2.warpAffine(self._haze, move, (columns, rows), borderMode=cv2.BORDER_REFLECT_101)
        haze: Floats = np.asarray(moved, dtype=np.float32)
        far = grid.away(*self._at)
        bright = np.float32(0.25 + 0.75 * self._share)
        rim = self._radius / (1 + _NEARER) / min(self._size)
        wide, close = np.exp(-far / 0.42), np.exp(-np.maximum(far - rim, 0) / 0.075)
        light = tones.deep + tint(0.6 * fade(grid.y, -0.1, 1.1), tones.base - tones.deep)
        light = light + tint(bright * wide * (0.25 + 0.65 * haze), tones.middle)
        light = light + tint(0.30 * bright * close * (0.35 + 0.65 * haze), tones.glow)
        return np.asarray(light * self._dim, dtype=np.float32)

    def _seen(self, zoom: float) -> Points:
        """The stars, farther than the Moon: they hardly grow, and none is seen through it."""
        width, height = self._size
        middle = (self._at[0] * width, self._at[1] * height)
        grown = 1 + 0.25 * (zoom - 1)
        stars = self._stars
        x = (stars.x - middle[0]) * grown + middle[0]
        y = (stars.y - middle[1]) * grown + middle[1]
        far = np.hypot(x - middle[0], y - middle[1])
        drowned = 1 - 0.75 * self._share * np.exp(-far / (0.5 * min(self._size)))
        strength = stars.strength * drowned * (far > self._radius * zoom * 1.02)
        return Points(x, y, stars.radius, strength.astype(np.float32), stars.colour)

    def _disc(self, part: float) -> Pixels:
        """The disc as the light turns: between the two that were drawn nearest."""
        place = smooth(part) * (_KEYS - 1)
        before = min(int(place), _KEYS - 2)
        share = place - before
        mixed = cv2.addWeighted(self._discs[before], 1 - share, self._discs[before + 1], share, 0.0)
        return np.asarray(mixed, dtype=np.uint8)

    def _placed(self, disc: Pixels, zoom: float) -> Sprite | None:
        width, height = self._size
        side = disc.shape[0]
        wide = side + 4
        x, y = self._at[0] * width, self._at[1] * height
        left, top = (int(value - wide / 2) // 2 * 2 for value in (x, y))
        # Middle to middle, between the pixels.
        shift = [x - left - 0.5 - zoom * (side - 1) / 2, y - top - 0.5 - zoom * (side - 1) / 2]
        move = np.array([[zoom, 0, shift[0]], [0, zoom, shift[1]]], dtype=np.float64)
        pixels = blank(wide + wide % 2 + 2, wide + wide % 2 + 2)
        cv2.warpAffine(disc, move, pixels.shape[1::-1], dst=pixels, flags=cv2.INTER_LINEAR)
        return sprite_of(pixels, left, top)


def _hazy(disc: Pixels) -> Pixels:
    """The disc behind thin air: where it is dark, the sky's own light lies before it."""
    own = disc[:, :, :3].astype(np.float32)
    day = np.clip((own.max(axis=2) / 255 - 0.20) / 0.25, 0, 1)
    own *= (0.62 + 0.38 * day)[:, :, None]
    solid = disc[:, :, 3] * (0.42 + 0.58 * day)
    made = np.dstack((own, np.maximum(solid, own.max(axis=2))))
    return np.ascontiguousarray(np.rint(made).astype(np.uint8))
