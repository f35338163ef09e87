"""Contact sheets of the shipped styles, to be looked at as a viewer would.

    python -m evaluations.video_styles [FOLDER] [--only STYLE]

`video-styles.jpg`: a row for each style, English on the left, Arabic on the right: the very first
frame, the first second, every scene in its middle, the last frame. `video-verses.jpg`: the quiet
style with quoted words. `video-ratios.jpg`: one story in four ratios. Frames are drawn, not
decoded. The verses need the Qur'an's text: HELIOGRAPH_DATA_FOLDERS='["FOLDER"]'.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import cv2
import numpy as np
from evaluations.picture_sheets import ROOT, Pixels, joined
from evaluations.video_stories import leo, quran_is_here, told, verse

from heliograph.extensions.providers.video import VideoProvider
from heliograph.sdk.style import shipped_styles
from heliograph.sdk.timeline import Timeline, frames_of, spans
from heliograph.sdk.timeline.document import Aspect
from heliograph.sdk.video import RenderOrder

LARGEST = 600_000
DRAWN, CELL = 540, 190
"""Widths in pixels: of a frame as it is drawn, and of its cell on a sheet."""
HIGH = 230
"""Height of the cells of the four ratios."""


def moments(timeline: Timeline) -> list[float]:
    """Seconds: the first frame, the first second, each scene after its first half, the last."""
    fps, length = timeline.fps, frames_of(timeline)
    inner = [(span.start + 0.56 * span.frames) / fps for span in spans(timeline)[1:-1]]
    return [0.0, 0.9, *inner, (length - 1) / fps]


def frames(timeline: Timeline, folder: Path, at: Sequence[float]) -> Iterator[Pixels]:
    """Frames as the preview shows them."""
    width = DRAWN if timeline.aspect != "16:9" else DRAWN * 16 // 9
    order = RenderOrder(timeline, folder, folder / "none.mp4", folder / "cache", width=width)
    provider = VideoProvider()
    for moment in at:
        data = np.frombuffer(provider.frame(order, moment), np.uint8)
        pixels = cv2.imdecode(data, cv2.IMREAD_COLOR)
        if pixels is None:
            raise RuntimeError("A frame could not be read back.")
        yield np.asarray(pixels, np.uint8)


def strip(timeline: Timeline, folder: Path, *, height: int | None = None) -> Pixels:
    """The moments of a video beside one another."""
    cells = []
    for whole in frames(timeline, folder, moments(timeline)):
        tall = height or round(CELL * whole.shape[0] / whole.shape[1])
        wide = round(tall * whole.shape[1] / whole.shape[0])
        cells.append(cv2.resize(whole, (wide, tall), interpolation=cv2.INTER_AREA))
    return joined([np.asarray(one, np.uint8) for one in cells], across=True)


def styles_sheet(folder: Path, only: str) -> Pixels:
    """A row for each style with Leo's day; the quiet one belongs to the verses."""
    rows = []
    for style in shipped_styles().values():
        if only in ("", style.id):
            sides = [strip(told(leo(one), style.id, folder), folder) for one in ("en", "ar")]
            rows.append(joined(sides, across=True))
    return joined(rows, across=False)


def verses_sheet(folder: Path, only: str) -> Pixels:
    """The reminder of the day, a name and a countdown, each in both languages."""
    style = only or "stillness"
    rows = [
        [strip(told(verse(language, kind), style, folder), folder) for language in ("en", "ar")]
        for kind in ("reminder", "names_of_allah", "hijri_event")
    ]
    return joined([joined(row, across=True) for row in rows], across=False)


def ratios_sheet(folder: Path, only: str) -> Pixels:
    """One story in the four ratios."""
    rows = []
    for language in ("en", "ar"):
        strips = [
            strip(told(leo(language), only or "nocturne", folder, aspect), folder, height=HIGH)
            for aspect in get_args(Aspect)
        ]
        rows += [joined(strips[:-1], across=True), strips[-1]]
    return joined(rows, across=False)


def written(pixels: Pixels, file: Path) -> bool:
    """Write a sheet as the best JPEG that is small enough."""
    for quality in (86, 80, 74, 66):
        done, data = cv2.imencode(file.suffix, pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
        if done and (len(data) <= LARGEST or file.suffix == ".png"):
            file.write_bytes(data.tobytes())
            print(f"{file.name}: {len(data) // 1000} kB")
            return True
    print(f"{file.name} could not be made in {LARGEST // 1000} kB.", file=sys.stderr)
    return False


def main() -> int:
    """Draw and write the sheets."""
    asked = argparse.ArgumentParser(description="Contact sheets of the shipped styles.")
    asked.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs/pictures")
    asked.add_argument("--only", default="", help="one style")
    asked.add_argument("--sheet", choices=("styles", "verses", "ratios"), help="one sheet")
    asked.add_argument("--png", action="store_true", help="for looking at closely")
    given = asked.parse_args()
    draws = {"styles": styles_sheet, "verses": verses_sheet, "ratios": ratios_sheet}
    if not quran_is_here():
        print("The text of the Qur'an is not in a data folder: no sheet of verses.")
        del draws["verses"]
    ending = "png" if given.png else "jpg"
    made = []
    with tempfile.TemporaryDirectory(prefix="heliograph-styles-") as passing:
        for name, draw in draws.items():
            if given.sheet in (None, name):
                pixels = draw(Path(passing), given.only)
                made.append(written(pixels, given.folder / f"video-{name}.{ending}"))
    return 0 if all(made) else 1


if __name__ == "__main__":
    sys.exit(main())
