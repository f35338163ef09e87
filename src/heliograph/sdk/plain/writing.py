"""Wording a plan of a plain pack: an opening, what is told, a turn, a close."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from heliograph.sdk.packs import Fact
from heliograph.sdk.plain.schema import SLOT, TypeWords, Words
from heliograph.sdk.plain.told import TOLD, ended
from heliograph.sdk.text import Draft, TextBrief, opening_of

CARD_WORDS = 30
TAGS = 5
LONGEST_TAG = 30
SKIPPED = 3
"""One text in three asks nothing of its reader."""
BULLET = "•"


@dataclass(frozen=True)
class _Picked:
    id: str
    text: str


def write(words: TypeWords, brief: TextBrief) -> Draft:
    """A draft; the same for the same brief. Raises `ValueError` when nothing fits."""
    plan = brief.plan
    own = words.languages.get(plan.language)
    if own is None:
        there = ", ".join(words.languages)
        raise ValueError(f"This pack has no words in {plan.language!r} for it; there are: {there}")
    opening = _pick(own.open, "open", brief, brief.memory.openings)
    turn = _pick(own.turn, "turn", brief) if own.turn and brief.length != "short" else None
    close = None if _chance(brief, "skip") % SKIPPED == 0 else _pick(own.close, "close", brief)
    facts = list(plan.facts[: 1 if brief.length == "short" and words.least == 1 else None])
    text = _text(own, opening, turn, close, facts)
    while brief.max_characters is not None and len(text) > brief.max_characters:
        if len(facts) <= words.least:
            raise ValueError(
                f"Not even {words.least} of its facts fit into {brief.max_characters} characters"
            )
        facts.pop()
        text = _text(own, opening, turn, close, facts)
    used = [one.id for one in (opening, turn, close) if one is not None]
    return Draft(
        text=text,
        hook=opening.text,
        title=opening.text.rstrip(".!؟?…"),
        hashtags=_hashtags(own.hashtags, brief),
        call_to_action=close.text if close else None,
        alt_text=_alt(opening.text, facts[0].text, plan.language),
        card_text=_card(facts[0].text),
        used_templates=tuple(used),
    )


def _text(
    own: Words,
    opening: _Picked,
    turn: _Picked | None,
    close: _Picked | None,
    facts: Sequence[Fact],
) -> str:
    parts = [opening.text, _told(own, facts)]
    parts += [one.text for one in (turn, close) if one is not None]
    return "\n\n".join(parts)


def _told(own: Words, facts: Sequence[Fact]) -> str:
    if own.told_as == "prose":
        return " ".join(ended(fact.text) for fact in facts)
    if own.told_as == "list":
        return "\n".join(f"{BULLET} {fact.text}" for fact in facts)
    if own.told_as == "numbers":
        return "\n".join(f"{number}. {fact.text}" for number, fact in enumerate(facts, 1))
    first = facts[0]
    quoted = first.text.strip('“”"«»')
    return f"“{quoted}”" if first.source == TOLD else f"“{quoted}”\n— {first.source}"


def _pick(
    choices: Sequence[str], role: str, brief: TextBrief, taken: frozenset[str] = frozenset()
) -> _Picked:
    """A choice that was not used lately and that nobody else begins with today."""
    slots = brief.plan.slots
    offered = [
        _Picked(f"{brief.plan.type}.{role}.{number}", SLOT.sub(lambda m: slots[m[1]], choice))
        for number, choice in enumerate(choices)
    ]
    start = _chance(brief, role) % len(offered)
    turned = [*offered[start:], *offered[:start]]
    free = [
        one
        for one in turned
        if one.id not in brief.memory.today
        and opening_of(one.text) not in taken
        and not any(word.casefold() in one.text.casefold() for word in brief.forbidden if word)
    ]
    lately = {name: at for at, name in reversed(list(enumerate(brief.memory.templates)))}
    return max(free or turned, key=lambda one: lately.get(one.id, len(lately) + len(turned)))


def _hashtags(choices: Sequence[str], brief: TextBrief) -> tuple[str, ...]:
    """The widest first, the others in turn, so that no set follows itself."""
    topic = _tag(brief.plan.slots["topic"])
    first = (choices[0], *([topic] if topic and topic not in choices else []))
    rest = list(choices[1:])
    start = _chance(brief, "tags") % len(rest)
    return (*first, *[*rest[start:], *rest[:start]][: TAGS - len(first)])


def _tag(topic: str) -> str:
    """A subject as a hashtag: #HomeCoffee; Arabic words are joined with a stroke."""
    words = re.findall(r"\w+", topic)
    is_latin = topic.isascii()
    joined = "".join(one[:1].upper() + one[1:] for one in words) if is_latin else "_".join(words)
    return f"#{joined}" if 1 < len(joined) <= LONGEST_TAG and not joined.isdigit() else ""


def _card(text: str) -> str:
    words = text.split()
    return text if len(words) <= CARD_WORDS else f"{' '.join(words[: CARD_WORDS - 1])} …"


def _alt(opening: str, fact: str, language: str) -> str:
    if language == "ar":
        return f"بطاقة كتب عليها: {opening} {_card(fact)}"
    return f"A card with the words: {opening} {_card(fact)}"


def _chance(brief: TextBrief, what: str) -> int:
    key = f"{brief.seed}:{brief.revision}:{brief.series}:{what}"
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:6])
