"""No verse is typed into a file of ours: verses come from the installed text, to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from heliograph.extensions.packs.islamic.quran import Quran
from heliograph.extensions.packs.islamic.quran.fold import skeletons

SOURCE = Path(__file__).parents[4] / "src" / "heliograph"
KINDS = {".py", ".yaml", ".toml", ".md"}
RUN = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufd3e\ufd3f]+(?:[ \n\",]+[\u0600-\u06ff]+)*")
VOWELS = re.compile(r"[\u064b-\u0652\u0670]")
WORDS = 4
"""Fewer words in a row are everybody's."""
MOST_VOWELS = 0.3


def vowelled(text: str) -> bool:
    """Written with its vowels, as verses are and our own sentences are not."""
    letters = [sign for sign in text if "\u0621" <= sign <= "\u064a"]
    return len(VOWELS.findall(text)) >= MOST_VOWELS * len(letters)


def typed_verses(texts: Iterable[str], known: str) -> Iterator[str]:
    """Runs of vowelled words that stand in the Qur'an."""
    for text in texts:
        for run in RUN.findall(text):
            words = skeletons(run)[1].split()
            windows = (words[at : at + WORDS] for at in range(len(words) - WORDS + 1))
            if vowelled(run) and any(f" {' '.join(one)} " in known for one in windows):
                yield run


@pytest.fixture(scope="session")
def known(quran: Quran) -> str:
    verses = [quran.verses(str(number)) for number in range(1, 115)]
    return " " + " ".join(skeletons(one.arabic)[1] for surah in verses for one in surah) + " "


def test_no_file_of_ours_holds_a_verse(known: str) -> None:
    files = [path for path in SOURCE.rglob("*") if path.suffix in KINDS]
    assert len(files) > 500
    found = {
        str(path.relative_to(SOURCE)): list(typed_verses([path.read_text("utf-8")], known))
        for path in files
    }
    assert {name: runs for name, runs in found.items() if runs} == {}


def test_a_typed_verse_would_be_found(known: str, quran: Quran) -> None:
    (verse,) = quran.verses("94:5")
    listed = "\n".join(f'    "{word}",' for word in verse.arabic.split())
    assert list(typed_verses([f"sample: {verse.arabic}"], known)) == [verse.arabic]
    assert len(list(typed_verses([listed], known))) == 1
    assert list(typed_verses(["كلام لنا عن اليسر والعسر"], known)) == []
