"""Equals for everyday phrases, put into every template where they are literal words.

One hand-made list of phrases that may stand for each other widens all templates at once. Phrases
under `keep` are left alone, so "small print" survives although "small" may become "little".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from heliograph.extensions.providers.embedded.pattern import Branch, Choice, Node, Words, parse


@dataclass(frozen=True)
class Thesaurus:
    """Phrases with their equals, ready to be found in text."""

    equals: Mapping[str, Choice]
    phrase: re.Pattern[str]

    @classmethod
    def of(cls, groups: Sequence[Sequence[str]], keep: Sequence[str] = ()) -> Thesaurus:
        """Members of a group may be said for each other; those after `=` only for the rest."""
        equals: dict[str, Choice] = {}
        for group in groups:
            (choice,) = parse(f"[{'|'.join(name.removeprefix('=') for name in group)}]")
            if isinstance(choice, Choice):
                # A wording of one register only replaces: it was written for that register.
                own = (name for name in group if not name.startswith("=") and ":" not in name)
                equals |= dict.fromkeys(own, choice)
        names = sorted({*equals, *keep}, key=len, reverse=True)
        found = "|".join(map(re.escape, names)) or r"(?!)"
        return cls(equals, re.compile(rf"(?<![\w'-])(?:{found})(?![\w'-])", re.IGNORECASE))

    def widen(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """The template with its literal phrases replaced by choices among equals."""
        return tuple(wide for node in nodes for wide in self._wide(node))

    def _wide(self, node: Node) -> Iterator[Node]:
        if isinstance(node, Words):
            yield from self._split(node.text)
        elif isinstance(node, Choice):
            branches = (Branch(self.widen(b.nodes), b.register) for b in node.branches)
            yield Choice(tuple(branches), node.optional)
        else:
            yield node

    def _split(self, text: str) -> Iterator[Node]:
        at = 0
        for match in self.phrase.finditer(text):
            choice = self.equals.get(match[0].lower())
            if choice is None:
                continue
            if match.start() > at:
                yield Words(text[at : match.start()])
            yield _capital(choice) if match[0][0].isupper() else choice
            at = match.end()
        if at < len(text):
            yield Words(text[at:])


def _capital(choice: Choice) -> Choice:
    """The same choice where the phrase began a sentence."""
    branches = []
    for branch in choice.branches:
        first, *rest = branch.nodes
        if isinstance(first, Words):
            first = Words(first.text[:1].upper() + first.text[1:])
        branches.append(Branch((first, *rest), branch.register))
    return Choice(tuple(branches))
