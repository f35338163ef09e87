"""A storyboard becomes a timeline in a style."""

from __future__ import annotations

from pathlib import Path

from heliograph.sdk.composing.crew import Crew, Wishes
from heliograph.sdk.composing.drawing import seen
from heliograph.sdk.composing.narrating import narrate
from heliograph.sdk.composing.styling import dress
from heliograph.sdk.storyboard import Storyboard
from heliograph.sdk.timeline.document import (
    Cover,
    Logo,
    Look,
    Music,
    Overlays,
    Scene,
    Source,
    Timeline,
)

LOGO = "logo"


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
    styled = dress(said, wishes.style, crew.grader, folder, wishes.seed)
    return styled.model_copy(update={"music": _music(board, wishes, styled)})


def _plain(board: Storyboard, wishes: Wishes, crew: Crew, folder: Path) -> Timeline:
    scenes: list[Scene] = []
    sources: dict[str, Source] = {}
    for number, one in enumerate(board.scenes):
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
        cover=Cover(scene=board.cover) if board.cover else None,
        notes={**board.notes, "style": wishes.style.id},
    )


def _music(board: Storyboard, wishes: Wishes, styled: Timeline) -> Music | None:
    mood = wishes.mood or board.mood or (styled.music.mood if styled.music else "")
    if mood == "none" or not mood:
        return None
    own = styled.music
    # Another mood has another pace and key; only its loudness is the style's.
    music = own if own and own.mood == mood else Music()
    return music.model_copy(update={"mood": mood, "seed": wishes.seed})
