"""What must hold before a render begins, so that it does not fail after minutes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from heliograph.extensions.providers.video import lut, reading
from heliograph.extensions.providers.video.pictures import check_picture
from heliograph.extensions.providers.video.sources import Sources
from heliograph.sdk.timeline import Card, Clip, Scene, Split, Still, Timeline, seconds_of
from heliograph.sdk.timeline.document import Part
from heliograph.sdk.typesetting.shaping import lacking
from heliograph.sdk.video import CannotRender

LONGEST_SECONDS = 20 * 60
"""Its sound lies in memory as a whole while it is mixed."""


def check(timeline: Timeline, folder: Path) -> None:
    """Raises `CannotRender` for the first thing that cannot be used, with how to mend it."""
    _check_whole(timeline)
    sources = Sources(timeline, folder)
    for scene in timeline.scenes:
        _check_scene(scene, sources)
    if timeline.look.lut is not None:
        lut.read_cube(sources.file(timeline.look.lut, "lut"))
    if timeline.overlays.logo is not None:
        check_picture(sources.file(timeline.overlays.logo.source, "picture"))
    if timeline.music is not None and timeline.music.source:
        sources.file(timeline.music.source, "sound")
    # Last, because it opens typefaces.
    for scene in timeline.scenes:
        _check_letters(scene, timeline)


def _check_whole(timeline: Timeline) -> None:
    seconds = seconds_of(timeline)
    if seconds > LONGEST_SECONDS:
        raise CannotRender(
            f"The video would last {seconds / 60:.0f} minutes; at most {LONGEST_SECONDS // 60} can "
            "be made. Shorten its scenes, or make several videos of them."
        )
    names = [scene.id for scene in timeline.scenes]
    for name in names:
        if names.count(name) > 1:
            raise CannotRender(f"Two scenes are called {name!r}. Give each its own id.")
    if timeline.cover is not None and timeline.cover.scene not in names:
        raise CannotRender(
            f"The cover is to be of a scene {timeline.cover.scene!r}, which there is not. Name "
            f"one of: {', '.join(names[:10])}."
        )


def _check_scene(scene: Scene, sources: Sources) -> None:
    if scene.speech is not None:
        sources.file(scene.speech.source, "sound")
    for part in _parts(scene):
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


def _parts(scene: Scene) -> tuple[Part, ...]:
    return scene.shot.parts if isinstance(scene.shot, Split) else (scene.shot,)


def _check_letters(scene: Scene, timeline: Timeline) -> None:
    """Writings that no typeface here has would be rows of empty boxes."""
    for role, text in _shown(scene, timeline):
        missing = lacking(text, role)
        if missing:
            letters = " ".join(missing[:8])
            raise CannotRender(
                f"The scene {scene.id!r} shows letters that no typeface here has: {letters}. Write "
                "them in Latin or Arabic letters, or leave them out of what is shown."
            )


def _shown(scene: Scene, timeline: Timeline) -> Iterator[tuple[str, str]]:
    """Every text that is drawn over a scene, and in which kind of face."""
    for title in scene.titles:
        yield title.face, title.text
    for part in _parts(scene):
        if isinstance(part, Card):
            yield "text", f"{part.heading} {part.body} {part.footer}"
    if timeline.captions.style == "none":
        return
    for cue in scene.cues or ():
        yield timeline.captions.face, cue.text
    if scene.cues is None:
        words = scene.speech.words if scene.speech is not None else ()
        yield timeline.captions.face, " ".join([scene.line, *(word.text for word in words)])
