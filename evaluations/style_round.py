"""Whether a learnt style leads a new video: analyse, apply, analyse again, for every shipped style.

    python -m evaluations.style_round [--only STYLE] [--width PIXELS] [--keep FOLDER]

A reference story is made in a shipped style and rendered. It is analysed as any stranger's file, a
style is made of what was measured, and another story (other words, other pictures, fewer scenes) is
dressed in it as `heliograph style apply` does, rendered, and analysed too. Printed is how far each
feature lies apart, in per cent; 15 is the most. Nothing but the finished files is looked at.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluations.style_scenery import write_scenery

from heliograph.extensions.providers.espeak import EspeakProvider
from heliograph.extensions.providers.music import MusicBeds
from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.extensions.providers.video import VideoProvider
from heliograph.flows.catalogue import InstalledExtensions
from heliograph.sdk.composing import Crew, Wishes, compose
from heliograph.sdk.style import Analysis, Style, shipped_styles, style_of
from heliograph.sdk.style.boarding import board_of
from heliograph.sdk.style.brief import BriefLine, StyleBrief
from heliograph.sdk.style.comparing import NEAR, Likeness, compare
from heliograph.sdk.video import RenderOrder

ASKED = ("pace", "transitions", "palette", "caption place", "caption size")
"""What has to be kept; the other features are printed beside them."""
MOST_WORSE = 5
REFERENCE = (
    "The old lighthouse stands where the river meets the sea.",
    "Every evening its keeper climbed one hundred and twelve steps.",
    "He carried oil, a lamp, and a small book of names.",
    "Each name was a ship that had come home.",
    "On stormy nights he wrote nothing at all.",
    "People in the village could see the beam from their kitchens.",
    "Children counted the seconds between two flashes.",
    "When the light was made electric, the keeper stayed.",
    "He said that somebody had to read the names.",
    "The book is full now, and the door is never locked.",
)
NEW = (
    "Bread begins the night before, with flour and patience.",
    "A baker listens to the dough, for it speaks in bubbles.",
    "Cold water slows it down, warm water hurries it.",
    "Salt comes late, or the yeast will sulk.",
    "Fold it four times and let it rest under a cloth.",
    "Before dawn the oven glows like a small sun.",
    "The crust cracks and sings when it meets the air.",
    "Wait until it cools, if anybody in the house can.",
)


@dataclass(frozen=True)
class Story:
    """What is told: lines, how many scenes of them, and the number of the first picture."""

    lines: Sequence[str]
    scenes: int
    pictures: int


STORIES = (Story(REFERENCE, 10, 0), Story(NEW, 8, 500))
A_LINE_HAS = 4
"""Pictures at hand for one line, for styles that cut within it."""


def brief_of(story: Story) -> StyleBrief:
    """The story as a person would write it down, each line with pictures."""
    lines = []
    for number, text in enumerate(story.lines):
        first = story.pictures + number * A_LINE_HAS
        names = [f"picture-{first + at}.jpg" for at in range(A_LINE_HAS)]
        lines.append(BriefLine(text=text, pictures=tuple(names)))
    return StyleBrief(title="A story", lines=tuple(lines))


def painted(story: Story, folder: Path, width: int) -> Path:
    """The folder with the story's pictures, larger than a frame as a camera needs them."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(story.pictures, story.pictures + A_LINE_HAS * len(story.lines)):
        file = folder / f"picture-{number}.jpg"
        if not file.is_file():
            write_scenery(file, number, (width * 5 // 4, width * 20 // 9))
    return folder


def filmed(story: Story, style: Style, folder: Path, width: int) -> Path:
    """The story told in a style, as a finished file."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = painted(story, folder.parent.parent / "pictures", width)
    board = board_of(brief_of(story), style, pictures, 3)
    board = replace(board, scenes=board.scenes[: story.scenes])
    catalogue = InstalledExtensions()
    wishes = Wishes(
        pack_folder=catalogue.pack("general").folder,
        style=style,
        aspect=style.aspect,
        mood=style.music.mood or "none",
        seed=3,
    )
    crew = Crew(EspeakProvider().speak, catalogue.picture_provider().draw, StyleAnalysis())
    timeline = compose(board, wishes, crew, folder)
    (folder / "timeline.json").write_text(timeline.model_dump_json(indent=1), "utf-8")
    order = RenderOrder(
        timeline,
        folder,
        folder / "film.mp4",
        folder / "cache",
        workers=1,
        width=width,
        music=MusicBeds(),
    )
    return VideoProvider().render(order).path


def round_of(style: Style, folder: Path, width: int) -> tuple[Analysis, Analysis]:
    """What was measured of the reference, and of the new video in its manner."""
    analyst = StyleAnalysis()
    reference = analyst.analyse(filmed(STORIES[0], style, folder / "reference", width))
    learnt = style_of(reference, "learnt")
    (folder / "learnt.json").write_text(learnt.model_dump_json(indent=1), "utf-8")
    made = analyst.analyse(filmed(STORIES[1], learnt, folder / "new", width))
    for name, facts in (("reference", reference), ("new", made)):
        (folder / f"{name}.json").write_text(facts.model_dump_json(indent=1), "utf-8")
    return reference, made


def told(name: str, features: Sequence[Likeness], seconds: float) -> str:
    """One style's table."""
    lines = [f"{name}  ({seconds:.0f} CPU seconds)"]
    for one in features:
        mark = " " if one.is_kept else "*" if one.feature in ASKED else "-"
        both = f"{one.first[:52]:52}  {one.second}"
        lines.append(f"  {mark} {one.feature:14} {100 * one.apart:5.1f} %   {both}")
    return "\n".join(lines)


def spent() -> float:
    """CPU seconds of this process and of what it started."""
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in found)


def main() -> int:
    """Go round with every style, print, and fail where an asked feature is farther than 15 %."""
    asked = argparse.ArgumentParser(description="Analyse, apply, analyse again.")
    asked.add_argument("--only", default="", help="one style")
    asked.add_argument("--width", type=int, default=270, help="of the frames, in pixels")
    asked.add_argument("--keep", type=Path, help="a folder for films and measurements")
    given = asked.parse_args()
    found: list[tuple[str, Likeness]] = []
    with tempfile.TemporaryDirectory(prefix="heliograph-round-") as passing:
        for name, style in shipped_styles().items():
            if given.only in ("", name):
                began = spent()
                both = round_of(style, (given.keep or Path(passing)) / name, given.width)
                features = compare(*both).features
                print(told(name, features, spent() - began), flush=True)
                found += [(name, one) for one in features]
    missed = [one for one in found if one[1].feature in ASKED and not one[1].is_kept]
    inner = [one for one in found if one[1].feature in ASKED]
    kept = len(inner) - len(missed)
    print(f"{kept} of {len(inner)} asked features within {NEAR:.0%}; the worst of all:")
    for name, one in sorted(found, key=lambda pair: -pair[1].apart)[:MOST_WORSE]:
        print(f"  {name}: {one.feature} {100 * one.apart:.1f} %")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
