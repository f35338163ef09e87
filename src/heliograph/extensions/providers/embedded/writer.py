"""Sentence planning: for each place in the text, the sentence that says it best here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from heliograph.extensions.providers.embedded.agreement import (
    contracted,
    sentence_case,
    typeset,
    with_articles,
)
from heliograph.extensions.providers.embedded.chooser import Chooser
from heliograph.extensions.providers.embedded.errors import NothingFits
from heliograph.extensions.providers.embedded.grammar import Grammar, Template
from heliograph.extensions.providers.embedded.pattern import say
from heliograph.extensions.providers.embedded.slots import (
    fact_of,
    fact_slots,
    plan_slots,
    theme_slots,
)
from heliograph.sdk.packs import Plan, Theme
from heliograph.sdk.text import opening_of

_WORD = re.compile(r"[a-z]+(?:[-\u2019][a-z]+)*")
_DOUBLED = re.compile(r"\b([A-Za-z]+) \1\b", re.IGNORECASE)
_MOST_ECHOES = 1
CANDIDATES = 8
"""How many allowed sentences are compared for echoes of the text so far."""
PLAIN = "plain"
"""The register of a text that is written rather than spoken."""
ADVISING = frozenset({"advice", "act", "venture", "step"})
"""Roles that tell what to do."""
OTHERS = 24
"""How many allowed sentences are looked at for an exchange."""

Pool = tuple[Template, ...]


@dataclass(frozen=True)
class Sentence:
    """One sentence of the text and where it came from."""

    role: str
    text: str
    template: Template
    run_on: str = ""
    """The text as it goes on after a joint: with a small first letter, unless a name begins it."""


@dataclass(frozen=True)
class Source:
    """The templates that a sentence is chosen from, and what they may name."""

    pool: Pool
    deck: tuple[str, ...]
    slots: Mapping[str, str]
    about: str


@dataclass(frozen=True)
class Writer:
    """Finds sentences for the roles of one brief."""

    grammar: Grammar
    plan: Plan
    chooser: Chooser
    forbidden: tuple[str, ...] = ()
    is_spoken: bool = False
    """Whether a tone was asked for: then a warm or bold text is worded as it would be said."""

    def sentence(self, role: str, theme: Theme, earlier: Sequence[Sentence]) -> Sentence:
        """The best sentence for a role; raises `NothingFits` when every wording is forbidden."""
        return self.choose(role, self.source(role, theme), earlier)

    def choose(self, role: str, source: Source, earlier: Sequence[Sentence]) -> Sentence:
        """The best sentence of a source; raises `NothingFits` when every wording is forbidden."""
        allowed = list(islice(self._sayable(role, source, earlier), CANDIDATES))
        if not allowed:
            raise NothingFits(f"No {role} sentence for {source.about} avoids the forbidden words.")
        return self._least_echoing(allowed, source.slots.values(), earlier)

    def farewell(self, earlier: Sequence[Sentence], length: str) -> Sentence | None:
        """What takes leave of the reader where a tone was asked for and no advice shows it, if
        there is room; never a word that was said lately."""
        register = self.chooser.register
        has_room = self.is_spoken and length != "short"
        pool = self.grammar.pool("farewell", register) if has_room else ()
        if not pool or any(self._lead(one.role, one.template) for one in earlier):
            return None
        deck = self.grammar.deck("farewell", register)
        source = Source(pool, deck, plan_slots(self.grammar, self.plan), "leave")
        return next(filter(self._is_fresh, self._sayable("farewell", source, earlier)), None)

    def others(
        self, role: str, source: Source, text: Sequence[Sentence], at: int
    ) -> Iterator[Sentence]:
        """What may be said instead of a text's sentence, the best first; nothing used lately."""
        beside = [*text[:at], *text[at + 1 :]]
        said = _said(beside, source.slots.values())
        starts = {_first_word(one.text) for one in text[max(0, at - 1) : at + 2]}
        for one in islice(self._sayable(role, source, text), OTHERS):
            is_new = self._is_fresh(one) and _first_word(one.text) not in starts
            if is_new and len(_content_words(one.text) & said) <= _MOST_ECHOES:
                yield one

    def _sayable(
        self, role: str, source: Source, earlier: Sequence[Sentence]
    ) -> Iterator[Sentence]:
        lead = earlier[0].template if earlier else None
        used = {one.template.id for one in earlier}
        ordered = self.chooser.order(source.pool, source.deck, lead)
        usable = (one for one in ordered if one.id not in used and _fits(one, source.slots))
        return filter(self._is_allowed, (self._say(one, role, source.slots) for one in usable))

    def line(self, role: str, key: str, slots: Mapping[str, str]) -> Sentence | None:
        """A caption line of a role; None when there is none that may be said."""
        pool, deck = self.grammar.pool(role, key), self.grammar.deck(role, key)
        for template in self.chooser.order(pool, deck, None):
            line = self._say(template, role, slots)
            if _fits(template, slots) and self._is_allowed(line):
                return line
        return None

    def words(self, template: Template, slots: Mapping[str, str]) -> str:
        """A template with its slots filled and its choices made, before typography."""
        turn = iter(range(1000))
        return say(
            template.nodes,
            slots,
            self.chooser.register,
            lambda count: self.chooser.number(count, template.id, next(turn)),
        )

    def source(self, role: str, theme: Theme) -> Source:
        """Where the sentences of a role are taken from."""
        slots: Mapping[str, str] = theme_slots(self.grammar, self.plan, theme)
        key = theme.id
        if role == "fact":
            fact = fact_of(self.plan, theme)
            key = self.grammar.fact_key(fact.kind, fact.detail)
            slots = fact_slots(self.grammar, self.plan, fact, self.chooser)
        elif role in ("pair", "notes"):
            key = "any"
        elif role == "close":
            key = theme.id.partition(".")[0]
        pool, deck = self.grammar.pool(role, key), self.grammar.deck(role, key)
        return Source(pool, deck, slots, theme.id)

    def _say(self, template: Template, role: str, slots: Mapping[str, str]) -> Sentence:
        words = with_articles(sentence_case(self.words(template, slots)))
        is_spoken = self.is_spoken and self.chooser.register != PLAIN
        words = contracted(words) if is_spoken else words
        names = [name for name in slots.values() if name]
        lead = self._lead(role, template) if is_spoken else ""
        if lead:
            words = f"{lead} {_run_on(words, names)}"
            words = words[:1].upper() + words[1:]
        text = typeset(words)
        return Sentence(role, text, template, _run_on(text, () if lead else names))

    def _lead(self, role: str, template: Template) -> str:
        """What leads into a piece of advice in this tone of voice; nothing half of the time."""
        leads = self.grammar.lexicon.leads.get(self.chooser.register, ())
        is_advice = role.rpartition(".")[2] in ADVISING
        number = self.chooser.number(2 * len(leads), template.id, "lead") if leads else 0
        return leads[number] if is_advice and number < len(leads) else ""

    def _is_allowed(self, sentence: Sentence) -> bool:
        return self._forbidden.search(sentence.text) is None and not _stammers(sentence)

    @cached_property
    def _forbidden(self) -> re.Pattern[str]:
        words = "|".join(re.escape(word) for word in self.forbidden if word)
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)", re.IGNORECASE)

    def _least_echoing(
        self, candidates: Sequence[Sentence], values: Iterable[str], earlier: Sequence[Sentence]
    ) -> Sentence:
        """The first candidate that starts afresh and repeats few words of the text so far.

        Only candidates as fresh as the first are worth it: an echo is a smaller fault than a
        sentence that was read last week.
        """
        fresh = [one for one in candidates if self._is_fresh(one)] or list(candidates[:1])
        if not earlier:
            unopened = [one for one in fresh if self._opens_anew(one)]
            return (unopened or [one for one in candidates if self._opens_anew(one)] or fresh)[0]
        said = _said(earlier, values)
        first = _first_word(earlier[-1].text)
        for one in fresh:
            echoes = len(_content_words(one.text) & said)
            if echoes <= _MOST_ECHOES and _first_word(one.text) != first:
                return one
        return min(fresh, key=lambda one: len(_content_words(one.text) & said))

    def _is_fresh(self, sentence: Sentence) -> bool:
        memory = self.chooser.memory
        return (
            sentence.template.id not in memory.today
            and sentence.template.id not in memory.templates
        )

    def _opens_anew(self, sentence: Sentence) -> bool:
        return opening_of(sentence.text) not in self.chooser.memory.openings


def _stammers(sentence: Sentence) -> bool:
    """Whether a slot's last word meets itself: "keep it to yourself yourself"."""
    source = sentence.template.source.lower()
    return any(found[0].lower() not in source for found in _DOUBLED.finditer(sentence.text))


def _said(sentences: Sequence[Sentence], values: Iterable[str]) -> set[str]:
    """The telling words of these sentences, but for the names they were given."""
    named = {word for value in values for word in _content_words(value)}
    return {word for one in sentences for word in _content_words(one.text)} - named


def _content_words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if len(word) > 4}


def _first_word(text: str) -> str:
    return text.partition(" ")[0].lower()


def _run_on(text: str, names: Iterable[str]) -> str:
    """The text with a small first letter, unless it begins with a name."""
    if any(text.startswith(name) for name in names):
        return text
    return text[:1].lower() + text[1:]


def _fits(template: Template, slots: Mapping[str, str]) -> bool:
    return all(slots.get(name) for name in template.needs)
