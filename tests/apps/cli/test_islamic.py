"""`heliograph quran`, `hijri`, `prayer` and `hadith`: no instance, no database, no network."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from heliograph.extensions.packs.islamic import PACK
from heliograph.extensions.packs.islamic.quran.install import has_text
from tests.apps.cli.support import CommandLine
from tests.extensions.packs.islamic.places import text_folder

MAKKAH = ("--lat", "21.4225", "--lon", "39.8262", "--time-zone", "Asia/Riyadh")


@pytest.fixture
def source() -> Path:
    """A folder with the pinned files."""
    folder = text_folder()
    if not has_text(folder):
        pytest.skip(f"the Qur'an's text is not at {folder}; set HELIOGRAPH_DATA_FOLDERS")
    return folder


@pytest.fixture
def libraries() -> None:
    """The libraries of the calendar and the times."""
    pytest.importorskip("hijridate")
    pytest.importorskip("adhanpy")


def test_without_the_text_one_sentence_says_how_to_bring_it(bare: CommandLine) -> None:
    nowhere = bare.with_variables(HELIOGRAPH_DATA_FOLDERS="[]")
    refused = nowhere("quran", "verse", "2:255", "--json")
    assert "heliograph quran install --from" in refused.sentence
    assert refused.code == 2


def test_an_installed_verse_is_printed_to_the_byte(bare: CommandLine, source: Path) -> None:
    done = bare("quran", "install", "--from", str(source), "--json").data
    assert done["folder"].startswith(str(bare.home))
    assert all(file["licence"] and file["source"] for file in done["files"])
    verse = bare("quran", "verse", "2:255", "--json").data
    digest = "b036974542211b4c684147cc80b1943b932229e7d59d8e872035144f4aaaef9c"
    assert hashlib.sha256(verse["arabic"].encode()).hexdigest() == verse["sha256"] == digest
    assert verse["source"] == "Tanzil Project, tanzil.net"
    assert verse["translation"]["translator"] == "Pickthall, 1930"
    found = bare("quran", "search", "hardship", "ease", "--json").data
    assert [one["reference"] for one in found["verses"]][-2:] == ["94:5", "94:6"]
    pair = bare("quran", "verse", "94:5-6", "--json").data
    assert pair["reference"] == "94:5-6"


def test_a_data_folder_of_the_settings_serves_without_installing(
    bare: CommandLine, source: Path
) -> None:
    folders = json.dumps([str(source.parent)])
    there = bare.with_variables(HELIOGRAPH_DATA_FOLDERS=folders)
    verse = there("quran", "verse", "112:1", "--json").data
    assert verse["arabic"] == f"{verse['heading']} {verse['body']}"
    assert not (bare.home / "packs").exists()


def test_an_altered_file_is_refused_and_nothing_is_installed(
    bare: CommandLine, source: Path, tmp_path: Path
) -> None:
    for file in source.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    text = tmp_path / "quran-uthmani.txt"
    text.write_bytes(text.read_bytes().replace(b"\xd9\x8e", b"\xd9\x90", 1))
    refused = bare("quran", "install", "--from", str(tmp_path))
    assert "SHA-256" in refused.sentence
    assert list(bare.home.iterdir()) == []


@pytest.mark.usefixtures("libraries")
def test_the_hijri_date_of_a_day_and_what_falls_on_it(bare: CommandLine) -> None:
    found = bare("hijri", "--date", "2026-03-20", "--json").data
    assert (found["hijri"], found["month_name"]) == ("1447-10-01", "Shawwal")
    feast = next(one for one in found["occasions"] if one["id"] == "eid_al_fitr")
    assert "subject to moon sighting" in feast["note"]
    moved = bare("hijri", "--date", "2026-03-20", "--offset", "-1", "--json").data
    assert (moved["hijri"], moved["is_ramadan"]) == ("1447-09-30", True)


@pytest.mark.usefixtures("libraries")
@pytest.mark.parametrize("year", ["1447", "2026"])
def test_the_occasions_of_a_hijri_or_a_civil_year(bare: CommandLine, year: str) -> None:
    found = bare("hijri", "--year", year, "--announced", "eid_al_fitr=2026-03-21", "--json").data
    days = {one["id"]: one for one in found["occasions"]}
    assert days["eid_al_fitr"]["first"] == "2026-03-21"
    assert not days["eid_al_fitr"]["is_expected"]
    assert days["arafah"]["first"] == "2026-05-26"


@pytest.mark.usefixtures("libraries")
def test_the_prayer_times_of_a_place(bare: CommandLine) -> None:
    words = ("prayer", *MAKKAH, "--date", "2026-02-18", "--method", "umm_al_qura", "--json")
    found = bare(*words).data
    assert list(found["times"]) == ["fajr", "sunrise", "dhuhr", "asr", "maghrib", "isha"]
    assert found["moments"]["isha"].endswith("+03:00")
    assert any("Ramadan" in note for note in found["notes"])
    week = bare(*words, "--days", "7").data
    assert len(week["days"]) == 7
    assert week["days"][0] == found


@pytest.mark.usefixtures("libraries")
def test_the_facts_of_a_day_and_the_texts_made_of_them(bare: CommandLine, source: Path) -> None:
    there = bare.with_variables(HELIOGRAPH_DATA_FOLDERS=json.dumps([str(source)]))
    words = ("facts", "islamic", "--date", "2026-11-20", "--lat", "30.04", "--lon", "31.24",
             "--time-zone", "Africa/Cairo", "--method", "egypt", "--language", "ar")  # fmt: skip
    found = there(*words, "--json").data
    assert [one["type"] for one in found["texts"]] == [
        "verse_of_the_day", "verse_group", "dua", "reminder", "names_of_allah", "prayer_times",
        "hijri_day", "hijri_event", "friday_reminder", "week_ahead",
    ]  # fmt: skip
    assert all(one["unsupported_claims"] == [] for one in found["texts"])
    assert all(fact["source"] for fact in found["facts"])


@pytest.mark.usefixtures("libraries")
def test_facts_without_text_and_place_are_the_calendars(bare: CommandLine) -> None:
    nowhere = bare.with_variables(HELIOGRAPH_DATA_FOLDERS="[]")
    found = nowhere("facts", "islamic", "--date", "2026-11-21", "--json").data
    kinds = {fact["kind"] for fact in found["facts"]}
    assert kinds == {"hijri_date", "coming", "event", "week_day"}
    types = [one["type"] for one in found["texts"]]
    assert types == ["hijri_day", "hijri_event", "week_ahead"]


def test_hadith_are_taken_in_or_refused_by_line(bare: CommandLine, tmp_path: Path) -> None:
    given = {"arabic": "نص", "collection": "Trial", "number": 1, "grade": "sahih"}
    rows = [{**given, "licence": "own"}, {**given, "licence": ""}, {"arabic": "نص", "licence": "x"}]
    file = tmp_path / "brought.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows))
    done = bare("hadith", "import", "--from", str(file), "--json").data
    assert (done["imported"], done["cannot_be_scheduled"], done["total"]) == (2, 1, 2)
    assert [one["line"] for one in done["refused"]] == [2]
    listed = bare("hadith", "list", "--json").data
    assert [one["schedulable"] for one in listed] == [True, False]


@pytest.mark.usefixtures("libraries")
@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("hijri", "--date", "1900-01-01"), "1924-08-01 to 2077-11-16"),
        (("hijri", "--date", "soon"), "YYYY-MM-DD"),
        (("hijri",), "--date"),
        (("hijri", "--year", "800"), "1343 to 1500"),
        (("hijri", "--date", "2026-01-01", "--offset", "3"), "-2 to 2"),
        (("prayer", *MAKKAH, "--date", "2026-01-01", "--method", "mars"), "umm_al_qura"),
        (("prayer", *MAKKAH, "--date", "2026-01-01", "--asr", "late"), "standard, hanafi"),
        (("prayer", *MAKKAH, "--date", "2026-01-01", "--adjust", "dhuhr=x"), "dhuhr=2"),
        (("prayer", *MAKKAH, "--date", "2026-01-01", "--days", "0"), "1 to 366"),
        (
            ("prayer", "--lat", "91", "--lon", "0", "--date", "2026-01-01", "--time-zone", "UTC"),
            "-90 to 90",
        ),
        (("quran", "install", "--from", "nowhere-at-all"), "folder"),
        (("quran", "search", "x", "--limit", "0"), "1 to 6236"),
        (("hadith", "import", "--from", "nowhere.jsonl"), "Check the path"),
        (("facts", "islamic", "--date", "2026-01-01", "--language", "fr"), "en or ar"),
        (("facts", "islamic", "--date", "2026-01-01", "--lat", "1"), "--lat and --lon"),
    ],
)
def test_wrong_input_gets_one_sentence_with_the_remedy(
    bare: CommandLine, words: tuple[str, ...], part: str
) -> None:
    refused = bare(*words)
    assert part in refused.sentence
    assert refused.code == 2


@pytest.mark.usefixtures("libraries")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_texts_are_generated_line_by_line(bare: CommandLine, source: Path, language: str) -> None:
    there = bare.with_variables(HELIOGRAPH_DATA_FOLDERS=json.dumps([str(source)]))
    some = ("verse_of_the_day", "prayer_times", "ramadan_day")
    every = {one.id for one in PACK.manifest.types} - {"hadith"}
    for kind in sorted(every) if language == "en" else some:
        done = there(
            "text", "generate", "--pack", "islamic", "--type", kind, "--subject", "all",
            "--date", "2026-03-06", "--days", "2", "--language", language, "--set",
            "latitude=30.04", "--set", "longitude=31.24", "--jsonl",
        )  # fmt: skip
        pieces = [json.loads(line) for line in done.out.splitlines()]
        assert pieces, kind
        assert {one["plan"]["type"] for one in pieces} == {kind}
        assert len({one["text"] for one in pieces}) == len(pieces)
    refused = there("text", "generate", "--pack", "islamic", "--type", "hadith", "--subject",
                    "readers", "--date", "2026-03-06")  # fmt: skip
    assert "heliograph hadith import" in refused.sentence


def test_a_verse_asked_for_by_a_note_is_the_one_that_is_written(
    bare: CommandLine, source: Path
) -> None:
    there = bare.with_variables(HELIOGRAPH_DATA_FOLDERS=json.dumps([str(source)]))
    done = there("text", "generate", "--pack", "islamic", "--type", "verse_of_the_day", "--subject",
                 "readers", "--date", "2026-03-06", "--note", "2:255", "--json")  # fmt: skip
    plan = json.loads(done.out.splitlines()[0])["plan"]
    digest = "b036974542211b4c684147cc80b1943b932229e7d59d8e872035144f4aaaef9c"
    assert hashlib.sha256(plan["slots"]["arabic"].encode()).hexdigest() == digest
