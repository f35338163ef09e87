"""The pack as the studio meets it: what it offers and asks, and what it says when it cannot."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.extensions.packs.islamic.runs import CAIRO, OPTIONS, plan_of

from heliograph.extensions.packs.islamic import PACK, IslamicPack
from heliograph.extensions.packs.islamic.content import profiles, rules
from heliograph.extensions.packs.islamic.errors import TextMissing
from heliograph.extensions.packs.islamic.hadith import Collection, Hadith
from heliograph.extensions.packs.islamic.quran.install import install
from heliograph.sdk.drawing import DrawingPack
from heliograph.sdk.judging import JudgingPack
from heliograph.sdk.options import unfit
from heliograph.sdk.packs import Brief, DataPack, DateOutOfRange, NothingToSay, UnknownSubject
from heliograph.sdk.text import TextBrief, WritingPack

KINDS = tuple(kind.id for kind in PACK.manifest.types)
WITHOUT_TEXT = ("prayer_times", "hijri_day", "week_ahead")
FRIDAY = date(2026, 3, 6)


def brief(kind: str, day: date = FRIDAY, language: str = "en", **options: str | float) -> Brief:
    """What is asked for."""
    return Brief("readers", kind, day, CAIRO, language, "one", dict(options))


def test_it_is_every_kind_of_pack_it_claims_to_be() -> None:
    for kind in (WritingPack, JudgingPack, DrawingPack, DataPack):
        assert isinstance(PACK, kind)


def test_nothing_goes_out_without_a_persons_yes() -> None:
    assert all(kind.needs_person for kind in PACK.manifest.types)
    assert len(KINDS) == 12


def test_designs_that_are_named_exist() -> None:
    for kind in PACK.manifest.types:
        for design in (kind.design, *kind.designs):
            assert (PACK.folder / "templates" / f"{design}.yaml").is_file(), (kind.id, design)


def test_defaults_of_options_fit_their_fields() -> None:
    for field in PACK.manifest.options:
        assert field.default is None or unfit(field, field.default) is None
    assert {"latitude", "method", "asr_shadow", "high_latitude", "calendar_offset", "announced",
            "disputed", "translation", "no_instruments"} <= {
        field.name for field in PACK.manifest.options
    }  # fmt: skip


def test_text_on_a_subjects_ground_can_be_read() -> None:
    assert set(profiles()) == {"readers", "mosque", "family", "students", "learners"}
    for profile in profiles().values():
        ink = _luminance(profile.palette["ink"])
        for ground in ("background", "paper"):
            assert (ink + 0.05) / (_luminance(profile.palette[ground]) + 0.05) >= 7
        assert profile.facts["name_ar"]


def test_no_forbidden_word_can_be_in_a_quotation(pack: IslamicPack) -> None:
    said = " ".join(v.translation for v in pack._sources().quran.all()).lower()
    assert [word for word in rules().forbidden if f" {word} " in said] == []


def test_importing_it_loads_neither_calendar_nor_times_nor_text() -> None:
    code = (
        "import sys, heliograph.extensions.packs.islamic as pack;"
        "assert pack.PACK.manifest.id == 'islamic';"
        "heavy = ('hijridate', 'adhanpy', 'heliograph.extensions.packs.islamic.quran',"
        " 'heliograph.extensions.packs.islamic.respect.check');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "hadith"])
def test_every_type_is_written_drawn_and_found_without_fault(
    pack: IslamicPack, kind: str, language: str
) -> None:
    day = date(2026, 3, 13) if kind == "hijri_event" else FRIDAY
    plan = plan_of(pack, kind, day, language)
    draft = pack.write(TextBrief(plan, pack.folder, "seed"))
    for part in (draft.text, draft.title, draft.alt_text, draft.card_text, draft.hook):
        assert part.strip()
        assert "{" not in part
        assert pack.unsupported_claims(part, plan) == ()
    assert 3 <= len(set(draft.hashtags)) == len(draft.hashtags) <= 8
    assert len(draft.card_text.split()) <= 30
    assert draft.used_templates
    assert pack.drawing(plan, draft).words
    assert plan.language == language


def test_without_the_text_verses_say_how_to_bring_it_and_the_rest_works(
    bare_pack: IslamicPack,
) -> None:
    for kind in ("verse_of_the_day", "verse_group", "dua", "reminder", "names_of_allah"):
        with pytest.raises(NothingToSay, match="heliograph quran install --from FOLDER"):
            bare_pack.facts(brief(kind), ())
    for kind in (*WITHOUT_TEXT, "friday_reminder", "ramadan_day"):
        for language in ("en", "ar"):
            plan = plan_of(bare_pack, kind, FRIDAY, language)
            assert bare_pack.write(TextBrief(plan, bare_pack.folder, "s")).text


def test_an_altered_text_is_named_and_nothing_of_it_is_shown(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "quran"
    folder.mkdir()
    for file in source.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    arabic = folder / "quran-uthmani.txt"
    one_vowel = arabic.read_bytes().replace("\u064e".encode(), "\u064f".encode(), 1)
    arabic.write_bytes(one_vowel)
    with pytest.raises(ValueError, match="SHA-256"):
        PACK.located(tmp_path).facts(brief("verse_of_the_day"), ())


def test_hadith_come_only_from_what_a_user_brought(bare_pack: IslamicPack, tmp_path: Path) -> None:
    with pytest.raises(NothingToSay, match="heliograph hadith import"):
        bare_pack.facts(brief("hadith"), ())
    given = {"arabic": "نص للتجربة", "collection": "Trial", "licence": "own"}
    rows = [
        {**given, "number": "1", "grade": "daif"},
        {**given, "number": "2"},
        {**given, "number": "7", "grade": "sahih", "translation": "A trial", "translator": "Me"},
    ]
    Collection(tmp_path).add(Hadith.model_validate(row) for row in rows)
    plan = plan_of(bare_pack, "hadith", FRIDAY)
    draft = bare_pack.write(TextBrief(plan, bare_pack.folder, "s"))
    assert "Trial 7, graded sahih. Translation: Me." in draft.text
    assert "نص للتجربة" in draft.text
    assert bare_pack.unsupported_claims(draft.text, plan) == ()
    numbers = {
        plan_of(bare_pack, "hadith", date(2026, 1, day), options={"weak_hadith": "yes"}).slots[
            "number"
        ]
        for day in range(1, 9)
    }
    assert numbers == {"1", "7"}


@pytest.mark.parametrize(
    ("kind", "day", "options", "part"),
    [
        ("prayer_times", FRIDAY, {}, "latitude"),
        ("prayer_times", FRIDAY, {"latitude": 30.0}, "Give both"),
        ("prayer_times", FRIDAY, {"latitude": "north", "longitude": 1}, "a number"),
        ("prayer_times", FRIDAY, {"latitude": 91, "longitude": 1}, "-90 to 90"),
        ("prayer_times", FRIDAY, {"latitude": 1, "longitude": 1, "method": "mars"}, "umm_al_qura"),
        ("hijri_day", FRIDAY, {"calendar_offset": 3}, "-2 to 2"),
        ("hijri_day", FRIDAY, {"announced": "easter=2026-04-05"}, "eid_al_fitr"),
        ("hijri_day", FRIDAY, {"announced": "arafah=soon"}, "YYYY-MM-DD"),
        ("hijri_day", FRIDAY, {"disputed": "maybe"}, "yes or no"),
        ("friday_reminder", date(2026, 3, 7), {}, "2026-03-13"),
        ("ramadan_day", date(2026, 6, 1), {}, "a day of Ramadan"),
        ("hijri_event", date(2026, 8, 5), {}, "within a week"),
        ("verse_of_the_day", FRIDAY, {"reference": "2:300"}, "surah 2 has 286"),
        ("verse_of_the_day", FRIDAY, {"reference": "2"}, "286 verses"),
        ("dua", FRIDAY, {"reference": "2:255"}, "2:201"),
        ("horoscope", FRIDAY, {}, "verse_of_the_day"),
    ],
)
def test_what_cannot_be_made_is_said_with_its_remedy(
    pack: IslamicPack, kind: str, day: date, options: dict[str, str | float], part: str
) -> None:
    with pytest.raises(ValueError, match=part):
        plan_of(pack, kind, day, "en", options)


def test_unknown_audiences_languages_and_days_are_refused(pack: IslamicPack) -> None:
    with pytest.raises(UnknownSubject, match="readers"):
        plan_of(pack, "hijri_day", FRIDAY, "en", OPTIONS, "leo")
    with pytest.raises(ValueError, match="en or ar"):
        plan_of(pack, "hijri_day", FRIDAY, "fr")
    for day in (date(1924, 7, 31), date(2077, 11, 17)):
        with pytest.raises(DateOutOfRange, match="1924-08-01 to 2077-11-16"):
            plan_of(pack, "hijri_day", day)
    for last in (date(1924, 8, 1), date(2077, 11, 16)):
        for kind in ("hijri_day", "week_ahead", "prayer_times"):
            assert plan_of(pack, kind, last).facts


def test_an_announced_day_is_no_longer_told_as_expected(pack: IslamicPack) -> None:
    feast = date(2026, 3, 20)
    expected = plan_of(pack, "hijri_event", feast)
    assert "subject to moon sighting" in pack.write(TextBrief(expected, pack.folder, "s")).text
    announced = plan_of(pack, "hijri_event", feast, "en", {"announced": "eid_al_fitr=2026-03-20"})
    text = pack.write(TextBrief(announced, pack.folder, "s")).text
    assert "expected" not in text
    assert "Eid al-Fitr" in text


def test_days_of_ramadan_follow_the_announcement(pack: IslamicPack) -> None:
    late = {"announced": "ramadan=2026-02-19, eid_al_fitr=2026-03-21"}
    assert plan_of(pack, "ramadan_day", FRIDAY, "en", {}).slots["day_number"] == "17"
    assert plan_of(pack, "ramadan_day", FRIDAY, "en", late).slots["day_number"] == "16"
    numbers = [
        plan_of(pack, "ramadan_day", date.fromordinal(date(2026, 2, 18).toordinal() + at)).slots[
            "day_number"
        ]
        for at in range(30)
    ]
    assert numbers == [str(at) for at in range(1, 31)]


def test_disputed_occasions_are_off_unless_asked_for(pack: IslamicPack) -> None:
    day = date(2026, 8, 25)
    assert "Mawlid" not in plan_of(pack, "hijri_day", day, "en", {}).slots["occasions"]
    assert "Mawlid" in plan_of(pack, "hijri_day", day, "en", {"disputed": "yes"}).slots["occasions"]


def test_a_year_has_its_occasions_as_events(pack: IslamicPack) -> None:
    events = {event.body: event for event in pack.events(2026)}
    assert events["eid_al_fitr"].at.date() == date(2026, 3, 20)
    assert events["islamic_new_year"].at.date() == date(2026, 6, 16)
    assert pack.events(1924)
    assert pack.events(2077)
    assert pack.events(1900) == ()


def test_it_goes_to_another_process_with_its_files(pack: IslamicPack) -> None:
    copy = pickle.loads(pickle.dumps(pack))  # noqa: S301 - our own bytes
    assert plan_of(copy, "dua", FRIDAY).slots == plan_of(pack, "dua", FRIDAY).slots


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_choice_of_method_reads_as_its_name() -> None:
    (method,) = (one for one in PACK.manifest.options if one.name == "method")
    for choice in method.choices:
        # As the dashboard shows it; no name is only the initials of one.
        read = method.labels.get(choice, choice.replace("_", " ").capitalize())
        assert len(read) > 4, read
    assert method.labels["mwl"] == "Muslim World League"
    assert set(method.labels) <= set(method.choices)


def test_a_missing_text_says_what_to_do_and_names_no_folder(
    bare_pack: IslamicPack, tmp_path: Path
) -> None:
    with pytest.raises(NothingToSay) as refused:
        plan_of(bare_pack, "verse_of_the_day", FRIDAY)
    assert "heliograph quran install --from FOLDER" in str(refused.value)
    assert str(tmp_path) not in str(refused.value)
    with pytest.raises(TextMissing) as missing:
        install(tmp_path, tmp_path / "there")
    assert str(tmp_path) not in missing.value.detail
