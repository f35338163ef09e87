"""Hadith that a user brings: taken in with grade and source, or refused with line and reason."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from heliograph.extensions.packs.islamic.errors import ImportRefused
from heliograph.extensions.packs.islamic.hadith import Collection, Hadith, read_file

# Not a hadith: the importer must not care what the words are, and nothing is shipped.
WORDS = "نصٌّ للتجربة فقط"


def record(**other: object) -> dict[str, object]:
    """A complete record of a user's file."""
    return {
        "arabic": WORDS,
        "collection": "Trial Collection",
        "book": "Book of Trials",
        "number": 12,
        "grade": "Sahih",
        "grader": "A. Grader",
        "translation": "A text for a trial only.",
        "language": "en",
        "translator": "A. Translator",
        "licence": "own work",
        "source": "typed for a test",
        **other,
    }


def lines(folder: Path, *records: object) -> Path:
    """A file of JSON Lines."""
    file = folder / "brought.jsonl"
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), "utf-8")
    return file


def test_the_three_kinds_of_file_give_the_same_records(tmp_path: Path) -> None:
    given = [record(), record(number="13a", grade="حسن")]
    listed = tmp_path / "brought.json"
    listed.write_text(json.dumps(given), "utf-8")
    table = tmp_path / "brought.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(given[0]))
        writer.writeheader()
        writer.writerows(given)
    found = [read_file(file) for file in (lines(tmp_path, *given), listed, table)]
    assert found[0] == found[1] == found[2]
    assert [(one.number, one.grade) for one in found[0].records] == [
        ("12", "sahih"),
        ("13a", "hasan"),
    ]
    assert found[0].records[0].arabic.encode() == WORDS.encode()
    assert found[0].refused == ()


@pytest.mark.parametrize(
    ("written", "grade"),
    [("SAHIH", "sahih"), ("Ḥasan", "hasan"), ("Hasan-Sahih", "hasan"), ("four of five", None),
     ("ḍaʿīf", "daif"), ("Weak", "daif"), ("ضعيف", "daif"), ("صَحيح", "sahih"), ("", None)],
)  # fmt: skip
def test_common_spellings_of_a_grade_are_known(
    tmp_path: Path, written: str, grade: str | None
) -> None:
    found = read_file(lines(tmp_path, record(grade=written)))
    if written and grade is None:
        assert "is no grade" in found.refused[0].reason
        return
    assert found.records[0].grade == grade


@pytest.mark.parametrize("missing", ["collection", "number", "grade"])
def test_without_its_place_or_grade_it_is_kept_and_cannot_be_scheduled(
    tmp_path: Path, missing: str
) -> None:
    given = record()
    del given[missing]
    (found,) = read_file(lines(tmp_path, given)).records
    assert found.lacks == (missing,)
    assert not found.is_schedulable(weak_allowed=True)


def test_a_weak_one_is_off_until_it_is_allowed(tmp_path: Path) -> None:
    (found,) = read_file(lines(tmp_path, record(grade="weak"))).records
    assert not found.is_schedulable()
    assert found.is_schedulable(weak_allowed=True)


def test_a_complete_one_names_place_grade_and_grader() -> None:
    assert Hadith.model_validate(record()).citation() == (
        "Trial Collection, Book of Trials 12 (sahih, A. Grader)"
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"grade": "Mawdu"}, "fabricated"),
        ({"arabic": "typed in Latin letters"}, "no Arabic"),
        ({"arabic": ""}, "arabic"),
        ({"arabic": WORDS + "\u202e"}, "direction of writing"),
        ({"arabic": WORDS * 2000}, "20000"),
        ({"licence": ""}, "licence"),
        ({"licence": "  "}, "licence"),
        ({"translator": ""}, "needs its translator"),
        ({"grade": "five stars"}, "is no grade"),
        ({"rating": 5}, "rating"),
    ],
)
def test_a_record_that_must_not_be_shown_is_refused_with_line_and_reason(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    found = read_file(lines(tmp_path, record(), record(**change)))
    assert len(found.records) == 1
    (refused,) = found.refused
    assert refused.line == 2
    assert reason in refused.reason


def test_a_broken_line_does_not_stop_the_others(tmp_path: Path) -> None:
    file = lines(tmp_path, record())
    file.write_text(file.read_text("utf-8") + "{broken\n\n[1]\n" + json.dumps(record(number=3)))
    found = read_file(file)
    assert [one.number for one in found.records] == ["12", "3"]
    assert [one.line for one in found.refused] == [2, 4]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[{]", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"name,words\n1,2\n", "no column `arabic`"),
        (b'arabic,licence\n"open,own\n', "line"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(
    tmp_path: Path, content: bytes, part: str
) -> None:
    file = tmp_path / "brought"
    file.write_bytes(content)
    with pytest.raises(ImportRefused, match=part):
        read_file(file)


def test_the_same_place_again_replaces_the_older_record(tmp_path: Path) -> None:
    kept = Collection(tmp_path / "pack")
    assert kept.add([Hadith.model_validate(record())]) == 1
    later = Hadith.model_validate(record(collection="trial  collection", grade="hasan"))
    assert kept.add([later, Hadith.model_validate(record(number=13, grade="weak"))]) == 2
    again = Collection(tmp_path / "pack")
    assert [(one.number, one.grade) for one in again.all()] == [("12", "hasan"), ("13", "daif")]
    assert again.all()[0].arabic.encode() == WORDS.encode()
    assert [one.number for one in again.schedulable()] == ["12"]
    assert [file.name for file in (tmp_path / "pack").iterdir()] == ["hadith.jsonl"]
