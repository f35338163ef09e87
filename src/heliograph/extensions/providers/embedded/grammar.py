"""A pack's grammar: its files read, checked and compiled once into pools of templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

import yaml
from pydantic import ValidationError

from heliograph.extensions.providers.embedded.errors import GrammarBroken
from heliograph.extensions.providers.embedded.pattern import Node, parse, slots_of
from heliograph.extensions.providers.embedded.schema import (
    CommonFile,
    FactsFile,
    FormFile,
    GrammarFile,
    LexiconFile,
    LinesFile,
    SlotNames,
    ThemesFile,
    ThesaurusFile,
    Thread,
    grammar_file,
)
from heliograph.extensions.providers.embedded.thesaurus import Thesaurus

WIDENED = frozenset({"hook", "fact", "meaning", "advice", "close", "pair"})
PoolKey = tuple[str, str]
"""A role ("hook", "fact", "close") and what it is about ("home.flow", "aspect.friction")."""


@dataclass(frozen=True)
class Template:
    """One sentence to be filled. The id follows its wording: a rewritten one is a new one."""

    id: str
    source: str
    literal: tuple[Node, ...]
    needs: frozenset[str]
    thread: str = ""
    number: int = 0
    thesaurus: Thesaurus | None = field(default=None, repr=False, compare=False)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Its parts, with everyday phrases as choices among their equals.

        Found when it is first said: most sentences of a grammar are never said by a process.
        """
        return self.thesaurus.widen(self.literal) if self.thesaurus else self.literal


@dataclass(frozen=True)
class Terms:
    """What a sentence may be made of: the slots it may name, and equals of its phrases."""

    slots: frozenset[str]
    thesaurus: Thesaurus


@dataclass(frozen=True)
class Lending:
    """A pool of the themes as a form takes it over, without the sentences that do not suit."""

    form: str
    pool: Sequence[Template]
    unfit: re.Pattern[str]

    @cached_property
    def templates(self) -> tuple[Template, ...]:
        """The sentences, with ids of their own, so that two forms of one day go different ways."""
        kept = (one for one in self.pool if not self.unfit.search(one.source))
        return tuple(replace(one, id=f"{self.form}.{one.id}", thread="") for one in kept)


@dataclass(frozen=True)
class Grammar:
    """Everything a pack can say."""

    lexicon: LexiconFile
    pools: Mapping[PoolKey, tuple[Template, ...]]
    lent: Mapping[PoolKey, Lending] = field(default_factory=dict)
    variants: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    forms: Mapping[str, FormFile] = field(default_factory=dict)

    def pool(self, role: str, key: str) -> tuple[Template, ...]:
        """The templates of a role for this key; empty when there are none."""
        lending = self.lent.get((role, key))
        return lending.templates if lending else self.pools.get((role, key), ())

    def deck(self, role: str, key: str) -> tuple[str, ...]:
        """The ids of a role's templates for everything in a key's group, each once."""
        wanted = role, key.partition(".")[0]
        if wanted not in self._decks:
            pools = (self.pool(role, name) for name in self._groups.get(wanted, ()))
            self._decks[wanted] = tuple(dict.fromkeys(one.id for pool in pools for one in pool))
        return self._decks[wanted]

    def fact_key(self, kind: str, detail: Mapping[str, object]) -> str:
        """Which pool states a fact: by kind alone, or by kind and one of its parts."""
        by, names = self.variants.get(kind, ("", {}))
        return f"{kind}.{names.get(str(detail.get(by)), 'any')}"

    def register(self, tone: str) -> str:
        """The register for a brand's or plan's tone words; plain when none is known."""
        words = tone.lower().replace(",", " ").split()
        known = [self.lexicon.tones[word] for word in words if word in self.lexicon.tones]
        return known[0] if known else "plain"

    @cached_property
    def _decks(self) -> dict[PoolKey, tuple[str, ...]]:
        """Those that were asked for."""
        return {}

    @cached_property
    def _groups(self) -> Mapping[PoolKey, Sequence[str]]:
        """The keys of each group, by its role and name."""
        found: dict[PoolKey, list[str]] = {}
        for role, key in (*self.pools, *self.lent):
            found.setdefault((role, key.partition(".")[0]), []).append(key)
        return found


@cache
def load_grammar(folder: Path) -> Grammar:
    """Read and check every YAML file of a folder; raises `GrammarBroken` naming the first fault."""
    files = [_read(path) for path in sorted(folder.rglob("*.yaml"))]
    lexicons = [one for one in files if isinstance(one, LexiconFile)]
    if len(lexicons) != 1:
        raise GrammarBroken(f"{folder.name} needs one lexicon file, it has {len(lexicons)}.")
    thesaurus = Thesaurus.of(
        [group for one in files if isinstance(one, ThesaurusFile) for group in one.groups],
        [phrase for one in files if isinstance(one, ThesaurusFile) for phrase in one.keep],
    )
    forms = {one.form: one for one in files if isinstance(one, FormFile)}
    pools: dict[PoolKey, list[Template]] = {}
    for one in files:
        if isinstance(one, LinesFile):
            read = _lines(one, forms, thesaurus)
        else:
            read = _templates(one, lexicons[0], thesaurus)
        for role, key, template in read:
            pools.setdefault((role, key), []).append(template)
    variants = {
        one.kind: (one.variant_by, one.variants)
        for one in files
        if isinstance(one, FactsFile) and one.variant_by
    }
    kept = {key: tuple(pool) for key, pool in pools.items()}
    return Grammar(lexicons[0], kept, _lendings(kept, forms), variants, forms)


def _lines(
    one: LinesFile, forms: Mapping[str, FormFile], thesaurus: Thesaurus
) -> Iterable[tuple[str, str, Template]]:
    unknown = [name for name in one.forms if name not in forms]
    if unknown:
        raise GrammarBroken(f"There is no form {', '.join(unknown)} for these lines.")
    for name in one.forms:
        slots = forms[name].slots
        terms = Terms(frozenset((*slots.always, *slots.sometimes)), thesaurus)
        for role, pools in one.roles.items():
            for key, lines in pools.items():
                yield from _compiled(f"{name}.{role}", key, lines, terms)


def _lendings(
    pools: Mapping[PoolKey, Sequence[Template]], forms: Mapping[str, FormFile]
) -> dict[PoolKey, Lending]:
    found: dict[PoolKey, Lending] = {}
    for form in forms.values():
        for borrow in form.borrows:
            words = "|".join(map(re.escape, borrow.without))
            unfit = re.compile(rf"\b(?:{words})\b" if words else r"(?!)", re.IGNORECASE)
            for (role, key), pool in pools.items():
                is_wanted = not borrow.groups or key.partition(".")[0] in borrow.groups
                if role == borrow.role and is_wanted:
                    found[f"{form.form}.{role}_lent", key] = Lending(form.form, pool, unfit)
    return found


def _read(path: Path) -> GrammarFile:
    try:
        # The C loader reads a whole grammar about ten times faster than the Python one.
        content = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        return grammar_file.validate_python(content)
    except (yaml.YAMLError, ValidationError) as wrong:
        raise GrammarBroken(f"{path.name} is not a valid grammar file: {wrong}") from wrong


def _templates(
    one: GrammarFile, lexicon: LexiconFile, thesaurus: Thesaurus
) -> Iterable[tuple[str, str, Template]]:
    if isinstance(one, ThemesFile):
        yield from _theme_templates(one, Terms(_allowed(lexicon, "theme"), thesaurus))
    elif isinstance(one, FactsFile):
        terms = Terms(_allowed(lexicon, "fact", one.kind), thesaurus)
        for variant, lines in one.pools.items():
            key = f"{one.kind}.{variant}"
            yield from (("fact", key, _compile("fact", key, line, terms)) for line in lines)
        yield from _compiled("hashtag", one.kind, one.hashtags, terms)
    elif isinstance(one, CommonFile):
        terms = Terms(_allowed(lexicon, "theme"), thesaurus)
        for role in ("pair", "calls", "titles", "alt_text", "notes"):
            yield from _compiled(role, "any", getattr(one, role), terms)
        yield from _compiled("hashtag", "wide", one.hashtags_wide, terms)
        yield from _compiled("hashtag", "subject", one.hashtags_subject, terms)
    elif isinstance(one, LexiconFile):
        terms = Terms(frozenset((*one.plan.always, *one.plan.sometimes)), thesaurus)
        for register, lines in one.farewells.items():
            yield from _compiled("farewell", register, lines, terms)


def _theme_templates(one: ThemesFile, terms: Terms) -> Iterable[tuple[str, str, Template]]:
    for variant, threads in one.themes.items():
        for thread in threads:
            yield from _thread_templates(thread, one.group, variant, terms)
    for role in ("close", "titles", "calls"):
        yield from _compiled(role, one.group, getattr(one, role), terms)
    yield from _compiled("hashtag", one.group, one.hashtags, terms)


def _thread_templates(
    thread: Thread, group: str, variant: str, terms: Terms
) -> Iterable[tuple[str, str, Template]]:
    key = f"{group}.{variant}"
    for role in ("hook", "meaning", "advice"):
        for number, line in enumerate(getattr(thread, role)):
            template = _compile(role, key, line, terms, (thread.thread, number))
            yield role, key, template
            # What a fact means depends on its tone; where to look and what to do often does not.
            for other in thread.also if role != "meaning" else ():
                yield role, f"{group}.{other}", template


def _compiled(
    role: str, key: str, lines: Iterable[str], terms: Terms
) -> Iterable[tuple[str, str, Template]]:
    return ((role, key, _compile(role, key, line, terms)) for line in lines)


def _compile(
    role: str, key: str, source: str, terms: Terms, thread: tuple[str, int] = ("", 0)
) -> Template:
    nodes = parse(source)
    unknown = set(slots_of(nodes)) - terms.slots
    if unknown:
        raise GrammarBroken(f"{key}: unknown slot {', '.join(sorted(unknown))} in: {source}")
    digest = sha256(source.encode()).hexdigest()[:8]
    needs = frozenset(slots_of(nodes, required_only=True))
    thesaurus = terms.thesaurus if role.rpartition(".")[2] in WIDENED else None
    return Template(f"{role}.{key}.{digest}", source, nodes, needs, *thread, thesaurus)


def _allowed(lexicon: LexiconFile, source: str, kind: str = "") -> frozenset[str]:
    groups: list[SlotNames] = [lexicon.plan]
    if source == "theme":
        groups.append(lexicon.theme)
    if source == "fact":
        groups.append(lexicon.facts.get(kind, SlotNames()))
    derived = lexicon.derived.get(kind, {}) if source == "fact" else {}
    return frozenset(derived).union(*(group.always + group.sometimes for group in groups))
