"""The files this pack reads, each pinned to one state of its bytes."""

from __future__ import annotations

from dataclasses import dataclass

SURAHS, VERSES = 114, 6236


@dataclass(frozen=True)
class Edition:
    """One file: its name, size and SHA-256, and what must be said of it."""

    file: str
    size: int
    sha256: str
    title: str
    licence: str
    source: str
    credit: str


ARABIC = Edition(
    "quran-uthmani.txt",
    1_384_015,
    "18c719bb3ba26d32ef457f40dad77cd28c4c5a34156833e26a8e5fcfdd246fb1",
    "Tanzil Quran Text (Uthmani, Version 1.1)",
    "Creative Commons Attribution 3.0; verbatim copies only, the text may not be changed",
    "https://tanzil.net",
    "Tanzil Project, tanzil.net",
)
PICKTHALL = Edition(
    "en.pickthall-1930.txt",
    864_581,
    "90ddb6827a2ea65392abe9f815552f2b84f20fe23f938a3fad03d8dae9566774",
    "The Meaning of the Glorious Koran, Marmaduke Pickthall",
    "Public domain (first published 1930; the author died in 1936)",
    "https://tanzil.net/trans/",
    "Pickthall, 1930",
)
SURAH_LIST = Edition(
    "surahs.json",
    40_460,
    "178618e8062c7e6e9b4aecbf47105b279361209837cd65f6dece4474f79d0888",
    "Tanzil Quran Metadata 1.0, turned into JSON",
    "Creative Commons Attribution 3.0",
    "https://tanzil.net",
    "Tanzil Project, tanzil.net",
)
NAMES = Edition(
    "names99.json",
    17_570,
    "5bd2b90a957aa1cd16cdc9766b35a39546553e280cadbf184f25ce180634291a",
    "Names of Allah with short meanings",
    "Free to use",
    "written for Heliograph",
    "",
)
EDITIONS = (ARABIC, PICKTHALL, SURAH_LIST, NAMES)
