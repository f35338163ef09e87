"""From a brief to the storyboard of a video in a style: lines cut to the style's pace, each with
a picture of its own."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from heliograph.sdk.sound import Word
from heliograph.sdk.storyboard import BoardScene, BoardShot, FileWish, Storyboard
from heliograph.sdk.style.applying import rest_after, wait_before
from heliograph.sdk.style.brief import BriefLine, StyleBrief
from heliograph.sdk.style.cutting import pieces_of
from heliograph.sdk.style.document import Style
from heliograph.sdk.style.errors import StyleBroken
from heliograph.sdk.timeline.document import Drawn, DrawnScene, Title

LETTER, BETWEEN = 0.062, 0.06
"""Seconds that a voice needs for a letter, and between words."""
_FILLED = 0.92
"""Which part of the time for words is planned with them: a scene that they fill to the brim drives
the pace of the whole, and pieces of a line are never equally long."""
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
    wished = max(0.6, _FILLED * (style.pace.mean - _silence(style)))
    timed, at = [], 0.0
    for word in words:
        end = at + LETTER * len(word) + BETWEEN
        timed.append(Word(word, at, end))
        at = end
    return [" ".join(word.text for word in piece) for piece in pieces_of(timed, wished)]


def _silence(style: Style) -> float:
    """Seconds of a scene without words, over all ways in which the style goes on."""
    whole = sum(use.share for use in style.transitions) or 1.0
    found = 0.0
    for use in style.transitions:
        wait = wait_before(use.seconds)
        found += use.share / whole * (wait + rest_after(style.pace.breath, use.seconds, wait))
    return found


def _shot(line: BriefLine, style: Style, folder: Path, which: tuple[int, int, int]) -> BoardShot:
    at, number, seed = which
    given = [name for name in (line.picture, *line.pictures) if name]
    if at < len(given):
        path = (folder / given[at]).resolve()
        if not path.is_file():
            raise StyleBroken("brief", (f"there is no file {given[at]}",))
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
