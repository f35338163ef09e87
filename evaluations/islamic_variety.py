"""How varied the Islamic pack's own sentences are; quotations, tables and sources are left out.

`python -m evaluations.islamic_variety --text FOLDER [--type TYPE] [--language en|ar]`: one row a
type and language. The first figures are of one account over months (weekly types: a year), the
last of five audiences side by side. Arabic words are spelled so that measures of words count them.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from evaluations.islamic_runs import Made, in_latin, own_words, series_of
from evaluations.text_measures import distinct, likenesses, self_bleu

from heliograph.extensions.packs.islamic import PACK, IslamicPack
from heliograph.extensions.packs.islamic.content import profiles

KINDS = tuple(kind.id for kind in PACK.manifest.types if kind.id != "hadith")
SINCE = {"ramadan_day": date(2026, 2, 18)}
USUAL_SINCE = date(2026, 1, 1)
DAYS = {"friday_reminder": 364, "week_ahead": 364, "hijri_event": 240, "ramadan_day": 30}
USUAL_DAYS = 90
SAMPLE, MOST = 60, 360
HEAD = "type | language | texts | half alike | soonest again | self-BLEU-4 of 60 | distinct-2 / -3"
TOGETHER = "five audiences: texts | half alike | self-BLEU-4"


def main(folder: Path, kinds: Sequence[str], languages: Sequence[str]) -> None:
    """Write the texts and print one row of a table for each type and language."""
    print(f"| {HEAD} | {TOGETHER} |")
    with tempfile.TemporaryDirectory() as home:
        pack = PACK.located(Path(home), (folder,))
        for kind in kinds:
            for language in languages:
                print(f"| {kind} | {language} | {' | '.join(row(pack, kind, language))} |")


def row(pack: IslamicPack, kind: str, language: str) -> list[str]:
    """The figures of a type."""
    days = range(0, DAYS.get(kind, USUAL_DAYS), 7 if kind == "week_ahead" else 1)
    since = SINCE.get(kind, USUAL_SINCE)
    alone = list(series_of(pack, kind, language, days, since, ("readers",)))
    together = list(series_of(pack, kind, language, days, since, tuple(profiles())))[:MOST]
    own, all_own = (
        [in_latin(own_words(pack, one)) for one in texts] for texts in (alone, together)
    )
    sample = own[:SAMPLE]
    return [
        str(len(own)),
        f"{half_alike(own):.1%}",
        soonest_again(alone),
        f"{self_bleu(sample):.2f}",
        f"{distinct(sample, 2):.2f} / {distinct(sample, 3):.2f}",
        str(len(all_own)),
        f"{half_alike(all_own):.1%}",
        f"{self_bleu(all_own):.2f}",
    ]


def half_alike(texts: Sequence[str]) -> float:
    """The share of texts that have half their wording in common with another one."""
    pairs = [(one, other) for one, other, share in likenesses(texts) if share >= 0.5]
    return len({number for pair in pairs for number in pair}) / len(texts)


def soonest_again(made: Sequence[Made]) -> str:
    """After how many days a sentence of ours comes back at the earliest."""
    last: dict[str, date] = {}
    gaps: list[int] = []
    for one in made:
        for name in one.draft.used_templates:
            if name in last:
                gaps.append((one.plan.date - last[name]).days)
            last[name] = one.plan.date
    return f"{min(gaps)} days" if gaps else "never"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, required=True, help="Where the Qur'an's files are.")
    parser.add_argument("--type", choices=KINDS)
    parser.add_argument("--language", choices=("en", "ar"))
    asked = parser.parse_args()
    main(
        asked.text,
        (asked.type,) if asked.type else KINDS,
        (asked.language,) if asked.language else ("en", "ar"),
    )
