"""From a brief to the storyboard of a video in a style: lines cut to the style's pace, each with
a picture of its own."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from heliograph.sdk.sound import Word
from heliograph.sdk.storyboard import BoardScene, BoardShot, FileWish, Storyboard
from heliograph.sdk.style.brief import BriefLine, StyleBrief
from heliograph.sdk.style.cutting import pieces_of
from heliograph.sdk.style.document import Style
from heliograph.sdk.style.errors import StyleBroken
from heliograph.sdk.timeline.document import Drawn, DrawnScene, Title

LETTER, BETWEEN = 0.062, 0.06
"""Seconds that a voice needs for a letter, and between words."""
_BREATH = 0.25
_DARK: tuple[DrawnScene, ...] = ("star_flight", "aurora", "particles", "light_rays")
_LIGHT: tuple[DrawnScene, ...] = ("gradient", "pattern", "light_rays", "particles")
_CLIPS = frozenset({".mp4", ".mov", ".webm", ".mkv", ".m4v"})


def board_of(brief: StyleBrief, style: Style, folder: Path, seed: int = 0) -> Storyboard:
    """The scenes of a brief. Paths start at `folder`; raises `StyleBroken` for a file that is
    not there."""
    scenes: list[BoardScene] = []
    for line in brief.lines:
        # A picture is shown once; what follows in the same line gets drawn scenes of its own.
        for at, text in enumerate(cut_line(line.text, style)):
            number = len(scenes)
            scenes.append(
                BoardScene(
                    id=f"scene-{number + 1}",
                    line=text,
                    shot=_shot(line, style, folder, (at, number, seed)),
                    titles=_titles(line) if at == 0 else (),
                )
            )
    return Storyboard(
        title=brief.title,
        language=brief.language,
        scenes=tuple(scenes),
        mood=style.music.mood,
        style=style.id,
        cover=scenes[0].id,
    )


def cut_line(text: str, style: Style) -> list[str]:
    """A line in pieces that take about as long to say as the style's scenes last."""
    words = text.split()
    overlap = sum(use.share * use.seconds for use in style.transitions)
    wished = max(0.7, style.pace.mean - style.pace.breath - _BREATH - overlap / 2)
    timed, at = [], 0.0
    for word in words:
        end = at + LETTER * len(word) + BETWEEN
        timed.append(Word(word, at, end))
        at = end
    return [" ".join(word.text for word in piece) for piece in pieces_of(timed, wished)]


def _shot(line: BriefLine, style: Style, folder: Path, which: tuple[int, int, int]) -> BoardShot:
    at, number, seed = which
    if line.picture and at == 0:
        path = (folder / line.picture).resolve()
        if not path.is_file():
            raise StyleBroken("brief", (f"there is no file {line.picture}",))
        is_clip = path.suffix.lower() in _CLIPS
        return FileWish(str(path), licence="the brief's own", origin="brief", is_clip=is_clip)
    drawn = line.drawn if line.drawn is not None and at == 0 else _drawn(style, number)
    # Other words get other pictures: the same sky under two stories would be a copy.
    return Drawn(scene=drawn, seed=(crc32(line.text.encode()) + 1009 * seed + number) % 2**31)


def _drawn(style: Style, number: int) -> DrawnScene:
    """Scenes that suit the style's ground, in turn."""
    background = style.look.palette.get("background", "#101010")
    light = sum(int(background[at : at + 2], 16) for at in (1, 3, 5)) / 3
    kinds = _LIGHT if light > 130 else _DARK
    return kinds[number % len(kinds)]


def _titles(line: BriefLine) -> tuple[Title, ...]:
    return (Title(text=line.title),) if line.title else ()
