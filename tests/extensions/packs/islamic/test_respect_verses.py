"""Hard checks on verses: each has a piece that it refuses, and one that it lets pass."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from heliograph.extensions.packs.islamic.quran import Quran, Verse
from heliograph.extensions.packs.islamic.quran.words import cards_of
from heliograph.extensions.packs.islamic.respect import Account, Picture, Piece, Respect

OPEN, CLOSE = chr(0xFD3F), chr(0xFD3E)
CREDIT = "Tanzil Project, tanzil.net"


def post_of(*verses: Verse, **other: object) -> Piece:
    """A post as it should be: the verses, where they stand, who translated, the source."""
    arabic = " ".join(verse.body for verse in verses)
    first = verses[0]
    places = ", ".join(str(verse.reference) for verse in verses)
    meaning = " ".join(verse.translation for verse in verses)
    text = (
        f"{arabic}\n{meaning}\nSurah {first.surah.name_translit} {places}. "
        f"Translation: Pickthall, 1930. {CREDIT}"
    )
    references = tuple(str(verse.reference) for verse in verses)
    piece = Piece(text, verses=references, approved_by="Amina")
    return replace(piece, **other)  # type: ignore[arg-type]  # reason: fields of a piece


def rules(respect: Respect, piece: Piece) -> set[str]:
    """The ids of the broken rules."""
    return {problem.rule for problem in respect.problems(piece)}


@pytest.mark.parametrize("reference", ["2:255", "94:5", "112:1", "27:30", "3:88", "1:1", "2:282"])
def test_a_whole_verse_with_its_credits_passes(
    respect: Respect, quran: Quran, reference: str
) -> None:
    assert respect.problems(post_of(*quran.verses(reference))) == ()


@pytest.mark.parametrize("surah", ["1", "112", "113", "114", "55", "36"])
def test_a_whole_surah_passes(respect: Respect, quran: Quran, surah: str) -> None:
    text = " ".join(verse.arabic for verse in quran.verses(surah))
    assert respect.problems(Piece(text, approved_by="Amina")) == ()


def test_every_verse_passes_as_the_file_has_it_with_and_without_its_heading(
    respect: Respect, quran: Quran
) -> None:
    for verse in quran.all():
        for own in {verse.body, verse.arabic}:
            found = rules(respect, Piece(f"{own}\n", approved_by="Amina"))
            assert found == set(), verse.reference


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(chr(0x064E), "", 1),
        lambda text: text.replace(chr(0x0671), chr(0x0627), 1),
        lambda text: text.replace(chr(0x06DA), "", 1),
        lambda text: text[:-1],
        lambda text: "".join(sign for sign in text if not 0x064B <= ord(sign) <= 0x0652),
        lambda text: text.replace(" ", "\u00a0"),
    ],
    ids=["a vowel", "a letter's form", "a pause mark", "the last mark", "all vowels", "spaces"],
)
def test_arabic_that_differs_from_the_file_is_refused(
    respect: Respect, quran: Quran, change: object
) -> None:
    post = post_of(*quran.verses("2:255"))
    (verse,) = quran.verses("2:255")
    assert callable(change)
    altered = replace(post, text=post.text.replace(verse.body, change(verse.body)))
    assert rules(respect, altered) & {"quran.altered", "quran.cut", "quran.missing"}
    told = [one for one in respect.problems(altered) if one.rule.startswith("quran.")]
    assert all("2:255" in f"{one.found} {one.remedy}" for one in told)


@pytest.mark.parametrize("reference", ["112:1", "94:6", "103:2", "108:1", "1:5", "2:153"])
def test_a_word_exchanged_in_an_undeclared_verse_is_refused(
    respect: Respect, quran: Quran, reference: str
) -> None:
    (verse,) = quran.verses(reference)
    words = verse.body.split(" ")
    altered = " ".join([*words[:-1], words[-1] + "ون"])
    assert rules(respect, Piece(altered)) & {"quran.altered", "quran.cut"}


def test_normalising_the_text_on_the_way_is_noticed(respect: Respect, quran: Quran) -> None:
    post = post_of(*quran.verses("2:255"))
    assert "quran.altered" in rules(
        respect, replace(post, text=unicodedata.normalize("NFC", post.text))
    )


@pytest.mark.parametrize("reference", ["4:43", "2:255", "2:282"])
def test_a_verse_cut_in_the_middle_is_refused(
    respect: Respect, quran: Quran, reference: str
) -> None:
    (verse,) = quran.verses(reference)
    half = " ".join(verse.body.split(" ")[:11])
    found = respect.problems(Piece(f"{half} ...", approved_by="Amina"))
    assert [one.rule for one in found] == ["quran.cut"]
    assert reference in found[0].found


def test_ordinary_arabic_and_words_of_prayer_are_nobodys_quotation(respect: Respect) -> None:
    text = (
        "السلام عليكم ورحمة الله وبركاته. بسم الله الرحمن الرحيم\n"
        "نذكّركم بموعد صلاة الجمعة اليوم في المسجد الكبير، ولا إله إلا الله.\n"
        "إنا لله وإنا إليه راجعون. حسبنا الله ونعم الوكيل"
    )
    assert respect.problems(Piece(text, approved_by="Amina")) == ()


def test_only_whole_verses_stand_in_the_brackets_kept_for_them(
    respect: Respect, quran: Quran
) -> None:
    pair = quran.verses("94:5-6")
    right = f"{OPEN}{pair[0].body} \u06dd\u0665 {pair[1].body} \u06dd\u0666{CLOSE}"
    assert "quran.altered" not in rules(respect, Piece(right))
    for wrong in (f"{OPEN}كلام عادي{CLOSE}", f"{OPEN}{pair[0].body} كلام{CLOSE}"):
        assert "quran.altered" in rules(respect, Piece(wrong))


def test_a_verse_written_on_a_picture_is_judged_like_one_in_the_text(
    respect: Respect, quran: Quran
) -> None:
    (verse,) = quran.verses("94:5")
    piece = Piece("", pictures=(Picture(texts=(verse.body[:-1],)),))
    (problem,) = [one for one in respect.problems(piece) if one.rule == "quran.altered"]
    assert problem.field == "media[0]"


def test_a_named_verse_that_is_not_there_is_refused(respect: Respect, quran: Quran) -> None:
    post = post_of(*quran.verses("94:5"))
    assert "quran.missing" in rules(respect, replace(post, verses=("94:5", "94:6")))


@pytest.mark.parametrize("text", ["Qur'an 2:287 says so", "See Surah Al-Baqara (2:300)"])
def test_a_reference_to_no_verse_is_refused(respect: Respect, text: str) -> None:
    assert "quran.reference" in rules(respect, Piece(text))
    assert "quran.reference" in rules(respect, Piece("", verses=("115:1",)))


def test_times_of_day_are_no_references(respect: Respect) -> None:
    assert "quran.reference" not in rules(respect, Piece("Fajr 5:15, Maghrib 17:61 by sundial"))


@pytest.mark.parametrize("gone", ["94:5", "Ash-Sharh", "Pickthall", "tanzil.net"])
def test_a_verse_without_one_of_its_credits_is_refused(
    respect: Respect, quran: Quran, gone: str
) -> None:
    post = post_of(*quran.verses("94:5"))
    assert "quran.credit" in rules(respect, replace(post, text=post.text.replace(gone, "")))


def test_permanent_credits_of_the_account_name_the_source_for_all_posts(
    respect: Respect, quran: Quran
) -> None:
    post = post_of(*quran.verses("94:5"), account=Account(credits_sources=True))
    assert respect.problems(replace(post, text=post.text.replace(CREDIT, ""))) == ()


def test_a_translation_is_given_whole(respect: Respect, quran: Quran) -> None:
    post = post_of(*quran.verses("2:255"))
    cut = post.text.replace("He is the Sublime, the Tremendous.", "")
    assert "quran.translation_cut" in rules(respect, replace(post, text=cut))


def test_cards_that_end_at_permitted_stops_pass_in_one_post(respect: Respect, quran: Quran) -> None:
    (verse,) = quran.verses("2:255")
    cards = cards_of(verse.body, 220)
    assert len(cards) > 1
    post = post_of(verse, cards=cards)
    post = replace(post, text=post.text.replace(verse.body, ""))
    assert respect.problems(post) == ()
    assert "quran.cards_apart" in rules(respect, replace(post, posted_apart=True))


@pytest.mark.parametrize("mark", [0x06D6, 0x06D9, 0x06DB])
def test_a_card_never_ends_where_a_reader_should_go_on(
    respect: Respect, quran: Quran, mark: int
) -> None:
    verse = next(one for one in quran.all() if f" {chr(mark)} " in one.body)
    before, _, after = verse.body.partition(f" {chr(mark)} ")
    post = post_of(verse, cards=(f"{before} {chr(mark)}", after))
    assert "quran.card_break" in rules(respect, post)


def test_two_verses_on_two_cards_end_where_the_first_ends(respect: Respect, quran: Quran) -> None:
    pair = quran.verses("107:4-5")
    assert respect.problems(post_of(*pair, cards=tuple(one.body for one in pair))) == ()


def test_a_provider_that_returns_a_verse_is_refused_altered_or_not(
    respect: Respect, quran: Quran
) -> None:
    (verse,) = quran.verses("2:153")
    for text in (verse.body, verse.body.replace(chr(0x064E), ""), verse.body[:-4]):
        assert "quran.from_provider" in rules(respect, Piece(text, from_provider=True))
    own = Piece("A short thought about patience.", from_provider=True, approved_by="Amina")
    assert respect.problems(own) == ()


def test_an_endless_text_is_refused_unread(respect: Respect) -> None:
    assert rules(respect, Piece("الله " * 100_000)) == {"respect.too_long"}


def test_an_altered_verse_is_found_behind_a_prayer_and_a_right_one(
    respect: Respect, quran: Quran
) -> None:
    right, wrong = quran.verses("94:5-6")
    text = f"بسم الله الرحمن الرحيم {right.body}\n{wrong.body}ون"
    assert "quran.altered" in rules(respect, Piece(text))


def test_without_an_installed_text_a_verse_cannot_pass(tmp_path: Path) -> None:
    unread = Respect(Quran([tmp_path]))
    (problem,) = unread.problems(Piece("", verses=("2:255",), approved_by="Amina"))
    assert problem.rule == "quran.not_installed"
    assert "heliograph quran install" in problem.remedy
    assert unread.problems(Piece("Friday is near.", approved_by="Amina")) == ()
