"""The Qur'an's text: pinned, whole, to the byte, found by reference and by words."""

from __future__ import annotations

import hashlib
import json
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.extensions.packs.islamic.errors import (
    NotCut,
    TextAltered,
    TextMissing,
    UnknownVerse,
)
from heliograph.extensions.packs.islamic.quran import Quran, install, references_of, search
from heliograph.extensions.packs.islamic.quran.editions import ARABIC, EDITIONS
from heliograph.extensions.packs.islamic.quran.references import Reference
from heliograph.extensions.packs.islamic.quran.words import cards_of, line_units, stands_alone

# Pinned by others for their own copies of this edition: the throne verse and all verses.
THRONE = "b036974542211b4c684147cc80b1943b932229e7d59d8e872035144f4aaaef9c"


def _copied(source: Path, folder: Path) -> Path:
    folder.mkdir()
    for edition in EDITIONS:
        shutil.copy(source / edition.file, folder)
        (folder / edition.file).chmod(0o644)
    return folder


def test_an_installed_text_is_the_publishers_file_to_the_byte(source: Path, tmp_path: Path) -> None:
    done = install(source, tmp_path / "home" / "quran")
    content = (done.folder / ARABIC.file).read_bytes()
    assert hashlib.sha256(content).hexdigest() == ARABIC.sha256
    assert sorted(file.name for file in done.folder.iterdir()) == sorted(
        one.file for one in EDITIONS
    )
    assert Quran([done.folder]).verses("1:1")[0].heading is None


def test_a_folder_of_data_may_be_named_instead_of_the_texts_own(
    source: Path, tmp_path: Path
) -> None:
    _copied(source, tmp_path / "quran")
    done = install(tmp_path, tmp_path / "home")
    assert Quran([done.folder]).is_installed


@pytest.mark.parametrize("name", [one.file for one in EDITIONS])
def test_one_changed_byte_stops_the_installation_and_leaves_nothing(
    source: Path, tmp_path: Path, name: str
) -> None:
    here = _copied(source, tmp_path / "altered")
    content = bytearray((here / name).read_bytes())
    content[len(content) // 2] ^= 1
    (here / name).write_bytes(content)
    with pytest.raises(TextAltered, match="SHA-256"):
        install(here, tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_a_longer_file_is_refused_before_it_is_read(source: Path, tmp_path: Path) -> None:
    here = _copied(source, tmp_path / "long")
    with (here / ARABIC.file).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(TextAltered, match="1,384,016 bytes"):
        install(here, tmp_path / "home")


def test_a_text_altered_after_installation_is_not_shown(source: Path, tmp_path: Path) -> None:
    here = _copied(source, tmp_path / "home")
    content = (here / ARABIC.file).read_bytes()
    (here / ARABIC.file).write_bytes(b"2" + content[1:])
    with pytest.raises(TextAltered):
        Quran([here]).verse(Reference(1, 1))


def test_nothing_is_read_before_a_verse_is_asked_for(tmp_path: Path) -> None:
    quran = Quran([tmp_path / "nowhere"])
    assert not quran.is_installed
    with pytest.raises(TextMissing) as refused:
        quran.verses("1:1")
    assert "nowhere" not in refused.value.detail, "no path of a machine is told"
    assert "heliograph quran install --from" in refused.value.remedy


def test_all_verses_are_the_files_own_bytes(quran: Quran, source: Path) -> None:
    verses = quran.all()
    lines = (source / ARABIC.file).read_bytes().split(b"\n")[: len(verses)]
    written = [f"{v.reference.surah}|{v.reference.ayah}|{v.arabic}".encode() for v in verses]
    assert len(verses) == 6236
    assert written == lines
    assert len({verse.reference.surah for verse in verses}) == 114


def test_the_throne_verse_has_the_digest_others_pin(quran: Quran) -> None:
    (verse,) = quran.verses("2:255")
    assert hashlib.sha256(verse.arabic.encode()).hexdigest() == THRONE


def test_no_verse_was_normalised(quran: Quran) -> None:
    changed = [v for v in quran.all() if unicodedata.normalize("NFC", v.arabic) != v.arabic]
    assert len(changed) == 5782


def test_every_verse_survives_json(quran: Quran) -> None:
    verses = [verse.arabic for verse in quran.all()]
    for is_ascii in (True, False):
        again = json.loads(json.dumps(verses, ensure_ascii=is_ascii).encode())
        assert [one.encode() for one in again] == [one.encode() for one in verses]


def test_the_basmala_is_a_heading_of_112_surahs_and_always_that_of_the_first(
    quran: Quran,
) -> None:
    basmala = quran.verse(Reference(1, 1)).arabic
    headed = [verse for verse in quran.all() if verse.heading]
    assert len(headed) == 112
    assert {verse.heading for verse in headed} == {basmala}
    assert all(verse.reference.ayah == 1 for verse in headed)
    assert all(verse.arabic.endswith(f" {verse.body}") for verse in headed)
    assert all(len(verse.arabic.split(" ")) - len(verse.body.split(" ")) == 4 for verse in headed)


def test_the_ninth_surah_and_the_letter_of_solomon_keep_all_their_words(quran: Quran) -> None:
    for reference in (Reference(1, 1), Reference(9, 1), Reference(27, 30)):
        verse = quran.verse(reference)
        assert verse.heading is None
        assert verse.body == verse.arabic


def test_no_line_begins_with_a_lone_mark(quran: Quran) -> None:
    for verse in quran.all():
        units = line_units(verse.body)
        assert " ".join(units) == verse.body
        assert not any(stands_alone(unit.split(" ")[0]) for unit in units)


@pytest.mark.parametrize("longest", [220, 400, 2000])
def test_cards_hold_the_whole_verse_and_end_where_a_stop_is_permitted(
    quran: Quran, longest: int
) -> None:
    permitted = tuple(map(chr, (0x06D7, 0x06D8, 0x06DA)))
    broken = 0
    for verse in quran.all():
        try:
            cards = cards_of(verse.body, longest)
        except NotCut:
            assert len(verse.body) > longest
            continue
        assert " ".join(cards) == verse.body
        assert all(len(card) <= longest for card in cards)
        assert all(card.endswith(permitted) for card in cards[:-1])
        broken += len(cards) > 1
    assert broken > (200 if longest == 220 else -1)


def test_a_verse_without_a_permitted_stop_is_not_cut(quran: Quran) -> None:
    (verse,) = quran.verses("107:4")
    with pytest.raises(NotCut):
        cards_of(verse.body, 5)


@given(st.integers(1, 114), st.data())
def test_a_written_reference_names_its_verses(surah: int, data: st.DataObject) -> None:
    counts = dict.fromkeys(range(1, 115), 10)
    first = data.draw(st.integers(1, 10))
    last = data.draw(st.integers(first, 10))
    found = references_of(f" {surah}:{first}-{last} ", counts)
    assert [one.ayah for one in found] == list(range(first, last + 1))
    assert {one.surah for one in found} == {surah}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("115:1", "1 to 114"),
        ("2:287", "surah 2 has 286"),
        ("2:0", "surah 2 has 286"),
        ("2:5-3", "surah 2 has 286"),
        ("the cow", "no reference"),
        ("2:255; drop", "no reference"),
        ("", "no reference"),
        ("٢:٢٥٥", "no reference"),
    ],
)
def test_a_wrong_reference_says_what_there_is(quran: Quran, text: str, part: str) -> None:
    with pytest.raises(UnknownVerse, match=part) as refused:
        quran.verses(text)
    assert "2:255" in refused.value.remedy


@pytest.mark.parametrize(
    ("query", "reference"),
    [
        ("العالمين", "1:2"),
        ("قل هو الله أحد", "112:1"),
        ("بالصبر والصلاة", "2:153"),
        ("steadfastness prayer", "2:153"),
        ("HARDSHIP ease", "94:5"),
    ],
)
def test_a_verse_is_found_by_its_words_in_todays_spelling(
    quran: Quran, query: str, reference: str
) -> None:
    found = [str(hit.verse.reference) for hit in search(quran, query, 50)]
    assert reference in found


def test_a_search_for_nothing_or_for_a_word_that_is_not_there_finds_nothing(quran: Quran) -> None:
    assert search(quran, " . ") == ()
    assert search(quran, "hardship skyscraper") == ()


def test_a_search_gives_no_more_than_asked_for(quran: Quran) -> None:
    assert len(search(quran, "Allah", 7)) == 7


def test_the_names_of_allah_point_to_verses_that_exist(quran: Quran) -> None:
    assert len(quran.names) == 99
    placed = [name for name in quran.names if name.verse]
    assert len(placed) == 73
    assert all(quran.verses(name.verse or "") for name in placed)
