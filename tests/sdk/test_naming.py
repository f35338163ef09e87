"""Packs are named in the reader's language, as far as they bring the words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from heliograph.flows.catalogue import InstalledExtensions
from heliograph.sdk.naming import names_of, told_in
from heliograph.sdk.packs import Pack
from heliograph.sdk.plain import PackBroken
from heliograph.sdk.plain.loading import read_pack

PACKS = {pack.manifest.id: pack for pack in InstalledExtensions().packs()}


def shown(pack: Pack) -> dict[str, Any]:
    """What the API gives of a pack."""
    return pack.manifest.model_dump() | {"subjects": [one.model_dump() for one in pack.subjects()]}


def phrases(value: Any) -> Iterator[str]:
    """Everything in it that a person reads."""
    heard: list[str] = []

    class Listening(dict[str, str]):
        def get(self, key: str, default: Any = None) -> Any:
            heard.append(key)
            return default

    told_in(value, Listening())
    yield from (one for one in heard if one)


@pytest.mark.parametrize("pack", sorted(PACKS))
def test_every_phrase_of_a_pack_is_there_in_arabic_and_none_too_many(pack: str) -> None:
    names = names_of(PACKS[pack].folder, "ar")
    assert set(phrases(shown(PACKS[pack]))) == set(names)
    assert [
        one for one in names.values() if not any("\u0621" <= sign <= "\u064a" for sign in one)
    ] == []


def test_identifiers_stay_as_they_are() -> None:
    pack = PACKS["islamic"]
    told = told_in(shown(pack), names_of(pack.folder, "ar"))
    assert (told["id"], told["name"]) == ("islamic", "إسلامية")
    assert [one["id"] for one in told["types"]] == [one.id for one in pack.manifest.types]
    assert [one["name"] for one in told["options"]] == [one.name for one in pack.manifest.options]
    method = next(one for one in told["options"] if one["name"] == "method")
    assert method["labels"]["umm_al_qura"] == "أم القرى"
    assert method["choices"] == list(next(
        one.choices for one in pack.manifest.options if one.name == "method"
    ))  # fmt: skip


@pytest.mark.parametrize("language", ["en", "xx", "../../ar", "ar/", ""])
def test_a_language_without_words_is_english(language: str) -> None:
    folder = PACKS["zodiac"].folder
    assert names_of(folder, language) == {}
    assert told_in(shown(PACKS["zodiac"]), {})["name"] == "Zodiac"


def test_changed_words_are_read_again(tmp_path: Path) -> None:
    file = tmp_path / "names/ar.yaml"
    file.parent.mkdir()
    file.write_text("Tip: نصيحة\n", "utf-8")
    assert names_of(tmp_path, "ar") == {"Tip": "نصيحة"}
    file.write_text("Tip: فائدة جديدة\n", "utf-8")
    assert names_of(tmp_path, "ar") == {"Tip": "فائدة جديدة"}


@pytest.mark.parametrize("words", ["- Tip", "Tip: [a, b]", "Tip: {", "", "Tip:", "\xff\xfe"])
def test_words_that_cannot_be_read_are_a_fault_and_leave_the_pack_english(
    tmp_path: Path, words: str
) -> None:
    folder = tmp_path / "coffee"
    shutil.copytree(PACKS["general"].folder, folder)
    assert read_pack(folder).manifest.id == "general"
    (folder / "names/ar.yaml").write_bytes(words.encode("latin-1"))
    (folder / "pack.toml").touch()
    with pytest.raises(PackBroken) as refused:
        read_pack(folder)
    assert [fault.file for fault in refused.value.faults] == ["names/ar.yaml"]
    assert names_of(folder, "ar") == {}
