"""Sentence planning: for each place in the text, the sentence that says it best here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from heliograph.extensions.providers.embedded.agreement import sentence_case, typeset, with_articles
from heliograph.extensions.providers.embedded.chooser import Chooser
from heliograph.extensions.providers.embedded.errors import NothingFits
from heliograph.extensions.providers.embedded.grammar import Grammar, Template
from heliograph.extensions.providers.embedded.pattern import say
from heliograph.extensions.providers.embedded.slots import fact_of, fact_slots, theme_slots
from heliograph.sdk.packs import Plan, Theme
from heliograph.sdk.text import opening_of

_WORD = re.compile(r"[a-z]+(?:[-\u2019][a-z]+)*")
_DOUBLED = re.compile(r"\b([A-Za-z]+) \1\b", re.IGNORECASE)
_MOST_ECHOES = 1
CANDIDATES = 8
"""How many allowed sentences are compared for echoes of the text so far."""

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

    def sentence(self, role: str, theme: Theme, earlier: Sequence[Sentence]) -> Sentence:
        """The best sentence for a role; raises `NothingFits` when every wording is forbidden."""
        return self.choose(role, self.source(role, theme), earlier)

    def choose(self, role: str, source: Source, earlier: Sequence[Sentence]) -> Sentence:
        """The best sentence of a source; raises `NothingFits` when every wording is forbidden."""
        lead = earlier[0].template if earlier else None
        used = {one.template.id for one in earlier}
        ordered = self.chooser.order(source.pool, source.deck, lead)
        usable = (one for one in ordered if one.id not in used and _fits(one, source.slots))
        said = (self._say(template, role, source.slots) for template in usable)
        allowed = list(islice(filter(self._is_allowed, said), CANDIDATES))
        if not allowed:
            raise NothingFits(f"No {role} sentence for {source.about} avoids the forbidden words.")
        return self._least_echoing(allowed, source.slots.values(), earlier)

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
        text = typeset(with_articles(sentence_case(self.words(template, slots))))
        begins_with_a_name = any(text.startswith(name) for name in slots.values() if name)
        run_on = text if begins_with_a_name else text[:1].lower() + text[1:]
        return Sentence(role, text, template, run_on)

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
        named = {word for value in values for word in _content_words(value)}
        said = {word for one in earlier for word in _content_words(one.text)} - named
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


def _content_words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if len(word) > 4}


def _first_word(text: str) -> str:
    return text.partition(" ")[0].lower()


def _fits(template: Template, slots: Mapping[str, str]) -> bool:
    return all(slots.get(name) for name in template.needs)
