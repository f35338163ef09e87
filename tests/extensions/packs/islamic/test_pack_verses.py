"""Every verse goes through facts, plan, text, picture and JSON, and comes out byte for byte."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
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
from heliograph.sdk.judging import Judged
from heliograph.sdk.packs import Brief, Fact, Plan, Theme
from heliograph.sdk.text import Draft, TextBrief

DAY = date(2026, 11, 20)
MOST_ALT = 500
"""Characters of the strictest network; a longer description would be cut, and a verse with it."""
OPEN, CLOSE = chr(0xFD3F), chr(0xFD3E)


def through_json(plan: Plan) -> Plan:
    """The plan as it comes back from a store that keeps JSON."""
    kept = json.loads(json.dumps(dataclasses.asdict(plan), default=str))
    facts = tuple(Fact(**fact) for fact in kept.pop("facts"))
    themes = tuple(Theme(**theme) for theme in kept.pop("themes"))
    kept["date"] = date.fromisoformat(kept["date"])
    return Plan(**kept, facts=facts, themes=themes)


def drafted(pack: IslamicPack, plan: Plan, most: int | None = None) -> Draft:
    """The draft of a plan, and back from JSON as well."""
    draft = pack.write(TextBrief(plan, pack.folder, "seed", max_characters=most))
    kept = json.loads(json.dumps(dataclasses.asdict(draft)))
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
        assert is_whole or " ".join(cards) == " ".join(bodies)
        piece = Judged(text, plan, cards=() if is_whole else cards, approved_by="Amina")
        assert pack.judge(piece) == ()
        moved += not is_whole
    assert moved > 0 or most == 2200


def test_a_limit_that_leaves_no_room_is_refused_with_the_length(pack: IslamicPack) -> None:
    plan = plan_of(pack, "verse_of_the_day", DAY)
    with pytest.raises(ValueError, match="30 are allowed"):
        drafted(pack, plan, 30)
