"""Cards: words on a plain ground of the palette, or over a drawn scene."""

from __future__ import annotations

from heliograph.extensions.providers.video.drawing.places import Area, Size, centred
from heliograph.extensions.providers.video.drawing.scenes import open_scene
from heliograph.extensions.providers.video.drawing.sprites import lay
from heliograph.extensions.providers.video.drawing.titles.layer import TitleLayer
from heliograph.extensions.providers.video.drawing.titles.placing import place_titles
from heliograph.extensions.providers.video.drawing.titles.wishes import asked_by_card
from heliograph.extensions.providers.video.frames import Ground, Planes
from heliograph.sdk.timeline import Card, Drawn, Look

# The foot of a card is left to the captions, should anything be said over it.
_FOOT = 0.20
_PLACES = ("top", "upper", "middle", "lower", "bottom")


class CardGround:
    """A ground with words on it."""

    def __init__(self, ground: Ground, words: TitleLayer) -> None:
        self._ground, self._words = ground, words

    def frame(self, index: int) -> Planes:
        """The card at a frame."""
        planes = self._ground.frame(index)
        for sprite in self._words.sprites(index):
            lay(planes, sprite)
        return planes


def open_ground(
    shot: Drawn | Card, size: Size, look: Look, frames: int, fps: int, language: str
) -> Ground:
    """What a drawn shot or a card fills the frame with, for so many frames."""
    times = (frames, fps)
    if isinstance(shot, Drawn):
        return open_scene(shot, size, look, times, language)
    scene = shot.ground or Drawn(scene="gradient")
    area = centred(size)
    room = Area(area.left, area.top, area.right, area.bottom - _FOOT * area.height)
    asked = asked_by_card(shot, look, frames, fps)
    blocks = place_titles(asked, dict.fromkeys(_PLACES, room), size, language)
    return CardGround(open_scene(scene, size, look, times, language), TitleLayer(blocks))
