"""A whole draft: the text within its limits, and everything that stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heliograph.extensions.packs.islamic.facts.asked import language_of
from heliograph.extensions.packs.islamic.hijri.names import Language
from heliograph.extensions.packs.islamic.writing import around
from heliograph.extensions.packs.islamic.writing.blocks import block
from heliograph.extensions.packs.islamic.writing.choosing import Chooser
from heliograph.extensions.packs.islamic.writing.outline import LEAVE_OUT, Place, places
from heliograph.extensions.packs.islamic.writing.pools import Line, lines
from heliograph.sdk.text import Draft, TextBrief

ABOUT_VERSES = frozenset({"verse_of_the_day", "verse_group", "reminder", "dua"})


@dataclass(frozen=True)
class Part:
    """A part of a text as it will be read."""

    place: Place
    text: str
    line: Line | None = None


def write(brief: TextBrief) -> Draft:
    """One draft; raises `ValueError` when the plan cannot be said within the limits."""
    language = language_of(brief.plan.language)
    chooser = Chooser(brief)
    parts = _parts(brief, chooser, language)
    text = _fitted(brief, parts, language)
    used = [part.line.id for part in parts if part.line]
    title = around.title(chooser, language)
    call = around.call(chooser, language)
    return Draft(
        text=text,
        hook=parts[0].text,
        title=title.said(brief.plan.slots),
        hashtags=around.hashtags(chooser, language),
        call_to_action=call.said(brief.plan.slots) if call else None,
        alt_text=around.alt_text(chooser, language),
        card_text=around.card_text(brief.plan, language, parts[0].text),
        used_templates=(*used, *((call.id,) if call else ())),
        cards=around.cards(brief.plan),
    )


def _parts(brief: TextBrief, chooser: Chooser, language: Language) -> list[Part]:
    slots = brief.plan.slots
    found: list[Part] = []
    for place in places(brief.plan.type, brief.length):
        if place.is_block:
            text = block(place.part, slots, language)
            found += [Part(place, text)] if text else []
            continue
        # Without a verse there is no place to tell of: a second thought stands there.
        is_second = place.part == "more" or (place.part == "place" and not slots.get("reference"))
        role, turn = ("thought", "more") if is_second else (place.part, place.part)
        spent = frozenset(part.line.id for part in found if part.line)
        line = chooser.pick(pool_of(chooser, language, role), turn, spent)
        found.append(Part(place, line.said(slots), line))
    return found


def pool_of(chooser: Chooser, language: Language, role: str) -> tuple[Line, ...]:
    """Every sentence that may take a role: the kind's own, those of the topic, the audience's."""
    plan = chooser.brief.plan
    topic = plan.themes[0].id
    if role in ("place", "calendar"):
        return lines("surahs" if role == "place" else "calendar", language, role)
    own = lines(plan.type, language, role)
    if plan.type == "hijri_event":
        return (*own, *lines(f"occasions/{topic}", language, role))
    about = lines(f"topics/{topic}", language, role)
    if plan.type == "ramadan_day" and role == "act":
        return (*own, *about)
    if plan.type not in ABOUT_VERSES:
        return own
    heard = lines(f"audiences/{plan.subject}", language, role)
    if role == "act" and heard and chooser.count % 2:
        return heard
    # Without a topic a verse a person asked for still gets a thought: about reading itself.
    return (*own, *(about or lines("topics/guidance", language, role)))


def _fitted(brief: TextBrief, parts: Sequence[Part], language: Language) -> str:
    """The text with as much as the limit has room for; verses move to the cards, whole."""
    most = brief.max_characters
    left = list(parts)
    for name in ("", *LEAVE_OUT, "cards"):
        left = [part for part in left if part.place.part != name]
        if name == "cards":
            left = [_on_cards(part, brief, language) for part in left]
        text = "\n\n".join(part.text for part in left)
        if most is None or len(text) <= most:
            return text
    raise ValueError(
        f"A {brief.plan.type} needs {len(text)} characters here; {most} are allowed. "
        "Post it where texts may be longer."
    )


def _on_cards(part: Part, brief: TextBrief, language: Language) -> Part:
    if part.place.part != "verse":
        return part
    return Part(part.place, block("verse", brief.plan.slots, language, on_cards=True))
