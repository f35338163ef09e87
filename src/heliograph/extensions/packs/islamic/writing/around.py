"""What stands around a text and agrees with it: title, hashtags, call, words for pictures."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.facts.verses import DRAWN
from heliograph.extensions.packs.islamic.hijri.names import Language
from heliograph.extensions.packs.islamic.writing.blocks import block
from heliograph.extensions.packs.islamic.writing.choosing import Chooser
from heliograph.extensions.packs.islamic.writing.pools import Line, lines
from heliograph.sdk.packs import Plan

CARD_WORDS = 30
LONGEST_QUOTE = 300
"""Characters of a verse that are read out in a description; a longer one is named instead."""
FEWEST, MOST = 3, 8
_QUOTING = frozenset({"verse_of_the_day", "verse_group", "reminder", "dua"})


def title(chooser: Chooser, language: Language) -> Line:
    """A few words for lists and for platforms that ask for a title."""
    return chooser.pick(lines("titles/" + chooser.brief.plan.type, language, "title"), "title")


def call(chooser: Chooser, language: Language) -> Line | None:
    """A small request that is true to the piece; none about one time in three."""
    if chooser.number(3, "call") == 0:
        return None
    family = "quoting" if "reference" in chooser.brief.plan.slots else "telling"
    return chooser.pick(lines(f"calls/{family}", language, "call"), "call")


def hashtags(chooser: Chooser, language: Language) -> tuple[str, ...]:
    """Three to eight, from wide to narrow; not the same set on two days in a row."""
    plan = chooser.brief.plan
    topic = plan.themes[0].id
    wide = lines("hashtags/wide", language, "tags")
    own = lines(f"hashtags/{plan.type}", language, "tags")
    about = lines(f"hashtags/{topic}", language, "tags")
    # A week later the sets differ as well as a day later.
    count = plan.date.toordinal() + plan.date.toordinal() // 7 + chooser.brief.revision
    chosen = [
        *_turn(wide, count, 2),
        *_turn(own, count, 2),
        *_turn(about, count, 1 + count % 2),
    ]
    tags = dict.fromkeys(one.said(plan.slots) for one in chosen if one.fits(plan.slots))
    forbidden = {f"#{word.replace(' ', '')}".lower() for word in chooser.brief.forbidden}
    return tuple(tag for tag in tags if tag.lower() not in forbidden)[:MOST]


def alt_text(chooser: Chooser, language: Language) -> str:
    """What is in the picture, and the words on it: a verse whole or not at all."""
    plan = chooser.brief.plan
    family = "verse" if plan.type in _QUOTING else plan.type
    line = chooser.pick(lines(f"pictures/{family}", language, "alt"), "alt")
    return f"{line.said(plan.slots)} {_quote(plan, language)}".strip()


def card_text(plan: Plan, language: Language, hook: str) -> str:
    """At most thirty words for a picture without a design of its own; never a part of a verse."""
    if plan.type in _QUOTING:
        quote = plan.slots["arabic"] if language == "ar" else plan.slots.get("translation", "")
        if quote and len(quote.split()) <= CARD_WORDS:
            return quote
        return block("verse", plan.slots, language, on_cards=True)
    if plan.type == "hadith":
        return plan.slots["citation"]
    return hook if len(hook.split()) <= CARD_WORDS else plan.slots["civil"]


def cards(plan: Plan) -> tuple[str, ...]:
    """The parts of a verse that one card has no room for, each short enough for its design; none
    where it stands whole on one card, or where no stop comes early enough."""
    slots = plan.slots
    if plan.type not in _QUOTING or len(slots["arabic"]) <= DRAWN:
        return ()
    found = tuple(slots[f"card_{at}"] for at in range(1, int(slots["cards"]) + 1))
    return found if max(map(len, found)) <= DRAWN and len(found) > 1 else ()


def _quote(plan: Plan, language: Language) -> str:
    slots = plan.slots
    words = slots.get("arabic", "") if language == "ar" else slots.get("translation", "")
    if not words or len(words) > LONGEST_QUOTE or plan.type == "hadith":
        return ""
    return f"«{words}»" if language == "ar" else f"\u201c{words}\u201d"


def _turn(pool: tuple[Line, ...], count: int, many: int) -> list[Line]:
    return [pool[(count + step) % len(pool)] for step in range(min(many, len(pool)))]
