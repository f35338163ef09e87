"""How often a line of text that was copied from a reference is found over other pictures.

Forty lines of words, each over a picture of its own in the reference and over two others in a new
video, at another height. Every line is also compared with the thirty-nine others.
"""

from __future__ import annotations

import random
import sys
import tempfile
from itertools import combinations
from pathlib import Path

from tests.extensions.providers.style_analysis.films import held, lettered, written

from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.extensions.providers.style_analysis.guarding.checking import copied_in
from heliograph.extensions.providers.style_analysis.guarding.marks import Marks

_WORDS = (
    "moon river light stone patient small door never again work rest sky hour keep new plant name "
    "word slow fire night sister bread paper winter quiet green little table under above yellow "
    "carry answer begin"
)
_LINES, _FRAMES, _SEED = 40, 40, 5
_ROWS = (0.75, 0.4, 0.6)


def main() -> int:
    """Make the films, compare them, print."""
    dice = random.Random(_SEED)  # noqa: S311 - words to be read, nothing to be kept secret
    lines = [" ".join(dice.sample(_WORDS.split(), 3)) for _ in range(_LINES)]
    with tempfile.TemporaryDirectory() as folder:
        marks = [_marks(Path(folder), number, words) for number, words in enumerate(lines)]
    found = [bool(_lines(new, one[0])) for one in marks for new in one[1:]]
    wrong = [bool(_lines(new, one[0])) for one, other in combinations(marks, 2) for new in other]
    print(f"copied lines found: {sum(found)} of {len(found)}")
    print(f"other lines taken for them: {sum(wrong)} of {len(wrong)}")
    return 0


def _marks(folder: Path, number: int, words: str) -> list[Marks]:
    made = []
    for at, row in enumerate(_ROWS):
        seed = 100 + len(_ROWS) * number + at
        frames = [lettered(one, words, row=row) for one in held(seed, _FRAMES)]
        made.append(StyleAnalysis().marks(written(folder / f"{seed}.mp4", frames)))
    return made


def _lines(new: Marks, reference: Marks) -> int:
    return copied_in(new, reference).lines


if __name__ == "__main__":
    sys.exit(main())
