"""A pack of data says what it was given, in its own words, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

import heliograph.extensions.packs.general as general
from heliograph.sdk.packs import Brief, NothingToSay, Plan, UnknownSubject
from heliograph.sdk.plain import PackBroken, PlainPack, faults_of
from heliograph.sdk.plain.installing import begin, install, remove
from heliograph.sdk.text import Draft, TextBrief, TextMemory, WritingPack, opening_of

PACK = general.PACK
DAY = date(2026, 11, 21)
NOTES = {
    "en": ("Grind just before brewing | own kitchen", "Water at 94 °C, 3 minutes", "Rinse first"),
    "ar": ("اطحن البن قبل التحضير | مطبخنا", "ماء بحرارة 94 درجة", "اشطف المرشح أولًا"),
}
KINDS = [(kind.id, language) for kind in PACK.manifest.types for language in ("en", "ar")]


def brief(kind: str, language: str = "en", day: date = DAY, **changes: object) -> Brief:
    asked = Brief("anything", kind, day, ZoneInfo("UTC"), language, "house", {}, NOTES[language])
    return replace(asked, **changes)  # type: ignore[arg-type]  # reason: names of the dataclass


def planned(asked: Brief, pack: PlainPack = PACK) -> Plan:
    return pack.plan(asked, pack.facts(asked, ()))


def written(plan: Plan, pack: PlainPack = PACK, **changes: object) -> Draft:
    asked = TextBrief(plan, pack.folder, seed=f"{plan.type}:{plan.date}")
    return pack.write(replace(asked, **changes))  # type: ignore[arg-type]  # reason: as above


@pytest.mark.parametrize(("kind", "language"), KINDS)
def test_every_type_tells_what_was_entered_to_the_letter(kind: str, language: str) -> None:
    plan = planned(brief(kind, language))
    draft = written(plan)
    assert all(fact.text.rstrip(".") in draft.text for fact in plan.facts)
    assert PACK.unsupported_claims(draft.text, plan) == []
    assert draft.text.startswith(draft.hook)
    assert draft.alt_text
    assert 3 <= len(draft.hashtags) <= 8
    assert len({tag.lower() for tag in draft.hashtags}) == len(draft.hashtags)


@pytest.mark.parametrize(("kind", "language"), KINDS)
def test_a_fortnight_of_a_type_repeats_no_opening_in_a_row(kind: str, language: str) -> None:
    used: tuple[str, ...] = ()
    openings = []
    for number in range(10):
        plan = planned(brief(kind, language, DAY + timedelta(days=number)))
        draft = written(plan, memory=TextMemory(templates=used))
        used = (*draft.used_templates, *used)
        openings.append(opening_of(draft.hook))
    assert len(set(openings)) == len(openings)


def test_it_is_a_pack_that_words_its_plans_itself() -> None:
    assert isinstance(PACK, WritingPack)
    assert written(planned(brief("tip"))) == written(planned(brief("tip")))
    assert written(planned(brief("tip")), revision=1) != written(planned(brief("tip")))


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        ("Water boils at 100 °C.", "100"),
        ("Rinse first, says Maria Lopez.", "Maria Lopez"),
        ("Read https://example.com/more", "https://example.com/more"),
        ("We meet at 19:30.", "19:30"),
        ("Nine of ten, or 90%, agree.", "90%"),
    ],
)
def test_what_was_not_entered_is_found(claim: str, named: str) -> None:
    plan = planned(brief("update"))
    assert PACK.unsupported_claims(f"{written(plan).text} {claim}", plan) == [named]


def test_without_notes_it_says_what_is_missing() -> None:
    with pytest.raises(NothingToSay, match="List needs at least 3 facts and has 1"):
        planned(brief("list", notes=("Only one",)))
    with pytest.raises(NothingToSay, match="enter notes"):
        planned(brief("tip", notes=()))
    with pytest.raises(UnknownSubject, match="anything, business"):
        planned(brief("tip", subject="weather"))
    with pytest.raises(ValueError, match="does not make 'novel'"):
        planned(brief("novel"))


def test_a_limit_takes_facts_away_from_the_end_and_never_half_of_one() -> None:
    plan = planned(brief("steps"))
    short = written(plan, max_characters=len(written(plan).text) - 5)
    assert len(short.text) < len(written(plan).text)
    assert "Grind just before brewing" in short.text
    with pytest.raises(ValueError, match="Not even 2 of its facts fit into 20 characters"):
        written(plan, max_characters=20)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A pack of one's own, as `heliograph packs new` makes it."""
    return begin("coffee", PACK.folder, tmp_path)


def test_a_new_pack_is_whole_and_holds_no_code(own: Path) -> None:
    assert faults_of(own) == ()
    assert PlainPack(own).manifest.id == "coffee"
    assert list(own.rglob("*.py")) == []


def test_what_a_pack_knows_comes_in_turn_and_on_its_day(own: Path) -> None:
    facts = [f'  - {{text: "Bean {number}.", source: "a book"}}' for number in range(5)]
    feast = '  - {text: "It is coffee day.", source: "a calendar", "on": "10-01"}'
    (own / "facts.yaml").write_text("\n".join(["facts:", *facts, feast]), encoding="utf-8")
    pack = PlainPack(own)

    told = [
        planned(brief("tip", day=DAY + timedelta(days=at), notes=()), pack).facts[0].text
        for at in range(5)
    ]
    feast_day = planned(brief("tip", day=date(2026, 10, 1), notes=()), pack)

    assert len(set(told)) == 5
    assert feast_day.facts[0].text == "It is coffee day."
    assert feast_day.facts[0].source == "a calendar"


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("texts.yaml", "types: [", "texts.yaml, line "),
        ("texts.yaml", "types: {a: &x {}, b: *x}", r"references \(\*name\) are not taken"),
        ("texts.yaml", "types: {}", "types"),
        ("pack.toml", 'id = "coffee', "pack.toml"),
        ("subjects.yaml", "subjects: []", "subjects"),
        ("facts.yaml", 'facts: [{text: "x"}]', "facts.0.source"),
        ("facts.yaml", 'facts: [{text: "x", source: "y", "on": "31-12"}]', "facts.0.on"),
    ],
)
def test_a_fault_is_told_with_its_file_and_place(
    own: Path, file: str, text: str, said: str
) -> None:
    (own / file).write_text(text, encoding="utf-8")
    with pytest.raises(PackBroken, match=said) as broken:
        assert PlainPack(own).manifest
    assert all(fault.file == file and fault.remedy for fault in broken.value.faults)
    assert faults_of(own) == broken.value.faults


def test_a_type_without_words_and_an_unknown_slot_are_faults(own: Path) -> None:
    texts = (own / "texts.yaml").read_text(encoding="utf-8")
    (own / "texts.yaml").write_text(texts.replace("  tip:", "  hint:"), encoding="utf-8")
    assert [fault.what for fault in faults_of(own)] == [
        "It has no words for 'tip'",
        "pack.toml does not name it",
    ]
    (own / "texts.yaml").write_text(texts.replace("{topic}", "{__class__}"), encoding="utf-8")
    assert "__class__" in faults_of(own)[0].what


def test_an_installed_pack_is_replaced_whole_and_taken_away(own: Path, tmp_path: Path) -> None:
    into = tmp_path / "packs"
    (own / "notes.md").write_text("old")
    assert install(own, into, frozenset({"zodiac"})) == "coffee"
    (own / "notes.md").unlink()
    install(own, into, frozenset())
    assert not (into / "coffee" / "notes.md").exists()
    assert [path.name for path in into.iterdir()] == ["coffee"]
    assert remove("coffee", into)
    assert not remove("coffee", into)
    assert not remove("../packs", into)


def test_what_does_not_belong_into_a_pack_is_refused_and_nothing_is_left(
    own: Path, tmp_path: Path
) -> None:
    into = tmp_path / "packs"
    with pytest.raises(PackBroken, match="is built in"):
        install(own, into, frozenset({"coffee"}))
    (own / "run.sh").write_text("echo")
    with pytest.raises(PackBroken, match=r"run.sh: This kind of file has no use"):
        install(own, into, frozenset())
    (own / "run.sh").unlink()
    (own / "secret.md").symlink_to("/etc/passwd")
    with pytest.raises(PackBroken, match="Links are not taken"):
        install(own, into, frozenset())
    (own / "secret.md").unlink()
    (own / "texts.yaml").write_text("types: [")
    with pytest.raises(PackBroken):
        install(own, into, frozenset())
    assert not into.exists() or list(into.iterdir()) == []


@pytest.mark.parametrize(("kind", "language"), KINDS)
def test_a_picture_is_given_no_more_than_its_design_promises_to_hold(
    kind: str, language: str
) -> None:
    plan = planned(brief(kind, language, notes=(*NOTES[language], "a word and " * 60)))
    drawing = PACK.drawing(plan, written(plan))
    design = next(one.design for one in PACK.manifest.types if one.id == kind)
    file = PACK.folder / "templates" / f"{design}.yaml"
    promised = yaml.safe_load(file.read_text(encoding="utf-8"))["words"]
    assert drawing.words
    assert all(len(text) <= promised[name]["longest"] for name, text in drawing.words.items())
    assert drawing.values["items"]
