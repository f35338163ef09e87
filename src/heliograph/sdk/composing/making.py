"""A storyboard becomes a timeline in a style."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from heliograph.sdk.composing.breathing import settled
from heliograph.sdk.composing.crew import Crew, Wishes
from heliograph.sdk.composing.drawing import seen
from heliograph.sdk.composing.narrating import narrate
from heliograph.sdk.composing.styling import dress
from heliograph.sdk.storyboard import BoardScene, Storyboard
from heliograph.sdk.timeline.document import (
    Card,
    Cover,
    Logo,
    Look,
    Music,
    Overlays,
    Scene,
    Source,
    Timeline,
    Title,
)

LOGO = "logo"
SIGNED = 0.056
"""How large a handle is written where a scene is signed, in shares of the shorter side."""


def compose(board: Storyboard, wishes: Wishes, crew: Crew, folder: Path) -> Timeline:
    """Draw, speak and time a whole video; its files lie in `folder` afterwards.

    What lies there already from the same inputs is taken as it is. Raises what the voice and the
    canvas raise, and `ValueError` for a board without scenes.
    """
    if not board.scenes:
        raise ValueError("The storyboard has no scenes.")
    folder.mkdir(parents=True, exist_ok=True)
    plain = _plain(board, wishes, crew, folder)
    said = narrate(plain, crew.speak, folder, wishes.style.pace.breath, crew.by)
    dressed = dress(said, wishes.style, crew.grader, folder, wishes.seed)
    styled = settled(_unbroken(dressed), wishes.style.pace.breath)
    update = {"music": _music(board, wishes, styled), "cover": _cover(board, styled)}
    return styled.model_copy(update=update)


def _plain(board: Storyboard, wishes: Wishes, crew: Crew, folder: Path) -> Timeline:
    scenes: list[Scene] = []
    sources: dict[str, Source] = {}
    signed = (_signed(one, wishes.handle) for one in board.scenes)
    for number, one in enumerate(signed):
        shot, needed = seen(one, number, wishes, crew, folder)
        sources |= needed
        scenes.append(
            Scene(
                id=one.id,
                seconds=max(one.seconds, 2.0),
                least=one.seconds,
                shot=shot,
                line=one.line if one.spoken else "",
                titles=one.titles,
                chapter=one.chapter,
                move=one.move,
            )
        )
    logo = None
    if wishes.logo is not None:
        sources[LOGO] = Source(path=str(wishes.logo), kind="picture", licence="the brand's own")
        logo = Logo(source=LOGO)
    narration = wishes.narration
    if narration is not None:
        narration = narration.model_copy(update={"quotes": board.quotes})
    return Timeline(
        title=board.title,
        language=board.language,
        aspect=wishes.aspect,
        scenes=tuple(scenes),
        sources=sources,
        narration=narration,
        look=Look(palette={**wishes.palette, **board.palette}),
        overlays=Overlays(logo=logo, handle=wishes.handle),
        notes={**board.notes, "style": wishes.style.id},
    )


def _cover(board: Storyboard, styled: Timeline) -> Cover | None:
    """The frame that stands for the video: before the first word is said and captioned, or, where
    nothing is said, when all that is to be read is there."""
    scene = next((one for one in styled.scenes if one.id == board.cover), None)
    if scene is None:
        return None
    at = scene.speech.start / 2 if scene.speech is not None else scene.seconds / 2
    return Cover(scene=scene.id, at=round(at, 3))


def _unbroken(timeline: Timeline) -> Timeline:
    """What is quoted is not cut in two by a picture of nothing: from one screen of it to the next
    the words change softly."""
    scenes = list(timeline.scenes)
    for at, (before, after) in enumerate(pairwise(timeline.scenes), start=1):
        kind = after.transition.kind
        if kind.startswith("fade_") and _is_quoted(before) and _is_quoted(after):
            soft = after.transition.model_copy(update={"kind": "dissolve"})
            scenes[at] = after.model_copy(update={"transition": soft})
    return timeline.model_copy(update={"scenes": tuple(scenes)})


def _is_quoted(scene: Scene) -> bool:
    return any(title.role in ("verse", "translation") for title in scene.titles)


def _signed(scene: BoardScene, handle: str) -> BoardScene:
    """A scene with the brand's handle in it, where the pack leaves room for it."""
    if not (scene.signed and handle.strip()):
        return scene
    if isinstance(scene.shot, Card):
        footer = scene.shot.footer or handle
        return replace(scene, shot=scene.shot.model_copy(update={"footer": footer}))
    name = Title(text=handle, place="bottom", role="reference", face="strong", size=SIGNED)
    return replace(scene, titles=(*scene.titles, name))


def _music(board: Storyboard, wishes: Wishes, styled: Timeline) -> Music | None:
    mood = wishes.mood or board.mood or (styled.music.mood if styled.music else "")
    if mood == "none" or not mood:
        return None
    own = styled.music
    # Another mood has another pace and key; only its loudness is the style's.
    music = own if own and own.mood == mood else Music()
    return music.model_copy(update={"mood": mood, "seed": wishes.seed})
