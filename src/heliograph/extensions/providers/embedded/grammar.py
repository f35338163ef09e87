"""A pack's grammar: its files read, checked and compiled once into pools of templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
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
    nodes: tuple[Node, ...]
    needs: frozenset[str]
    thread: str = ""
    number: int = 0


@dataclass(frozen=True)
class Grammar:
    """Everything a pack can say."""

    lexicon: LexiconFile
    pools: Mapping[PoolKey, tuple[Template, ...]]
    decks: Mapping[PoolKey, tuple[str, ...]]
    variants: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    forms: Mapping[str, FormFile] = field(default_factory=dict)

    def pool(self, role: str, key: str) -> tuple[Template, ...]:
        """The templates of a role for this key; empty when there are none."""
        return self.pools.get((role, key), ())

    def deck(self, role: str, key: str) -> tuple[str, ...]:
        """The ids of a role's templates for everything in a key's group, each once."""
        return self.decks.get((role, key.partition(".")[0]), ())

    def fact_key(self, kind: str, detail: Mapping[str, object]) -> str:
        """Which pool states a fact: by kind alone, or by kind and one of its parts."""
        by, names = self.variants.get(kind, ("", {}))
        return f"{kind}.{names.get(str(detail.get(by)), 'any')}"

    def register(self, tone: str) -> str:
        """The register for a brand's or plan's tone words; plain when none is known."""
        words = tone.lower().replace(",", " ").split()
        known = [self.lexicon.tones[word] for word in words if word in self.lexicon.tones]
        return known[0] if known else "plain"


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
        read = _lines(one, forms) if isinstance(one, LinesFile) else _templates(one, lexicons[0])
        for role, key, template in read:
            is_wide = role.rpartition(".")[2] in WIDENED
            nodes = thesaurus.widen(template.nodes) if is_wide else template.nodes
            pools.setdefault((role, key), []).append(replace(template, nodes=nodes))
    pools |= _borrowed(pools, forms)
    variants = {
        one.kind: (one.variant_by, one.variants)
        for one in files
        if isinstance(one, FactsFile) and one.variant_by
    }
    kept = {key: tuple(pool) for key, pool in pools.items()}
    return Grammar(lexicons[0], kept, _decks(pools), variants, forms)


def _lines(one: LinesFile, forms: Mapping[str, FormFile]) -> Iterable[tuple[str, str, Template]]:
    unknown = [name for name in one.forms if name not in forms]
    if unknown:
        raise GrammarBroken(f"There is no form {', '.join(unknown)} for these lines.")
    for name in one.forms:
        slots = forms[name].slots
        known = frozenset((*slots.always, *slots.sometimes))
        for role, pools in one.roles.items():
            for key, lines in pools.items():
                yield from _compiled(f"{name}.{role}", key, lines, known)


def _borrowed(
    pools: Mapping[PoolKey, Sequence[Template]], forms: Mapping[str, FormFile]
) -> dict[PoolKey, list[Template]]:
    """The pools of themes as forms take them over, without the sentences that do not suit."""
    found: dict[PoolKey, list[Template]] = {}
    for form in forms.values():
        for borrow in form.borrows:
            words = "|".join(map(re.escape, borrow.without))
            unfit = re.compile(rf"\b(?:{words})\b" if words else r"(?!)", re.IGNORECASE)
            for (role, key), pool in pools.items():
                is_wanted = not borrow.groups or key.partition(".")[0] in borrow.groups
                if role == borrow.role and is_wanted:
                    kept = [one for one in pool if not unfit.search(one.source)]
                    # An id of its own, so that two forms of one day go different ways.
                    own = [replace(one, id=f"{form.form}.{one.id}", thread="") for one in kept]
                    found[f"{form.form}.{role}_lent", key] = own
    return found


def _decks(pools: Mapping[PoolKey, Iterable[Template]]) -> dict[PoolKey, tuple[str, ...]]:
    decks: dict[PoolKey, dict[str, None]] = {}
    for (role, key), pool in pools.items():
        decks.setdefault((role, key.partition(".")[0]), {}).update({one.id: None for one in pool})
    return {key: tuple(ids) for key, ids in decks.items()}


def _read(path: Path) -> GrammarFile:
    try:
        # The C loader reads a whole grammar about ten times faster than the Python one.
        content = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        return grammar_file.validate_python(content)
    except (yaml.YAMLError, ValidationError) as wrong:
        raise GrammarBroken(f"{path.name} is not a valid grammar file: {wrong}") from wrong


def _templates(one: GrammarFile, lexicon: LexiconFile) -> Iterable[tuple[str, str, Template]]:
    if isinstance(one, ThemesFile):
        yield from _theme_templates(one, lexicon)
    elif isinstance(one, FactsFile):
        names = _allowed(lexicon, "fact", one.kind)
        for variant, lines in one.pools.items():
            key = f"{one.kind}.{variant}"
            yield from (("fact", key, _compile("fact", key, line, names)) for line in lines)
        yield from _compiled("hashtag", one.kind, one.hashtags, names)
    elif isinstance(one, CommonFile):
        names = _allowed(lexicon, "theme")
        for role in ("pair", "calls", "titles", "alt_text", "notes"):
            yield from _compiled(role, "any", getattr(one, role), names)
        yield from _compiled("hashtag", "wide", one.hashtags_wide, names)
        yield from _compiled("hashtag", "subject", one.hashtags_subject, names)


def _theme_templates(one: ThemesFile, lexicon: LexiconFile) -> Iterable[tuple[str, str, Template]]:
    names = _allowed(lexicon, "theme")
    for variant, threads in one.themes.items():
        for thread in threads:
            yield from _thread_templates(thread, one.group, variant, names)
    for role in ("close", "titles", "calls"):
        yield from _compiled(role, one.group, getattr(one, role), names)
    yield from _compiled("hashtag", one.group, one.hashtags, names)


def _thread_templates(
    thread: Thread, group: str, variant: str, names: frozenset[str]
) -> Iterable[tuple[str, str, Template]]:
    key = f"{group}.{variant}"
    for role in ("hook", "meaning", "advice"):
        for number, line in enumerate(getattr(thread, role)):
            template = _compile(role, key, line, names)
            template = replace(template, thread=thread.thread, number=number)
            yield role, key, template
            # What a fact means depends on its tone; where to look and what to do often does not.
            for other in thread.also if role != "meaning" else ():
                yield role, f"{group}.{other}", template


def _compiled(
    role: str, key: str, lines: Iterable[str], names: frozenset[str]
) -> Iterable[tuple[str, str, Template]]:
    return ((role, key, _compile(role, key, line, names)) for line in lines)


def _compile(role: str, key: str, source: str, names: frozenset[str]) -> Template:
    nodes = parse(source)
    unknown = set(slots_of(nodes)) - names
    if unknown:
        raise GrammarBroken(f"{key}: unknown slot {', '.join(sorted(unknown))} in: {source}")
    digest = sha256(source.encode()).hexdigest()[:8]
    needs = frozenset(slots_of(nodes, required_only=True))
    return Template(f"{role}.{key}.{digest}", source, nodes, needs)


def _allowed(lexicon: LexiconFile, source: str, kind: str = "") -> frozenset[str]:
    groups: list[SlotNames] = [lexicon.plan]
    if source == "theme":
        groups.append(lexicon.theme)
    if source == "fact":
        groups.append(lexicon.facts.get(kind, SlotNames()))
    derived = lexicon.derived.get(kind, {}) if source == "fact" else {}
    return frozenset(derived).union(*(group.always + group.sometimes for group in groups))
