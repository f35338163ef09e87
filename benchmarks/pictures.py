"""CPU time of one daily card, afresh and with a kept background, against a bare drawing.

Each line is one JSON object: name, figure, unit, baseline, ratio. The baseline is what no card can
do without: one full-size gradient and one line of text by skia, written as JPEG by OpenCV, timed in
the same run.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas import CanvasProvider
from heliograph.sdk.artwork.symbols import ORDER
from heliograph.sdk.pictures import PictureBrief

PACK = Path(__file__).parents[1] / "src/heliograph/extensions/packs/zodiac"
WIDTH, HEIGHT, ROUNDS = 1080, 1350, 24
PALETTE = {
    "background": "#12293d",
    "support": "#5fa3c4",
    "accent": "#ffd08a",
    "ink": "#eef6fb",
    "paper": "#1b374f",
}
BODY = (
    "Jupiter turns retrograde in Gemini at 09:41, so plans you made quickly ask for a second look. "
    "Walk the long way home and let one question stay open until Friday."
)


def brief(index: int, seed: int) -> PictureBrief:
    """A card of one of the twelve signs in turn."""
    sign = ORDER[index % len(ORDER)]
    return PictureBrief(
        design="daily-card",
        pack_folder=PACK,
        width=WIDTH,
        height=HEIGHT,
        palette=PALETTE,
        words={
            "title": sign,
            "kicker": "Daily horoscope",
            "date": f"Saturday {index + 1} November",
            "body": BODY,
            "footer": f"@{sign}daily",
        },
        seed=seed,
        symbol=sign,
    )


def bare(_: int) -> None:
    """The least a card could be."""
    pixels = np.zeros((HEIGHT, WIDTH, 4), dtype=np.uint8)
    shader = skia.GradientShader.MakeLinear([(0, 0), (0, HEIGHT)], [0xFF12293D, 0xFF5FA3C4])
    with skia.Surface(pixels) as canvas:
        canvas.drawPaint(skia.Paint(Shader=shader, Dither=True))
        blob = skia.TextBlob.MakeFromString(BODY, skia.Font(skia.Typeface(), 40))
        canvas.drawTextBlob(blob, 80, 700, skia.Paint(AntiAlias=True, Color=0xFFFFFFFF))
    cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGBA2BGR), [cv2.IMWRITE_JPEG_QUALITY, 92])


def cpu_milliseconds(work: Callable[[int], object]) -> float:
    """Median CPU time of the process, all its threads, after one warm-up round."""
    work(0)
    taken = []
    for index in range(ROUNDS):
        start = time.process_time()
        work(index)
        taken.append((time.process_time() - start) * 1000)
    return sorted(taken)[ROUNDS // 2]


def main() -> int:
    """Measure and print."""
    provider = CanvasProvider()
    baseline = cpu_milliseconds(bare)
    # Every seed is new, so no background is kept from the round before.
    afresh = cpu_milliseconds(lambda index: provider.draw(brief(index, 1000 + index)))
    kept = cpu_milliseconds(lambda index: provider.draw(brief(4, 7)))
    for name, figure in (("card.uncached", afresh), ("card.cached", kept)):
        line = {
            "name": name,
            "figure": round(figure, 1),
            "unit": "ms CPU",
            "baseline": round(baseline, 1),
            "ratio": round(figure / baseline, 2),
        }
        print(json.dumps(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
