"""Cards: words on a plain ground of the palette, or over a drawn scene."""

from __future__ import annotations

from collections.abc import Sequence

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.video.drawing.places import Area, Size, centred
from heliograph.extensions.providers.video.drawing.scenes import Setting, open_scene
from heliograph.extensions.providers.video.drawing.sprites import (
    blank,
    sprite_of,
    surface_of,
)
from heliograph.extensions.providers.video.drawing.titles.layer import TitleLayer
from heliograph.extensions.providers.video.drawing.titles.placing import Block, place_titles
from heliograph.extensions.providers.video.drawing.titles.wishes import asked_by_card
from heliograph.extensions.providers.video.drawing.tones import argb, palette_of
from heliograph.extensions.providers.video.frames import Ground, Planes, Sprite
from heliograph.extensions.providers.video.laying import lay
from heliograph.sdk.timeline import Card, Drawn, Look

# The foot of a card is left to two lines of captions, vowels and all, should anything be said
# over it: in shares of the shorter side.
_FOOT = 0.30
_DIMMED = 0.80
_PLACES = ("top", "upper", "middle", "lower", "bottom")


class CardGround:
    """A ground with words on it, and a shade between the two where the ground is a scene."""

    def __init__(self, ground: Ground, words: TitleLayer, shade: Sprite | None = None) -> None:
        self._ground, self._words, self._shade = ground, words, shade

    def frame(self, index: int) -> Planes:
        """The card at a frame."""
        planes = self._ground.frame(index)
        if self._shade is not None:
            lay(planes, [self._shade])
        lay(planes, self._words.sprites(index))
        return planes


def _shade(blocks: Sequence[Block], size: Size, look: Look) -> Sprite | None:
    """Quiet behind the words: the scene is dimmed there toward the palette's ground."""
    if not blocks:
        return None
    soft = 0.085 * min(size)
    pixels = blank(*size)
    surface = surface_of(pixels)
    tone = argb(palette_of(look)["background"], _DIMMED)
    paint = skia.Paint(AntiAlias=True, Color=tone)
    paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, soft))
    for is_foot in (False, True):
        boxes = [block.box for block in blocks if (block.asked.place == "bottom") is is_foot]
        if boxes:
            edge = soft * (0.4 if is_foot else 1.0)
            lefts, tops, rights, bottoms = zip(*boxes, strict=True)
            panel = skia.Rect(min(lefts), min(tops), max(rights), max(bottoms))
            surface.getCanvas().drawRoundRect(panel.makeOutset(edge, edge), edge, edge, paint)
    surface.flushAndSubmit()
    return sprite_of(pixels)


def open_ground(shot: Drawn | Card, setting: Setting) -> Ground:
    """What a drawn shot or a card fills the frame with."""
    if isinstance(shot, Drawn):
        return open_scene(shot, setting)
    size, look = setting.size, setting.look
    scene = shot.ground or Drawn(scene="gradient")
    area = centred(size)
    room = Area(area.left, area.top, area.right, area.bottom - _FOOT * min(size))
    asked = asked_by_card(shot, look, setting.frames, setting.fps)
    blocks = place_titles(asked, dict.fromkeys(_PLACES, room), size, setting.language)
    shade = _shade(blocks, size, look) if shot.ground is not None else None
    ground = open_scene(scene, setting)
    return CardGround(ground, TitleLayer(blocks, opens=True), shade)
