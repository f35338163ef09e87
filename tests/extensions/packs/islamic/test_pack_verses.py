"""Every verse goes through facts, plan, text, picture and JSON, and comes out byte for byte."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from tests.extensions.packs.islamic.runs import CAIRO, plan_of

from heliograph.extensions.packs.islamic import IslamicPack
from heliograph.extensions.packs.islamic.content import (
    groups_by_topic,
    supplications,
    verses_by_topic,
    verses_of,
)
from heliograph.extensions.packs.islamic.facts.verses import CARD_LENGTHS, cards_for
from heliograph.extensions.packs.islamic.quran import Quran
from heliograph.extensions.packs.islamic.quran.words import permits_stop, stands_alone
from heliograph.sdk.judging import Judged, JudgedPicture
from heliograph.sdk.packs import Brief, Fact, Plan, Theme
from heliograph.sdk.text import Draft, TextBrief

DAY = date(2026, 11, 20)
MOST_ALT = 500
"""Characters of the strictest network; a longer description would be cut, and a verse with it."""
OPEN, CLOSE = chr(0xFD3F), chr(0xFD3E)
_END = re.compile(" \u06dd[\u0660-\u0669]+")


def through_json(plan: Plan) -> Plan:
    """The plan as it comes back from a store that keeps JSON."""
    kept = json.loads(json.dumps(plan, default=_fields))
    facts = tuple(Fact(**fact) for fact in kept.pop("facts"))
    themes = tuple(Theme(**theme) for theme in kept.pop("themes"))
    kept["date"] = date.fromisoformat(kept["date"])
    return Plan(**kept, facts=facts, themes=themes)


def _fields(value: object) -> object:
    return vars(value) if dataclasses.is_dataclass(value) else str(value)


def drafted(pack: IslamicPack, plan: Plan, most: int | None = None) -> Draft:
    """The draft of a plan, and back from JSON as well."""
    draft = pack.write(TextBrief(plan, pack.folder, "seed", max_characters=most))
    kept = json.loads(json.dumps(draft, default=_fields))
    assert kept["text"].encode() == draft.text.encode()
    return draft


@pytest.mark.parametrize("language", ["en", "ar"])
def test_all_verses_come_through_byte_for_byte(
    pack: IslamicPack, quran: Quran, language: str
) -> None:
    seen = 0
    for verse in quran.all():
        brief = Brief(
            "readers", "verse_of_the_day", DAY, CAIRO, language, notes=(str(verse.reference),)
        )
        plan = through_json(pack.plan(brief, pack.facts(brief, ())))
        draft = drafted(pack, plan)
        own = verse.body.encode()
        assert plan.slots["arabic"].encode() == own
        assert own in draft.text.encode()
        assert f"{OPEN}{verse.body}{CLOSE}".encode() in draft.text.encode()
        cards = [plan.slots[f"card_{at}"] for at in range(1, int(plan.slots["cards"]) + 1)]
        assert " ".join(cards).encode() == own
        assert len(draft.alt_text) <= MOST_ALT
        drawing = pack.drawing(plan, draft)
        assert drawing.words.get("arabic", verse.body).encode() == own
        if language == "en":
            assert verse.translation.encode() in draft.text.encode()
        seen += 1
    assert seen == 6236


def test_a_basmala_that_is_only_a_heading_is_not_part_of_the_verse(
    pack: IslamicPack, quran: Quran
) -> None:
    first = plan_of(pack, "verse_of_the_day", DAY, options={"reference": "2:1"})
    basmala = quran.verse(quran.verses("1:1")[0].reference).body
    assert basmala not in first.slots["arabic"]
    letter = plan_of(pack, "verse_of_the_day", DAY, options={"reference": "27:30"})
    assert basmala in letter.slots["arabic"]


def test_cards_hold_the_whole_verse_and_end_where_one_may_stop(quran: Quran) -> None:
    broken = 0
    for verse in quran.all():
        cards = cards_for([verse.body])
        assert " ".join(cards) == verse.body
        assert max(map(len, cards)) <= CARD_LENGTHS[-1]
        for card, after in pairwise(cards):
            assert permits_stop(card.rpartition(" ")[2])
            assert not stands_alone(after.partition(" ")[0])
        broken += len(cards) > 1
    assert broken > 450


def test_verses_of_a_group_are_shown_one_by_one(pack: IslamicPack, quran: Quran) -> None:
    plan = plan_of(pack, "verse_group", DAY, options={"reference": "107:4-5"})
    text = drafted(pack, plan).text
    for verse in quran.verses("107:4-5"):
        assert f"{OPEN}{verse.body}{CLOSE}" in text
        assert verse.body in plan.slots["arabic"]
    assert "107:4-5" in text


def test_every_listed_group_of_verses_is_there_and_stands_in_one_surah(quran: Quran) -> None:
    listed = [one for pool in (verses_by_topic(), groups_by_topic()) for one in pool.values()]
    references = [one for group in listed for one in group]
    references += [*verses_of("friday"), *verses_of("ramadan"), *supplications()]
    assert all(quran.verses(one) for one in references)
    assert len(verses_of("ramadan")) == 30
    assert "107:4" not in references
    assert "4:43" not in references
    own = [one for pool in verses_by_topic().values() for one in pool]
    assert len(own) == len(set(own)) > 150


def test_the_marked_words_are_the_verses_own(pack: IslamicPack, quran: Quran) -> None:
    for reference, one in supplications().items():
        plan = plan_of(pack, "dua", DAY, options={"reference": reference})
        slots = plan.slots
        whole = " ".join(verse.body for verse in quran.verses(reference))
        parts = (slots["before"], slots["supplication"], slots["after"])
        assert " ".join(part for part in parts if part).encode() == whole.encode()
        assert slots["who"] == one.en
        assert drafted(pack, plan).text.count(whole.split(" ")[0]) >= 1


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("most", [280, 300, 500, 2200])
def test_a_verse_that_does_not_fit_goes_whole_to_the_cards(
    pack: IslamicPack, quran: Quran, language: str, most: int
) -> None:
    moved = 0
    for reference in ("2:282", "2:255", "24:35", "112", "103", "2:286", "94:5-6"):
        plan = plan_of(pack, "verse_of_the_day", DAY, language, {"reference": reference})
        text = drafted(pack, plan, most).text
        assert len(text) <= most
        bodies = [verse.body for verse in quran.verses(reference)]
        is_whole = all(body in text for body in bodies)
        assert is_whole or not any(body in text for body in bodies)
        cards = tuple(plan.slots[f"card_{at}"] for at in range(1, int(plan.slots["cards"]) + 1))
        assert is_whole or _END.sub("", " ".join(cards)) == " ".join(bodies)
        piece = Judged(text, plan, cards=() if is_whole else cards, approved_by="Amina")
        assert pack.judge(piece) == ()
        moved += not is_whole
    assert moved > 0 or most == 2200


def test_a_limit_that_leaves_no_room_is_refused_with_the_length(pack: IslamicPack) -> None:
    plan = plan_of(pack, "verse_of_the_day", DAY)
    with pytest.raises(ValueError, match="30 are allowed"):
        drafted(pack, plan, 30)


def on_cards(pack: IslamicPack, plan: Plan, draft: Draft) -> tuple[JudgedPicture, ...]:
    """Every picture of a draft with cards, as the picture step asks for them."""
    drawn = (
        pack.drawing(plan, dataclasses.replace(draft, card_text=card, cards=(card,)))
        for card in draft.cards
    )
    return tuple(JudgedPicture(dict(one.words)) for one in drawn)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", ["verse_of_the_day", "verse_group", "reminder", "dua"])
def test_every_daily_verse_is_seen_whole_on_one_card_or_over_several(
    pack: IslamicPack, quran: Quran, kind: str, language: str
) -> None:
    spread = 0
    for number in range(120):
        plan = plan_of(pack, kind, DAY + timedelta(days=number), language)
        draft = drafted(pack, plan)
        pictures = on_cards(pack, plan, draft) or (
            JudgedPicture(dict(pack.drawing(plan, draft).words)),
        )
        seen = " ".join(one.words["arabic"] for one in pictures)
        for verse in quran.verses(plan.slots["reference"]):
            assert verse.body.encode() in _END.sub("", seen).encode()
        assert all(plan.slots["reference_said"] in one.words["reference"] for one in pictures)
        piece = Judged(draft.text, plan, cards=draft.cards, pictures=pictures, approved_by="Amina")
        assert pack.judge(piece) == ()
        spread += len(pictures) > 1
    assert spread > 0 or kind == "reminder"


def test_cards_of_a_verse_are_refused_when_one_is_missing_altered_or_cut_elsewhere(
    pack: IslamicPack,
) -> None:
    plan = plan_of(pack, "verse_of_the_day", DAY, options={"reference": "2:255"})
    draft = drafted(pack, plan)
    pictures = on_cards(pack, plan, draft)
    assert len(pictures) == len(draft.cards) == 3
    assert [one.words["reference"][-3:] for one in pictures] == ["1/3", "2/3", "3/3"]

    def rules(cards: tuple[str, ...], shown: tuple[JudgedPicture, ...]) -> set[str]:
        piece = Judged(draft.text, plan, cards=cards, pictures=shown, approved_by="Amina")
        return {one.rule for one in pack.judge(piece)}

    assert rules(draft.cards, pictures) == set()
    assert rules(draft.cards, pictures[:2]) == {"quran.cut"}
    assert rules(draft.cards[:2], pictures[:2]) == {"quran.cut"}
    first, *rest = draft.cards
    moved = (" ".join(first.split(" ")[:-2]), " ".join((*first.split(" ")[-2:], *rest)))
    assert "quran.card_break" in rules(moved, tuple(JudgedPicture({"arabic": c}) for c in moved))
    altered = (*draft.cards[:2], draft.cards[2].replace(draft.cards[2][1], "\u064f", 1))
    assert rules(altered, tuple(JudgedPicture({"arabic": card}) for card in altered)) != set()


def test_a_verse_too_long_even_for_cards_is_named_and_only_when_asked_for(
    pack: IslamicPack,
) -> None:
    plan = plan_of(pack, "verse_of_the_day", DAY, options={"reference": "2:177"})
    draft = drafted(pack, plan)
    assert draft.cards == ()
    assert "arabic" not in pack.drawing(plan, draft).words
    days = (DAY + timedelta(days=number) for number in range(400))
    daily = {plan_of(pack, "verse_of_the_day", day).slots["reference"] for day in days}
    assert len(daily) > 140
    assert "2:177" not in daily


@pytest.mark.parametrize(("reference", "ayah"), [("107", 4), ("94", 5), ("93", 7)])
def test_no_card_ends_where_only_the_next_verse_says_what_is_meant(
    pack: IslamicPack, quran: Quran, reference: str, ayah: int
) -> None:
    plan = plan_of(pack, "verse_group", DAY, options={"reference": reference})
    cards = drafted(pack, plan).cards
    body = quran.verses(f"{reference}:{ayah}")[0].body
    assert len(cards) > 1
    assert not any(_END.sub("", card).endswith(body) for card in cards)


def test_brackets_keep_to_their_verse_in_a_line_that_runs_from_left_to_right(
    pack: IslamicPack, quran: Quran
) -> None:
    """Neither bracket is mirrored, so each needs the direction of the verse on its outer side."""
    mark, body = "\u200f", quran.verses("112:1")[0].body
    asked = {"reference": "112:1"}
    english = drafted(pack, plan_of(pack, "verse_of_the_day", DAY, options=asked)).text
    arabic = drafted(pack, plan_of(pack, "verse_of_the_day", DAY, "ar", asked)).text
    assert f"{mark}{OPEN}{body}{CLOSE}{mark}".encode() in english.encode()
    assert f"{OPEN}{body}{CLOSE}" in arabic
    assert mark not in arabic
