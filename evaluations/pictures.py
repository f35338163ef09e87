"""Pictures measured: random contents, designs, sizes and languages; and every verse of the Qur'an.

    python -m evaluations.pictures [--count 2000] [--seed 1] [--quran FOLDER]

Ends with one JSON line for each part; the exit code is 1 when anything is wrong.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from evaluations.picture_faults import faults_of
from evaluations.picture_verses import verse_faults

from heliograph.extensions.providers.canvas import CanvasProvider
from heliograph.extensions.providers.canvas.design import Design, design_files, load_design
from heliograph.extensions.providers.canvas.samples import filled, sample_brief
from heliograph.sdk.artwork.symbols import ORDER
from heliograph.sdk.pictures import PictureBrief
from heliograph.sdk.sizes import picture_sizes

PACKS = Path(__file__).parents[1] / "src/heliograph/extensions/packs"
ENGLISH = (
    "Saturn asks for patience and a clear desk; the Moon, at 14:20, brings one honest answer "
    "which “nobody” expected, least of all you. Write it down before lunch"
)
ARABIC = (
    "يطلب زحل الصبر ومكتبًا مرتبًا، ويحمل القمر عند الظهر جوابًا صادقًا لم يتوقعه أحد؛ دوّنه قبل أن تنام"
)
PALETTES = (
    "#12293d #5fa3c4 #ffd08a #eef6fb #1b374f",
    "#2b0d0a #b23a1e #ffb02e #fff1e0 #3b1510",
    "#f4efe6 #d9a441 #b5482a #1d1a16 #fffaf0",
    "#1a2615 #6f8049 #dd9264 #f5eddd #25331f",
    "#ffffff #9aa0a6 #1a73e8 #202124 #f1f3f4",
    "#777777 #808080 #888888 #7a7a7a #828282",
)
ROLES = ("background", "support", "accent", "ink", "paper")


def all_designs() -> list[tuple[Path, Design]]:
    """Every design of every pack that lies in the tree."""
    folders = sorted(folder for folder in PACKS.iterdir() if (folder / "templates").is_dir())
    return [
        (folder, load_design(folder, file.stem))
        for folder in folders
        for file in design_files(folder)
    ]


def random_briefs(count: int, seed: int) -> Iterator[PictureBrief]:
    """So many briefs: any design in any of its sizes and languages, texts of any promised length,
    any palette."""
    dice = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    designs = all_designs()
    for _ in range(count):
        folder, design = dice.choice(designs)
        size = dice.choice([one for one in picture_sizes().values() if one.form in design.forms])
        language = dice.choice(design.languages)
        brief = sample_brief(design, folder, size, language)
        palette = dict(zip(ROLES, dice.choice(PALETTES).split(), strict=True))
        yield replace(
            brief,
            words=random_words(dice, design, brief),
            palette=brief.palette if dice.random() < 0.4 else palette,
            symbol=dice.choice(ORDER) if folder.name == "zodiac" else None,
            seed=dice.randrange(5),
        )


def random_words(dice: random.Random, design: Design, brief: PictureBrief) -> dict[str, str]:
    """Words of any promised length for a design, in the language of the brief."""
    found = {}
    for name, word in design.words.items():
        kind = dice.random()
        if name in ("arabic", "footer", "grade") or kind < 0.25:
            found[name] = brief.words[name]
        elif kind < 0.35 and not word.needed:
            found[name] = ""
        else:
            words = (ARABIC if brief.language == "ar" else ENGLISH).split()
            dice.shuffle(words)
            share = 0.8 if brief.language == "ar" else 1.0
            found[name] = filled(words, max(6, int(word.longest * share * dice.random())))
    return found


def measure(count: int, seed: int) -> dict[str, object]:
    """Draw them all and count what is wrong."""
    provider = CanvasProvider()
    wrong: Counter[str] = Counter()
    shown: list[str] = []
    least = 99.0
    for brief in random_briefs(count, seed):
        report = provider.draw(brief).report
        least = min([least, *(box.contrast for box in report.boxes)])
        for fault in faults_of(brief, report):
            wrong[fault.kind] += 1
            shown.append(f"{brief.design} {brief.size} {brief.language} {fault}")
    for line in shown[:20]:
        print(line, file=sys.stderr)
    return {
        "name": "pictures.random",
        "pictures": count,
        "designs": len(all_designs()),
        "faults": dict(wrong),
        "least_contrast": round(least, 2),
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quran", type=Path)
    given = parser.parse_args()
    figures = [measure(given.count, given.seed)]
    if given.quran is not None:
        figures.append(verse_faults(PACKS / "islamic", given.quran))
    for figure in figures:
        print(json.dumps(figure, ensure_ascii=False))
    return 1 if any(figure["faults"] for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
