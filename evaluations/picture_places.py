"""Every design in every size and language with random words, set but not painted.

    python -m evaluations.picture_places [--each 25] [--seed 5]

Finds the rare meeting of a design with words of high and deep letters, for which two thousand
painted pictures are too few. Ends with one JSON line; the exit code is 1 when a text does not fit.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from evaluations.picture_faults import leaves
from evaluations.pictures import all_designs, random_words

from heliograph.extensions.providers.canvas.columns import place_column
from heliograph.extensions.providers.canvas.design import Design
from heliograph.extensions.providers.canvas.layers import Column
from heliograph.extensions.providers.canvas.lettering import Placing
from heliograph.extensions.providers.canvas.request import Request, request_of
from heliograph.extensions.providers.canvas.samples import sample_brief
from heliograph.extensions.providers.canvas.sheet import Sheet
from heliograph.extensions.providers.canvas.theme import ROLES
from heliograph.sdk.artwork.colour import EMPTY
from heliograph.sdk.sizes import PictureSize, picture_sizes


def measure(each: int, seed: int) -> dict[str, object]:
    """Set so many random words in each design, size and language, and count what does not fit."""
    dice = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    wrong: Counter[str] = Counter()
    count = 0
    for folder, design in all_designs():
        for size in picture_sizes().values():
            if size.form not in design.forms:
                continue
            for language in design.languages:
                brief = sample_brief(design, folder, size, language)
                for _ in range(each):
                    words = random_words(dice, design, brief)
                    request = request_of(replace(brief, words=words), design)
                    count += 1
                    for layer in _unfit(design, size, request):
                        wrong[f"{design.id} {size.name} {language} {layer}"] += 1
    for place, times in wrong.most_common(20):
        print(f"{times} {place}", file=sys.stderr)
    faults = sum(wrong.values())
    return {
        "name": "pictures.places",
        "set": count,
        "designs": len(all_designs()),
        "faults": faults,
    }


def _unfit(design: Design, size: PictureSize, request: Request) -> Iterator[str]:
    grey = dict.fromkeys(ROLES, (0.5, 0.5, 0.5))
    sheet = Sheet(EMPTY, size, grey, "night", is_mirrored=request.language == "ar")
    for layer in design.layers:
        if not isinstance(layer, Column) or (layer.forms and size.form not in layer.forms):
            continue
        for placed in place_column(sheet, layer, request):
            if not isinstance(placed, Placing):
                continue
            is_outside = any(leaves(ink, size.safe) for ink in placed.boxes())
            if is_outside or not placed.fits:
                yield placed.name


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=25)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    figure = measure(given.each, given.seed)
    print(json.dumps(figure, ensure_ascii=False))
    return 1 if figure["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
