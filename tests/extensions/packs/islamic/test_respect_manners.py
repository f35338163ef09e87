"""Hard checks on words, pictures, sound and company: each has a piece that it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from heliograph.extensions.packs.islamic.hadith import Hadith
from heliograph.extensions.packs.islamic.quran import Quran
from heliograph.extensions.packs.islamic.respect import Account, Picture, Piece, Respect


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Respect:
    """The checks without a text: nothing here quotes."""
    return Respect(Quran([Path(tmp_path_factory.mktemp("empty"))]))


def rules(judge: Respect, piece: Piece) -> set[str]:
    """The ids of the broken rules that are not about the missing text."""
    found = judge.problems(piece)
    assert all(one.found and one.allowed and one.remedy for one in found)
    return {one.rule for one in found} - {"quran.not_installed"}


def said(text: str) -> Piece:
    """An approved text."""
    return Piece(text, approved_by="Amina")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Music is haram, stop it now.", "respect.ruling"),
        ("Our new fatwa on trade.", "respect.ruling"),
        ("Eating that invalidates your fast.", "respect.ruling"),
        ("Those people are kuffar.", "respect.takfir"),
        ("They are not real Muslims.", "respect.takfir"),
        ("What Shia and Sunni disagree about.", "respect.sectarian"),
        ("That is a bid'ah.", "respect.sectarian"),
        ("Vote for change in the elections.", "respect.politics"),
        ("A word on Israel today.", "respect.politics"),
        ("Share this and receive a reward tonight.", "respect.chain"),
        ("Don't scroll without saying it.", "respect.chain"),
        ("Type ameen and wait.", "respect.chain"),
        ("Whoever reads this tonight will be saved.", "respect.merit"),
        ("Funny Ramadan memes inside.", "respect.mockery"),
        ("Your horoscope for Friday.", "respect.zodiac"),
        ("حكم شرعي في المسألة", "respect.ruling"),
        ("انشرها تؤجر", "respect.chain"),
        ("من قرأ هذا الدعاء غفر له", "respect.merit"),
    ],
)
def test_what_this_pack_never_says_is_refused(judge: Respect, text: str, rule: str) -> None:
    assert rule in rules(judge, said(text))


@pytest.mark.parametrize(
    "text",
    [
        "Friday is a good day to call your parents.",
        "Asr begins at 15:15. Check with your mosque.",
        "The Children of Israel are named in many surahs.",
        "Surah Muhammad, 47:24, in one breath.",
        "Share this with a friend who likes to read.",
        "We cannot count the blessings around us.",
        "11 Jumada al-Akhirah 1448 AH, Saturday.",
        "مواقيت الصلاة في القاهرة اليوم",
    ],
)
def test_ordinary_words_pass(judge: Respect, text: str) -> None:
    assert rules(judge, said(text)) == set()


def test_a_claim_of_merit_with_its_source_passes(judge: Respect) -> None:
    text = "Whoever reads it will find ease, as in Sahih Muslim 12."
    assert "respect.merit" not in rules(judge, said(text))


@pytest.mark.parametrize(
    ("bare", "dressed", "rule"),
    [
        ("Thank Allah for the morning.", "Thank Allah (swt) for the morning.", "allah"),
        ("Thank Allah for the morning.", "Thank Allahﷻ for the morning.", "allah"),
        ("The Prophet smiled often.", "The Prophet ﷺ smiled often.", "prophet"),
        (
            "Muhammad was known as the trustworthy.",
            "Muhammad (peace be upon him) was known as the trustworthy.",
            "prophet",
        ),
        ("The patience of Ayyub.", "The patience of Ayyub, peace be upon him.", "others"),
        ("Prophet Moses spoke.", "Prophet Moses (peace be upon him) spoke.", "others"),
    ],
)
def test_a_name_without_its_honorific_is_refused_and_with_it_passes(
    judge: Respect, bare: str, dressed: str, rule: str
) -> None:
    assert rules(judge, said(bare)) == {f"respect.honorific_{rule}"}
    assert rules(judge, said(dressed)) == set()


def test_names_in_set_phrases_and_of_others_ask_for_nothing(judge: Respect) -> None:
    text = "Alhamdulillah and in sha Allah. Read Surah Yusuf in Muhammad Asad's edition."
    assert rules(judge, said(text)) == set()


@pytest.mark.parametrize(
    "prompt",
    ["portrait of Prophet Muhammad", "the angel Gabriel over Mecca", "Jesus on a mountain",
     "the companions riding", "the hand of God", "صورة النبي"],
)  # fmt: skip
def test_a_picture_of_the_sacred_is_refused_with_any_text(judge: Respect, prompt: str) -> None:
    piece = Piece("A quiet morning.", pictures=(Picture(prompt=prompt),), approved_by="Amina")
    assert rules(judge, piece) == {"picture.sacred"}


def test_what_a_picture_shows_counts_like_what_was_asked_for(judge: Respect) -> None:
    piece = Piece("A morning.", pictures=(Picture(shows=("sky", "angel")),), approved_by="Amina")
    assert rules(judge, piece) == {"picture.sacred"}


@pytest.mark.parametrize(
    ("shown", "rule"),
    [("a woman at a window", "people"), ("human face", "people"), ("two cats", "animals"),
     ("restaurant menu", "selling")],
)  # fmt: skip
def test_nobody_stands_behind_a_verse(judge: Respect, shown: str, rule: str) -> None:
    picture = Picture(shows=(shown,))
    verse = Piece("", verses=("94:5",), pictures=(picture,), approved_by="Amina")
    assert f"picture.{rule}" in rules(judge, verse)
    assert rules(judge, Piece("A walk.", pictures=(picture,), approved_by="Amina")) == set()


def test_a_model_does_not_draw_letters(judge: Respect) -> None:
    asked = Picture(prompt="golden arabic calligraphy on marble", is_generated=True)
    piece = Piece("A pattern.", pictures=(asked,), approved_by="Amina")
    assert rules(judge, piece) == {"picture.lettering"}
    drawn = Piece("", pictures=(Picture(prompt=asked.prompt),), approved_by="Amina")
    assert rules(judge, drawn) == set()


def test_a_verse_stays_above_the_platforms_buttons(judge: Respect) -> None:
    low, high = (
        Piece("", verses=("94:5",), pictures=(Picture(verse_ends_at=end),)) for end in (0.9, 0.8)
    )
    assert "picture.bottom_edge" in rules(judge, low)
    assert "picture.bottom_edge" not in rules(judge, high)


def test_no_machine_recites(judge: Respect) -> None:
    assert rules(judge, Piece("", sound=("made_recitation",), approved_by="Amina")) == {
        "recitation.synthesised"
    }
    voiced = Piece("", verses=("94:5",), sound=("voice",))
    assert "recitation.synthesised" in rules(judge, voiced)
    assert rules(judge, Piece("Fajr 05:15", sound=("voice",), approved_by="Amina")) == set()


def test_no_music_goes_with_recitation_with_verses_or_against_the_switch(judge: Respect) -> None:
    under = Piece("", sound=("recitation", "music"))
    beside = Piece("", verses=("94:5",), sound=("music",))
    switched = Piece("Hi", sound=("music",), account=Account(no_instruments=True))
    for piece in (under, beside, switched):
        assert "sound.music" in rules(judge, piece)
    assert rules(judge, Piece("Hi", sound=("ambience",), approved_by="Amina")) == set()


@pytest.mark.parametrize("approved_by", [None, "", "  "])
def test_nothing_goes_out_without_a_persons_yes(judge: Respect, approved_by: str | None) -> None:
    assert rules(judge, Piece("Hi", approved_by=approved_by)) == {"respect.approval"}


def test_the_zodiac_shares_no_account_unless_the_owner_says_so(judge: Respect) -> None:
    both = frozenset({"islamic", "zodiac"})
    mixed = Piece("Hi", account=Account(packs=both), approved_by="Amina")
    agreed = Piece("Hi", account=Account(packs=both, mixing_confirmed=True), approved_by="Amina")
    assert rules(judge, mixed) == {"respect.mixing"}
    assert rules(judge, agreed) == set()


def hadith(**other: object) -> Hadith:
    """A record of a user's collection; its words are none of a hadith."""
    given = {"arabic": "نص", "collection": "Trial", "number": "7", "grade": "sahih"}
    return Hadith.model_validate({**given, "licence": "own work", **other})


@pytest.mark.parametrize(
    ("record", "text", "rule"),
    [
        (hadith(grade=None), "Trial 7", "hadith.incomplete"),
        (hadith(collection=""), "Trial 7", "hadith.incomplete"),
        (hadith(grade="weak"), "Trial 7", "hadith.grade"),
        (hadith(grade="mawdu"), "Trial 7", "hadith.grade"),
        (hadith(), "Trial", "hadith.citation"),
    ],
)
def test_a_hadith_that_may_not_be_posted_is_refused(
    judge: Respect, record: Hadith, text: str, rule: str
) -> None:
    assert rules(judge, Piece(text, hadith=(record,), approved_by="Amina")) == {rule}


def test_the_owner_may_allow_weak_ones_and_never_fabricated_ones(judge: Respect) -> None:
    account = Account(weak_hadith_allowed=True)
    for grade, broken in (("weak", set()), ("mawdu", {"hadith.grade"})):
        piece = Piece(
            "Trial 7", hadith=(hadith(grade=grade),), account=account, approved_by="Amina"
        )
        assert rules(judge, piece) == broken
