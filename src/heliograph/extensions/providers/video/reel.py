"""The video as its frames: any frame, made of the scenes that are seen at it."""

from __future__ import annotations

import gc
import zlib
from collections.abc import Sequence

from heliograph.extensions.providers.video import drawing
from heliograph.extensions.providers.video.frames import Layer, Planes, Sprite
from heliograph.extensions.providers.video.grounds import Frame, Studio, open_shot
from heliograph.extensions.providers.video.laying import Lens, lay
from heliograph.extensions.providers.video.transitions import Blend, dimmed, transition
from heliograph.sdk.timeline import Span, spans


class OpenScene:
    """A scene with its sources made ready, and how it comes in."""

    def __init__(self, span: Span, studio: Studio) -> None:
        scene, size = span.scene, studio.size
        self.span = span
        seed = zlib.crc32(scene.id.encode())
        self._ground = open_shot(scene.shot, Frame(size, span.frames, scene.camera), studio)
        look = studio.timeline.look
        self._lens = Lens(size, look.vignette, look.grain, seed)
        self._titles: Layer | None = None
        if scene.titles:
            self._titles = drawing.title_layer(span, studio.timeline, size)
        self._captions: Layer | None = None
        if studio.timeline.captions.style != "none":
            self._captions = drawing.caption_layer(span, studio.timeline, size)
        self.entrance: Blend | None = None
        if span.overlap and span.start:
            self.entrance = transition(scene.transition.kind, size, seed)

    def picture(self, index: int) -> Planes:
        """The scene by itself with its titles, without captions."""
        found = self._lens.finish(self._ground.frame(index), index)
        if self._titles is not None:
            lay(found, self._titles.sprites(index))
        return found

    def captions(self, index: int) -> Sequence[Sprite]:
        """What is said at a frame."""
        return self._captions.sprites(index) if self._captions is not None else ()


class Reel:
    """Frames of a video at one size. Scenes are opened when they are needed and let go again."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._spans = spans(studio.timeline)
        self._open: dict[int, OpenScene] = {}
        over = studio.timeline.overlays
        self._has_overlays = over.progress or bool(over.handle) or over.logo is not None
        self._over: Layer | None = None

    def frame(self, index: int) -> Planes:
        """The whole picture at a frame of the video; it may be written into."""
        position = max(at for at, span in enumerate(self._spans) if span.start <= index)
        scene = self._scene(position)
        seen = [scene]
        inside = index - scene.span.start
        if scene.entrance is not None and inside < scene.span.overlap:
            before = self._scene(position - 1)
            seen.insert(0, before)
            found = scene.entrance(
                before.picture(index - before.span.start),
                scene.picture(inside),
                _part(scene, inside),
            )
        else:
            self._close({position - 1})
            found = scene.picture(inside)
            if not position and inside < scene.span.overlap:
                found = dimmed(found, _part(scene, inside))
        for one in seen:
            lay(found, one.captions(index - one.span.start))
        if self._has_overlays:
            lay(found, self._overlays().sprites(index))
        return found

    def _scene(self, position: int) -> OpenScene:
        self._close({*self._open} - {position - 1, position, position + 1})
        if position not in self._open:
            self._open[position] = OpenScene(self._spans[position], self._studio)
        return self._open[position]

    def _close(self, positions: set[int]) -> None:
        """Let go of scenes that are over, at once: a clip and its stream hold each other, and with
        them a dozen decoded frames."""
        if positions & self._open.keys():
            for position in positions:
                self._open.pop(position, None)
            gc.collect()

    def _overlays(self) -> Layer:
        if self._over is None:
            studio = self._studio
            self._over = drawing.overlay_layer(
                studio.timeline, studio.size, self._spans[-1].end, studio.folder
            )
        return self._over


def _part(scene: OpenScene, inside: int) -> float:
    """How far a scene has come in; neither nothing nor all of it, those are frames beside it."""
    return (inside + 1) / (scene.span.overlap + 1)
