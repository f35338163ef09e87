"""What must hold before a render begins, so that it does not fail after minutes."""

from __future__ import annotations

from pathlib import Path

from heliograph.extensions.providers.video import lut, reading
from heliograph.extensions.providers.video.pictures import check_picture
from heliograph.extensions.providers.video.sources import Sources
from heliograph.sdk.timeline import Clip, Scene, Split, Still, Timeline
from heliograph.sdk.video import CannotRender


def check(timeline: Timeline, folder: Path) -> None:
    """Raises `CannotRender` for the first thing that cannot be used, with how to mend it."""
    names = [scene.id for scene in timeline.scenes]
    for name in names:
        if names.count(name) > 1:
            raise CannotRender(f"Two scenes are called {name!r}. Give each its own id.")
    if timeline.cover is not None and timeline.cover.scene not in names:
        raise CannotRender(
            f"The cover is to be of a scene {timeline.cover.scene!r}, which there is not. Name "
            f"one of: {', '.join(names[:10])}."
        )
    sources = Sources(timeline, folder)
    for scene in timeline.scenes:
        _check_scene(scene, sources)
    if timeline.look.lut is not None:
        lut.read_cube(sources.file(timeline.look.lut, "lut"))
    if timeline.overlays.logo is not None:
        check_picture(sources.file(timeline.overlays.logo.source, "picture"))
    if timeline.music is not None and timeline.music.source:
        sources.file(timeline.music.source, "sound")


def _check_scene(scene: Scene, sources: Sources) -> None:
    if scene.speech is not None:
        sources.file(scene.speech.source, "sound")
    parts = scene.shot.parts if isinstance(scene.shot, Split) else (scene.shot,)
    for part in parts:
        if isinstance(part, Still):
            check_picture(sources.file(part.source, "picture"))
        elif isinstance(part, Clip):
            _check_clip(part, sources.file(part.source, "clip"))


def _check_clip(clip: Clip, file: Path) -> None:
    seconds = reading.seconds_of(file)
    if seconds is not None and clip.start >= seconds:
        raise CannotRender(
            f"{file.name} lasts {seconds:.1f} s, and the scene begins at {clip.start:.1f} s of it. "
            "Begin earlier."
        )
