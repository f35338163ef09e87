"""How many designed cards of 1080 x 1350 one core draws, through the renderer's public side.

Each line is one JSON object: name, figure, unit, baseline, ratio. The baseline is the same card
with nothing but the libraries' own calls: its background, its drawing recorded beforehand as skia's
calls and played back, its pixels written as JPEG; nothing is fitted, measured or reported.
`cards.afresh` paints another sky for every card, as production does; for `cards.kept` the finished
sky is copied, on both sides. `cards.designs` draws every portrait design in turn with a sky of its
own; its baseline is the twelve a second that were asked for.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import cv2
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types
from evaluations.pictures import all_designs

from benchmarks.pictures import brief
from heliograph.extensions.providers.canvas import CanvasProvider, ornaments
from heliograph.extensions.providers.canvas.columns import PlacedRule, place_column
from heliograph.extensions.providers.canvas.design import load_design
from heliograph.extensions.providers.canvas.drawing import BACKGROUNDS, sheet_of
from heliograph.extensions.providers.canvas.layers import Column, Constellation, Dial, Symbol
from heliograph.extensions.providers.canvas.lettering import draw_lines
from heliograph.extensions.providers.canvas.request import request_of
from heliograph.extensions.providers.canvas.samples import sample_brief
from heliograph.extensions.providers.canvas.sheet import argb
from heliograph.extensions.providers.canvas.sky.backdrop import Order, paint
from heliograph.sdk.artwork.colour import Bytes
from heliograph.sdk.pictures import PictureBrief
from heliograph.sdk.sizes import size_named, size_of

WANTED = 12.0
ROUNDS = 60


def recorded(asked: PictureBrief) -> tuple[Order, Bytes, skia.Picture]:
    """The background of a daily card, and its drawing as skia's own list of calls."""
    design = load_design(asked.pack_folder, asked.design)
    request = request_of(asked, design)
    sheet = sheet_of(asked, design, size_of(asked.width, asked.height), request)
    recorder = skia.PictureRecorder()
    canvas = recorder.beginRecording(skia.Rect(0, 0, asked.width, asked.height))
    for layer in design.layers:
        if isinstance(layer, Dial):
            ornaments.draw_dial(sheet, canvas, layer)
        elif isinstance(layer, Constellation):
            ornaments.draw_constellation(sheet, canvas, layer, request)
        elif isinstance(layer, Symbol):
            ornaments.draw_symbol(sheet, canvas, layer, request)
        elif isinstance(layer, Column):
            for placed in place_column(sheet, layer, request):
                if isinstance(placed, PlacedRule):
                    place = (placed.x, placed.y, placed.length)
                    tone = sheet.palette[placed.item.ink]
                    ornaments.draw_rule(sheet, canvas, place, tone, (1.6, placed.item.mark))
                else:
                    ink = argb(sheet.palette[placed.style.ink])
                    draw_lines(canvas, placed, skia.Paint(AntiAlias=True, Color=ink))
    order = BACKGROUNDS.last_order()
    return order, sheet.pixels, recorder.finishRecordingAsPicture()


def bare(background: Bytes, drawing: skia.Picture) -> bytes:
    """The same card by the libraries' own calls."""
    pixels = background.copy()
    with skia.Surface(pixels) as canvas:
        canvas.drawPicture(drawing)
    options = [
        cv2.IMWRITE_JPEG_QUALITY,
        92,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
    ]
    done, data = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGBA2BGR), options)
    if not done:
        raise RuntimeError("OpenCV wrote no picture.")
    return bytes(data.tobytes())


def pair(ours: Callable[[int], object], raw: Callable[[int], object]) -> tuple[float, float]:
    """Median CPU seconds of the process for one round of each, after a warm-up. They take turns,
    so that both meet the same machine."""
    taken: tuple[list[float], list[float]] = ([], [])
    for index in range(-1, ROUNDS):
        for work, spent in zip((ours, raw), taken, strict=True):
            start = time.process_time()
            work(index)
            spent.append(time.process_time() - start)
    first, second = (sorted(one[1:])[ROUNDS // 2] for one in taken)
    return first, second


def every_design(provider: CanvasProvider) -> float:
    """Mean CPU seconds of a card over every design that has a portrait form, all skies new."""
    size = size_named("instagram_portrait")
    briefs = [
        sample_brief(design, folder, size)
        for folder, design in all_designs()
        if "portrait" in design.forms
    ]
    for one in briefs:
        provider.draw(one)
    start = time.process_time()
    for index, one in enumerate(briefs):
        provider.draw(replace(one, seed=900 + index))
    return (time.process_time() - start) / len(briefs)


def main() -> int:
    """Measure and print."""
    cv2.setNumThreads(1)
    provider = CanvasProvider()
    asked = brief(4, 7)
    order, background, drawing = recorded(asked)
    kept, raw = pair(lambda _: provider.draw(asked), lambda _: bare(background, drawing))
    afresh, painted = pair(
        lambda index: provider.draw(replace(asked, seed=1000 + index)),
        lambda index: bare(paint(replace(order, seed=1000 + index)), drawing),
    )
    mixed = every_design(provider)
    rows = (
        ("cards.kept", 1 / kept, 1 / raw, kept / raw),
        ("cards.afresh", 1 / afresh, 1 / painted, afresh / painted),
        ("cards.designs", 1 / mixed, WANTED, mixed * WANTED),
    )
    for name, figure, baseline, ratio in rows:
        line = {
            "name": name,
            "figure": round(figure, 1),
            "unit": "cards/s of one core",
            "baseline": round(baseline, 1),
            "ratio": round(ratio, 2),
        }
        print(json.dumps(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
