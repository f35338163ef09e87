"""Texts of a form: a content type whose places the pack lists itself, in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from heliograph.extensions.providers.embedded.captions import (
    CARD_WORDS,
    CARD_WORDS_MOST,
    MOST_HASHTAGS,
    alt_text,
    tag,
    turn,
)
from heliograph.extensions.providers.embedded.document import LENGTHS
from heliograph.extensions.providers.embedded.errors import NothingFits
from heliograph.extensions.providers.embedded.levelling import (
    EASIEST_GRADE,
    HARDEST_GRADE,
    lifted,
)
from heliograph.extensions.providers.embedded.readability import grade
from heliograph.extensions.providers.embedded.schema import FormFile, FormPlace
from heliograph.extensions.providers.embedded.shapes import arranged
from heliograph.extensions.providers.embedded.slots import fact_of, named_slots, theme_slots
from heliograph.extensions.providers.embedded.writer import Sentence, Source, Writer
from heliograph.sdk.packs import Theme
from heliograph.sdk.text import Draft, TextBrief

MOST_NEEDED = 3
PLAIN_STARTS = frozenset(
    ("the", "a", "an", "it", "its", "in", "on", "at", "of", "to", "by", "from", "for", "with",
     "one", "two", "three", "four", "no", "some", "most", "half", "each", "every", "that", "this",
     "these", "those", "there", "they", "he", "she", "we", "you", "your", "our", "people", "seen",
     "look", "where", "when", "what", "as", "if", "only", "nothing", "both", "all", "so", "more")
)  # fmt: skip
STANDS_APART = frozenset(
    {"advice", "act", "venture", "gift", "step", "people", "single", "pair", "close"}
)
"""Roles whose sentences ask for something: no "and" leads to them."""
EXCHANGED = frozenset(
    {"meaning", "close", "scene", "place", "venture", "single", "pair", "step", "people",
     "gift", "question", "turn", "end", "act"}
)  # fmt: skip
"""Roles whose sentences may be exchanged for others of their pool."""
LEAST_GRADE = 5.0
"""Below it, a sentence is exchanged."""
FEWEST_WORDS = 22
"""A text with fewer words is refused by the gate, which leaves a margin of two."""
FILLING = 5
"""Sentences as spare as this stand in a short text only where it would be too short."""
LAST_PARAGRAPH = 8
"""The paragraph of the last word to the reader; the notes come after it."""
LENT_OF = 2
"""A place that shares takes its own sentences one time in so many."""
ANY = "any"
_NAMED = re.compile(r"\s[A-Z]")


@dataclass(frozen=True)
class Filled:
    """A place with its sentence, and what joins it to the one before when they are run together."""

    place: FormPlace
    sentence: Sentence
    joint: str = ""


def write_form(form: FormFile, writer: Writer, brief: TextBrief) -> Draft:
    """One draft; raises `NothingFits` where limits or forbidden words leave nothing to say."""
    if brief.length not in LENGTHS:
        raise ValueError(f"A text is {', '.join(LENGTHS)}; {brief.length!r} is none of them.")
    filled = _fill(form, writer, brief.length)
    filled = _fit(filled, form.most_words if brief.length == "medium" else None, _words)
    filled = _lift(form, writer, filled)
    filled = _as_short(filled) if brief.length == "short" else filled
    farewell = writer.farewell([one.sentence for one in filled], brief.length)
    if farewell is not None:
        filled = _lift(form, writer, _take_leave(filled, farewell))
    filled = _fit(filled, brief.max_characters, len)
    smooth = _smooth(filled)
    if brief.max_characters is None or len(_join(smooth)) <= brief.max_characters:
        filled = smooth
    return _draft(form, writer, filled)


def _fill(form: FormFile, writer: Writer, length: str) -> list[Filled]:
    filled: list[Filled] = []
    for place in arranged(form, writer, length):
        source = _source(form, writer, place)
        try:
            sentence = writer.choose(place.role, source, [one.sentence for one in filled])
        except NothingFits:
            if place.spare <= MOST_NEEDED:
                raise
            continue
        filled.append(Filled(place, sentence))
    return filled


def _source(form: FormFile, writer: Writer, place: FormPlace) -> Source:
    """The first pool that has something: of the value itself, of its group, of anything."""
    theme = writer.plan.themes[place.theme]
    if place.is_common:
        return writer.source(place.role, theme)
    slots = _slots(writer, theme)
    value = slots.get(place.by or "", "")
    about = f"{form.form} {theme.id}"
    lent = f"{form.form}.{place.lent}_lent"
    group = theme.id.partition(".")[0]
    pool = writer.grammar.pool(lent, theme.id) or writer.grammar.pool(lent, group)
    deck = writer.grammar.deck(lent, group)
    if pool and place.is_shared and writer.chooser.number(LENT_OF, "lent", place.role):
        return Source(pool, deck, slots, about)
    role = f"{form.form}.{place.role}"
    key = re.sub(r"[^a-z.]+", "_", value.lower()) or ANY
    for name in dict.fromkeys((key, key.partition(".")[0], ANY)):
        own = writer.grammar.pool(role, name)
        if own:
            pool, deck = own + pool, writer.grammar.deck(role, name) + deck
            if not place.is_wide:
                break
    return Source(pool, tuple(dict.fromkeys(deck)), slots, about)


def _slots(writer: Writer, theme: Theme) -> dict[str, str]:
    """What a sentence may name: parts of the theme's fact, its own slots, those of the plan."""
    detail = fact_of(writer.plan, theme).detail
    parts = {name: "" if value is None else str(value) for name, value in detail.items()}
    own = theme_slots(writer.grammar, writer.plan, theme)
    return {**named_slots(writer.grammar, parts), **own}


def _fit(filled: list[Filled], most: int | None, measure: Callable[[str], int]) -> list[Filled]:
    while most is not None and measure(_join(filled)) > most:
        if len(filled) == 1 or all(one.place.spare == 0 for one in filled):
            if measure is _words:
                break
            raise NothingFits(f"A text of this kind cannot be said in {most} characters.")
        ways = [
            [other for other in filled if other is not one]
            for one in sorted(filled, key=lambda one: -one.place.spare)
            if one.place.spare
        ]
        fitting = (one for one in ways if measure(_join(one)) <= most and _is_enough(one))
        filled = next(fitting, ways[0])
    return filled


def _is_enough(filled: Sequence[Filled]) -> bool:
    return _words(_join(filled)) >= FEWEST_WORDS


def _take_leave(filled: list[Filled], farewell: Sentence) -> list[Filled]:
    """The text with its last word to the reader, in a paragraph of its own before the notes."""
    ends = next((at for at, one in enumerate(filled) if one.place.role == "notes"), len(filled))
    place = FormPlace(role="farewell", spare=30, paragraph=LAST_PARAGRAPH)
    return [*filled[:ends], Filled(place, farewell), *filled[ends:]]


def _as_short(filled: list[Filled]) -> list[Filled]:
    """A short text without what only fills it, as far as enough is left to be one."""
    for one in filled:
        rest = [other for other in filled if other is not one]
        if one.place.spare >= FILLING and _is_enough(rest):
            filled = rest
    return filled


def _words(text: str) -> int:
    return len(text.split())


def _smooth(filled: list[Filled]) -> list[Filled]:
    """Sentences run together, one pair after another, while the text reads too choppy."""
    for at in range(1, len(filled)):
        if grade(_join(filled)) >= EASIEST_GRADE:
            break
        before, one = filled[at - 1], filled[at]
        is_near = before.place.paragraph == one.place.paragraph and not before.joint
        may_join = _may_join(one) and one.place.line is None
        both = before.sentence.text + one.sentence.text
        if may_join and is_near and before.sentence.text.endswith(".") and ";" not in both:
            joined = replace(one, joint="; " if _stands_apart(before, one) else ", and ")
            trial = [*filled[:at], joined, *filled[at + 1 :]]
            filled = trial if grade(_join(trial)) <= HARDEST_GRADE else filled
    return filled


def _lift(form: FormFile, writer: Writer, filled: list[Filled]) -> list[Filled]:
    """The text with sentences exchanged where it reads too choppy; what is told of the sky, and
    what stands on a line of its own, stays."""

    def others(text: Sequence[Filled], at: int) -> Iterator[Filled]:
        place = text[at].place
        said = [one.sentence for one in text]
        for other in writer.others(place.role, _source(form, writer, place), said, at):
            yield replace(text[at], sentence=other)

    spots = [
        at
        for at, one in enumerate(filled)
        if at and one.place.role in EXCHANGED and one.place.line is None
    ]
    return lifted(
        filled, reversed(spots), others, lambda text: LEAST_GRADE - grade(_join(_smooth(text)))
    )


def _may_join(one: Filled) -> bool:
    """Whether its first letter may become small: not that of a name."""
    first = one.sentence.text.partition(" ")[0].lower()
    return one.place.joins and (not one.place.has_names or first in PLAIN_STARTS)


def _stands_apart(before: Filled, one: Filled) -> bool:
    """Whether only a semicolon may lead from one to the other: commas are at work already, it
    asks for something, or it names others than the sentence before."""
    names_others = one.place.has_names and _NAMED.search(one.sentence.text) is not None
    has_comma = "," in before.sentence.text + one.sentence.text
    return has_comma or names_others or one.place.role in STANDS_APART


def _join(filled: Sequence[Filled]) -> str:
    text, paragraph = "", 0
    for one in filled:
        if one.joint:
            text = f"{text[:-1]}{one.joint}{one.sentence.run_on}"
        elif not text:
            text = one.sentence.text
        else:
            text = f"{text}{_gap(one.place, paragraph)}{one.sentence.text}"
        paragraph = one.place.paragraph
    return text


def _gap(place: FormPlace, paragraph: int) -> str:
    if place.paragraph != paragraph:
        return f"\n\n{place.line or ''}"
    return " " if place.line is None else f"\n{place.line}"


def _draft(form: FormFile, writer: Writer, filled: list[Filled]) -> Draft:
    theme = writer.plan.themes[filled[0].place.theme]
    slots = _slots(writer, theme)
    card = _card(form, filled)
    return Draft(
        text=_join(filled),
        hook=filled[0].sentence.text,
        title=_line(form, writer, "titles", slots) or writer.plan.subject.title(),
        hashtags=_hashtags(form, writer, slots),
        call_to_action=_call(form, writer, slots),
        alt_text=alt_text(writer, theme, card),
        card_text=card,
        used_templates=tuple(one.sentence.template.id for one in filled),
    )


def _line(form: FormFile, writer: Writer, role: str, slots: Mapping[str, str]) -> str | None:
    line = writer.line(f"{form.form}.{role}", ANY, slots)
    return line.text if line else None


def _call(form: FormFile, writer: Writer, slots: Mapping[str, str]) -> str | None:
    """A small request; none about one time in three."""
    if writer.chooser.number(3, "call") == 0:
        return None
    return _line(form, writer, "calls", slots)


def _card(form: FormFile, filled: Sequence[Filled]) -> str:
    """The first of the form's choices that is short enough to stand on a picture."""
    by_role = {one.place.role: one.sentence.text for one in reversed(filled)}
    for most in (CARD_WORDS, CARD_WORDS_MOST):
        for roles in form.card:
            words = " ".join(by_role.get(role, "") for role in roles)
            if all(role in by_role for role in roles) and len(words.split()) <= most:
                return words
    return min(by_role.values(), key=lambda text: len(text.split()))


def _hashtags(form: FormFile, writer: Writer, slots: Mapping[str, str]) -> tuple[str, ...]:
    """Three to eight, from wide to narrow; the wide ones change from one day to the next."""
    day = writer.plan.date.toordinal()
    wide = list(combinations(_tags(form, writer, "tags_wide", slots), 2))
    chosen = [
        *(wide[(day + writer.chooser.revision) % len(wide)] if wide else ()),
        *turn(_tags(form, writer, "tags", slots), day, 4 + day % 2),
    ]
    return tuple(dict.fromkeys(chosen))[:MOST_HASHTAGS]


def _tags(form: FormFile, writer: Writer, role: str, slots: Mapping[str, str]) -> list[str]:
    pool = writer.grammar.pool(f"{form.form}.{role}", ANY)
    usable = [one for one in pool if all(slots.get(name) for name in one.needs)]
    forbidden = {tag(word) for word in writer.forbidden}
    return [one for one in (tag(writer.words(each, slots)) for each in usable)
            if one not in forbidden]  # fmt: skip
