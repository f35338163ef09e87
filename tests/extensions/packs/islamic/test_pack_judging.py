"""The gate asks the pack: what breaks a rule of respect is refused, what keeps them passes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.extensions.packs.islamic.runs import plan_of

from heliograph.extensions.packs.islamic import PACK, IslamicPack
from heliograph.sdk.judging import Judged, JudgedPicture
from heliograph.sdk.packs import NothingToSay, Plan
from heliograph.sdk.pictures import PictureReport, TextBox
from heliograph.sdk.text import TextBrief

KINDS = tuple(kind.id for kind in PACK.manifest.types if kind.id != "hadith")
FRIDAY = date(2026, 3, 6)
FATHA, DAMMA = "\u064e", "\u064f"


def judged(
    pack: IslamicPack, plan: Plan, text: str | None = None, *, from_model: bool = False
) -> Judged:
    """A piece as the pack writes it, or with another text."""
    draft = pack.write(TextBrief(plan, pack.folder, "s"))
    return Judged(
        draft.text if text is None else text,
        plan,
        draft.hashtags,
        draft.alt_text,
        draft.title,
        from_model=from_model,
    )


def rules_broken(pack: IslamicPack, piece: Judged) -> set[str]:
    """The ids of what is refused."""
    found = pack.judge(piece)
    assert all(one.found and one.allowed and one.remedy for one in found)
    return {one.rule for one in found}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_the_pack_writes_and_draws_keeps_every_rule(
    pack: IslamicPack, kind: str, language: str
) -> None:
    made = 0
    for at in range(0, 120, 8):
        day = date(2026, 1, 30) + timedelta(days=at)
        try:
            plan = plan_of(pack, kind, day, language)
        except NothingToSay:
            continue
        draft = pack.write(TextBrief(plan, pack.folder, str(day), length="long"))
        words = dict(pack.drawing(plan, draft).words)
        picture = JudgedPicture(words, 1080, 1350)
        spoken = (draft.hashtags, draft.alt_text, draft.title)
        assert pack.judge(Judged(draft.text, plan, *spoken, pictures=(picture,))) == ()
        made += 1
    assert made >= 3


def test_a_provider_that_returns_altered_arabic_is_refused(pack: IslamicPack) -> None:
    plan = plan_of(pack, "verse_of_the_day", FRIDAY, "ar", {"reference": "94:5-6"})
    right = judged(pack, plan)
    assert rules_broken(pack, right) == set()
    verse = plan.slots["body_1"]
    for altered in (
        verse.replace(FATHA, DAMMA, 1),
        verse.replace(FATHA, "", 1),
        verse[:-1],
        verse.replace(" ", "  ", 1),
        verse.replace("\u0671", "\u0627"),
    ):
        assert altered != verse
        piece = judged(pack, plan, right.text.replace(verse, altered), from_model=True)
        assert rules_broken(pack, piece) & {"quran.altered", "quran.missing", "quran.cut"}, altered


def test_a_model_may_place_a_verse_and_never_write_one(pack: IslamicPack) -> None:
    plan = plan_of(pack, "verse_of_the_day", FRIDAY, "en", {"reference": "112:1"})
    own = judged(pack, plan)
    assert "quran.from_provider" not in rules_broken(pack, judged(pack, plan, from_model=True))
    other = pack._sources().quran.verses("2:255")[0].body
    piece = judged(pack, plan, f"{own.text}\n\n{other}", from_model=True)
    assert "quran.from_provider" in rules_broken(pack, piece)


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ("Share this and you will get a reward.", "respect.chain"),
        ("Whoever reads this verse will enter paradise.", "respect.merit"),
        ("Music is haram.", "respect.ruling"),
        ("The Prophet said so.", "respect.honorific_prophet"),
        ("Allah knows.", "respect.honorific_allah"),
        ("Read your horoscope first.", "respect.zodiac"),
        ("lol, when you are late for fajr", "respect.mockery"),
        ("Vote for this political party.", "respect.politics"),
    ],
)
def test_own_words_that_are_not_ours_to_say_are_refused(
    pack: IslamicPack, more: str, rule: str
) -> None:
    # Friday's own line names the Prophet with his honorific; on a Thursday nothing does.
    plan = plan_of(pack, "hijri_day", FRIDAY - timedelta(days=1))
    piece = judged(pack, plan, f"{judged(pack, plan).text}\n{more}")
    assert rule in rules_broken(pack, piece)


def test_a_verse_cut_short_or_without_its_source_is_refused(pack: IslamicPack) -> None:
    plan = plan_of(pack, "verse_of_the_day", FRIDAY, "en", {"reference": "4:43"})
    own = judged(pack, plan).text
    words = plan.slots["arabic"].split(" ")
    cut = own.replace(plan.slots["arabic"], " ".join(words[:9]))
    assert "quran.missing" in rules_broken(pack, judged(pack, plan, cut))
    unsourced = own.replace("Source: Tanzil Project, tanzil.net", "")
    assert "quran.credit" in rules_broken(pack, judged(pack, plan, unsourced))
    elsewhere = {"reference": "4:43", "credits_elsewhere": "yes"}
    credited = plan_of(pack, "verse_of_the_day", FRIDAY, "en", elsewhere)
    assert "tanzil" not in judged(pack, credited).text
    assert rules_broken(pack, judged(pack, credited)) == set()


def test_a_verse_may_stand_on_the_picture_alone(pack: IslamicPack) -> None:
    plan = plan_of(pack, "verse_of_the_day", FRIDAY, "en", {"reference": "103"})
    text = "Surah Al-Asr, 103:1-3. Source: Tanzil Project, tanzil.net"
    words = {"arabic": plan.slots["arabic"], "reference": "Al-Asr 103:1-3"}
    piece = Judged(text, plan, pictures=(JudgedPicture(words, 1080, 1350),))
    assert rules_broken(pack, piece) == set()
    assert "quran.missing" in rules_broken(pack, Judged(text, plan))


def test_a_verse_near_the_bottom_edge_and_forbidden_pictures_are_refused(
    pack: IslamicPack,
) -> None:
    plan = plan_of(pack, "verse_of_the_day", FRIDAY, "en", {"reference": "112:1"})
    own = judged(pack, plan)
    words = {"arabic": plan.slots["arabic"]}
    box = TextBox("arabic", 100, 1100, 900, 1300, 60, 1, 9.0, 4, plan.slots["arabic"])
    low = PictureReport((box,), (60, 60, 1020, 1290))

    def broken(picture: JudgedPicture) -> set[str]:
        return rules_broken(pack, Judged(own.text, plan, pictures=(picture,)))

    assert broken(JudgedPicture(words, 1080, 1350, report=low)) == {"picture.bottom_edge"}
    angel = JudgedPicture(words, 1080, 1350, is_generated=True, prompt="an angel over a city")
    assert broken(angel) == {"picture.sacred"}
    letters = JudgedPicture(words, 1080, 1350, is_generated=True, prompt="arabic calligraphy")
    assert broken(letters) == {"picture.lettering"}


def test_without_an_installed_text_plain_arabic_passes_and_quotations_do_not(
    bare_pack: IslamicPack, pack: IslamicPack
) -> None:
    plan = plan_of(bare_pack, "prayer_times", FRIDAY, "ar")
    piece = judged(bare_pack, plan)
    assert rules_broken(bare_pack, piece) == set()
    verse = pack._sources().quran.verses("112:1")[0].body
    for quoted in (verse, f"{chr(0xFD3F)}قل هو الله أحد{chr(0xFD3E)}"):
        with_it = judged(bare_pack, plan, f"{piece.text}\n{quoted}")
        assert rules_broken(bare_pack, with_it) == {"quran.not_installed"}


def test_what_is_quoted_can_be_taken_out_of_a_text(pack: IslamicPack) -> None:
    plan = plan_of(pack, "verse_of_the_day", FRIDAY, "en", {"reference": "2:255"})
    text = judged(pack, plan).text
    own = pack.own_words(text, plan)
    assert plan.slots["arabic"] not in own
    assert plan.slots["translation"] not in own
    assert "2:255" in own


def test_words_that_only_the_pictures_report_holds_are_judged(pack: IslamicPack) -> None:
    plan = plan_of(pack, "verse_of_the_day", FRIDAY, "en", {"reference": "112:1"})
    verse = plan.slots["arabic"]

    def broken(words: str) -> set[str]:
        box = TextBox("arabic", 100, 300, 900, 500, 60, 1, 9.0, 4, words)
        picture = JudgedPicture(report=PictureReport((box,), (60, 60, 1020, 1290)))
        return rules_broken(pack, Judged(judged(pack, plan).text, plan, pictures=(picture,)))

    assert broken(verse) == set()
    assert broken(verse.replace(DAMMA, FATHA, 1)) == {"quran.altered"}
