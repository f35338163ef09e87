"""What stands around the text and agrees with it: title, hashtags, call, picture words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from heliograph.extensions.providers.embedded.document import Written
from heliograph.extensions.providers.embedded.slots import fact_of, fact_slots, theme_slots
from heliograph.extensions.providers.embedded.writer import Writer
from heliograph.sdk.packs import Theme

CARD_WORDS = 26
CARD_WORDS_MOST = 30
_CARD_PAIRS = (("hook", "advice"), ("hook", "close"))
MOST_HASHTAGS = 8


def title(writer: Writer, theme: Theme) -> str:
    """A few words for lists and for platforms that ask for a title."""
    slots = theme_slots(writer.grammar, writer.plan, theme)
    line = writer.line("titles", _group(theme), slots) or writer.line("titles", "any", slots)
    return line.text if line else slots.get("subject_name", writer.plan.subject)


def call_to_action(writer: Writer, theme: Theme) -> str | None:
    """A small request that is true to the piece; none about one time in three."""
    if writer.chooser.number(3, "call") == 0:
        return None
    slots = theme_slots(writer.grammar, writer.plan, theme)
    key = "any" if writer.chooser.number(4, "whose call") == 0 else _group(theme)
    line = writer.line("calls", key, slots)
    return line.text if line else None


def card_text(written: Sequence[Written]) -> str:
    """One or two sentences of the reading that are short enough to stand on a picture."""
    by_role = {one.place.role: one.sentence.text for one in reversed(written)}
    for most in (CARD_WORDS, CARD_WORDS_MOST):
        for first, second in _CARD_PAIRS:
            pair = f"{by_role.get(first, '')} {by_role.get(second, '')}".strip()
            if first in by_role and second in by_role and len(pair.split()) <= most:
                return pair
    alone = [one.sentence.text for one in written if one.place.role in ("hook", "advice")]
    return min(alone or [written[0].sentence.text], key=lambda text: len(text.split()))


def alt_text(writer: Writer, theme: Theme, card: str) -> str:
    """What is in the picture, and the words on it."""
    slots = theme_slots(writer.grammar, writer.plan, theme)
    line = writer.line("alt_text", "any", slots)
    words = card if card.endswith((".", "!", "?")) else f"{card}."
    return f"{line.text} \u201c{words}\u201d" if line else words


def hashtags(writer: Writer, theme: Theme) -> tuple[str, ...]:
    """Three to eight, from wide to narrow; the wide ones change from each day to the next."""
    plan, day = writer.plan, writer.plan.date.toordinal()
    slots = theme_slots(writer.grammar, plan, theme)
    fact = fact_of(plan, theme)
    wide = list(combinations(_tags(writer, "wide", slots), 2))
    subject = _tags(writer, "subject", slots)
    area = _tags(writer, _group(theme), slots)
    narrow = _tags(writer, fact.kind, fact_slots(writer.grammar, plan, fact, writer.chooser))
    chosen = [
        *(wide[(day + writer.chooser.revision) % len(wide)] if wide else ()),
        *turn(subject, day, 2),
        *turn(area, day, 1 + day % 2),
        *turn(narrow, day, 1 + day % 2),
    ]
    return tuple(dict.fromkeys(chosen))[:MOST_HASHTAGS]


def _tags(writer: Writer, key: str, slots: Mapping[str, str]) -> list[str]:
    pool = writer.grammar.pool("hashtag", key)
    usable = [one for one in pool if all(slots.get(name) for name in one.needs)]
    said = [tag(writer.words(one, slots)) for one in usable]
    forbidden = {tag(word) for word in writer.forbidden}
    return [one for one in said if one not in forbidden]


def tag(words: str) -> str:
    """Words as a hashtag."""
    without_article = re.sub(r"\bthe\b", "", words.lower())
    return "#" + re.sub(r"\W", "", without_article)


def turn(tags: Sequence[str], day: int, count: int) -> list[str]:
    """`count` of the tags, starting one further on each day."""
    return [tags[(day + step) % len(tags)] for step in range(min(count, len(tags)))]


def _group(theme: Theme) -> str:
    return theme.id.partition(".")[0]
